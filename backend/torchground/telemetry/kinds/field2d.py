"""Functions over the input plane."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, TensorField
from torchground.telemetry.parts import Meaning


class Field2dFacts(Facts):
    """The output of each unit at every point of the input plane."""

    kind = "field2d"
    tensors = {
        "values": TensorField(("units", "size", "size"), "one picture a unit, row 0 at x2 = high")
    }

    low: float
    """The lowest coordinate of the plane, on both axes."""
    high: float
    """The highest coordinate of the plane, on both axes."""
    classes: Sequence[str] = ()
    """The classes of the outputs, where the pictures are the answers of a whole network."""
    meaning: Meaning | None = None
    """The meaning of the answers of a whole network."""
