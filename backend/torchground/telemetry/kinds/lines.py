"""Curves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, TensorField
from torchground.telemetry.parts import Level


class LinesFacts(Facts):
    """One or more curves over the same axis."""

    kind = "lines"
    tensors = {
        "x": TensorField(("points",), "places along the axis"),
        "y": TensorField(("lines", "points"), "the curves; NaN leaves a gap"),
    }

    names: Annotated[Sequence[str], Along("lines")]
    """What each curve is."""
    x_label: str
    """What lies along the axis."""
    y_label: str
    """What the curves are of."""
    log: bool = False
    """Whether the axis of the curves is logarithmic."""
    now: float | None = None
    """Where along the axis the run stands."""
    references: Sequence[Level] = ()
    """Level lines."""
    ticks: Annotated[Sequence[str], Along("points")] | None = None
    """The name of each place along the axis."""
    tokens: Annotated[Sequence[str], Along("points")] | None = None
    """The token at each place along the axis."""
    formula: str | None = None
    """Of the function that is drawn."""
    ratios: Annotated[Sequence[float | None], Along("lines")] | None = None
    """Of each curve its first value over its last; null where the last is 0."""
    free_mse: float | None = None
    """Of a forecast: the mean squared error where it was left to itself."""
    count: int | None = None
    """Over how many samples it was measured."""
