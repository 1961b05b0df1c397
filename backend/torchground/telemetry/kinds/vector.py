"""Numbers in a row."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, TensorField
from torchground.telemetry.parts import Meaning, StepPicture


class VectorFacts(Facts):
    """Activations of one sample, or the network's answer for it."""

    kind = "vector"
    tensors = {"values": TensorField(("units",), "one number a unit, class or target")}

    shape: Sequence[int] = ()
    """The shape of the whole tensor that the numbers are a part of."""
    classes: Sequence[str] = ()
    """The classes that the network chooses from, where it answers with classes."""
    target: float | int | None = None
    """The right answer: the index of a class, or a number. null where it is not known."""
    meaning: Meaning | None = None
    """The meaning of the answer of a whole network."""
    step: StepPicture | None = None
    """The part of a training step that the vector shows, if it is one."""
