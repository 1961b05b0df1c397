"""A network of one input as a function."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, TensorField
from torchground.telemetry.parts import Meaning


class CurveFacts(Facts):
    """The network's function of its one input."""

    kind = "curve"
    tensors = {
        "x": TensorField(("points",), "values of the input"),
        "y": TensorField(("points", "outputs"), "what the network answers"),
    }

    input: str
    """What the input is called."""
    target: str
    """What the target is called."""
    classes: Sequence[str] = ()
    """The classes that the outputs stand for."""
    meaning: Meaning
    """What the answers are."""
