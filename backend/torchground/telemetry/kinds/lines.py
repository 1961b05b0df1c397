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
    """The name of each curve."""
    x_label: str
    """The label of the horizontal axis."""
    y_label: str
    """The label of the vertical axis."""
    log: bool = False
    """Whether the vertical axis is logarithmic."""
    now: float | None = None
    """The current place of the run along the horizontal axis."""
    references: Sequence[Level] = ()
    """Horizontal reference lines."""
    ticks: Annotated[Sequence[str], Along("points")] | None = None
    """The name of each place along the horizontal axis."""
    tokens: Annotated[Sequence[str], Along("points")] | None = None
    """The token at each place along the horizontal axis."""
    formula: str | None = None
    """The formula of the function that is drawn."""
    ratios: Annotated[Sequence[float | None], Along("lines")] | None = None
    """The first value of each curve divided by its last. null where the last is 0."""
    free_mse: float | None = None
    """For a forecast: the mean squared error of the part that was made without true values."""
    count: int | None = None
    """How many samples were measured."""
