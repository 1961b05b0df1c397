"""Points on a plane."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, Part, TensorField


class NextPoint(Part):
    """The sample that a single unit learns from next."""

    x: Sequence[float]
    target: int
    """The class of the sample."""
    score: float
    """The unit's output for the sample, before the threshold."""
    wrong: bool
    """Whether the sample is on the wrong side of the line."""


class UnitLine(Part):
    """The line of a single unit: w·x + b = 0."""

    w: Sequence[float]
    b: float
    next: NextPoint | None = None
    """The next sample. null where a step takes more than one sample."""


class ScatterFacts(Facts):
    """Points on a plane, in groups, with lines, arrows and other marks."""

    kind = "scatter"
    tensors = {
        "points": TensorField(("points", 2), "where each lies"),
        "group": TensorField(("points",), "the group of each, counted from 0"),
        "index": TensorField(("points",), "which sample each is", required=False),
        "marked": TensorField(("marked", 2), "points that are ringed", required=False),
        "ellipses": TensorField(("ellipses", 4), "centres and radii", required=False),
        "arrows": TensorField(("arrows", 4), "from, to", required=False),
        "lines": TensorField(("lines", 4), "from, to", required=False),
        "grid": TensorField(("rows", "columns", 2), "an even grid, bent", required=False),
    }

    groups: Sequence[str]
    """The name of each group."""
    low: float | None = None
    """The lowest coordinate of the plane, on both axes. null means that the points decide it."""
    high: float | None = None
    """The highest coordinate of the plane, on both axes."""
    x_label: str | None = None
    """The label of the horizontal axis. A plane without labels has no axes."""
    y_label: str | None = None
    """The label of the vertical axis."""
    movable: bool = False
    """Whether a point of the plane is a code of two numbers that can be decoded."""
    unit: UnitLine | None = None
    """For a network with one unit: its line."""
