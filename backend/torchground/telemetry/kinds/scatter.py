"""Points of a plane."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, Part, TensorField


class NextPoint(Part):
    """The sample that a single unit learns from next."""

    x: Sequence[float]
    target: int
    """Its class."""
    score: float
    """What the unit computes for it."""
    wrong: bool
    """Whether it lies on the wrong side of the line."""


class UnitLine(Part):
    """The line of a single unit: w·x + b = 0."""

    w: Sequence[float]
    b: float
    next: NextPoint | None = None
    """Null where a step takes more than one sample."""


class ScatterFacts(Facts):
    """Points of a plane by group, with whatever else lies there."""

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
    """Where the plane begins along both axes; null is where the points do."""
    high: float | None = None
    """Where it ends."""
    x_label: str | None = None
    """What lies along the axis to the right; a plane without labels has no axes."""
    y_label: str | None = None
    """What lies along the upright axis."""
    movable: bool = False
    """Whether a point of the plane is a code of two numbers that can be decoded."""
    unit: UnitLine | None = None
    """Of a network of one unit: its line."""
