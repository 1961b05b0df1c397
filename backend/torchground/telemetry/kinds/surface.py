"""A surface from above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, TensorField


class SurfaceFacts(Facts):
    """A surface from above, with a path on it."""

    kind = "surface"
    tensors = {
        "values": TensorField(("size", "size"), "heights, row 0 at high y"),
        "path": TensorField(("places", 2), "the way; its last place is where it stands now"),
    }

    low: tuple[float, float]
    """The lowest x and y."""
    high: tuple[float, float]
    """The highest x and y."""
    paths: Sequence[str] = ()
    """The names of the paths."""
    value: float | None = None
    """The exact height at the current place."""
    centre: float | None = None
    """The exact height in the middle."""
    gradient: Sequence[float] | None = None
    """The gradient of the height at the current place."""
    steps: Annotated[Sequence[int], Along("places")] | None = None
    """The training step of each place of the path."""
