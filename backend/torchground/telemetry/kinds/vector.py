"""Numbers in a row."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, TensorField
from torchground.telemetry.parts import Meaning, StepPicture


class VectorFacts(Facts):
    """Activations of one sample, or what the network answers for it."""

    kind = "vector"
    tensors = {"values": TensorField(("units",), "one number a unit, class or target")}

    shape: Sequence[int] = ()
    """Of the whole tensor that they are a part of."""
    classes: Sequence[str] = ()
    """The classes that the network chooses from, where it answers with classes."""
    target: float | int | None = None
    """The right answer: the place of a class, or a number; null where nobody knows."""
    meaning: Meaning | None = None
    """What the answer of a whole network is."""
    step: StepPicture | None = None
    """Where it is a part of one training step."""
