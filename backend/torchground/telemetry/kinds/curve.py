"""A network with one input as a function."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, TensorField
from torchground.telemetry.parts import Meaning


class CurveFacts(Facts):
    """The network as a function of its only input."""

    kind = "curve"
    tensors = {
        "x": TensorField(("points",), "values of the input"),
        "y": TensorField(("points", "outputs"), "what the network answers"),
    }

    input: str
    """The name of the input."""
    target: str
    """The name of the target."""
    classes: Sequence[str] = ()
    """The classes that the outputs stand for."""
    meaning: Meaning
    """The meaning of the answers."""
