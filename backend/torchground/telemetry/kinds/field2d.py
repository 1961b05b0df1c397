"""Functions over the input plane."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, TensorField
from torchground.telemetry.parts import Meaning


class Field2dFacts(Facts):
    """What each unit computes at every point of the input plane."""

    kind = "field2d"
    tensors = {
        "values": TensorField(("units", "size", "size"), "one picture a unit, row 0 at x2 = high")
    }

    low: float
    """Where the plane begins, along both axes."""
    high: float
    """Where it ends."""
    classes: Sequence[str] = ()
    """The classes that the units stand for, where they are the answers of a whole network."""
    meaning: Meaning | None = None
    """What the answers of a whole network are."""
