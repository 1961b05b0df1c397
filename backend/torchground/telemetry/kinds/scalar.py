"""One number."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, TensorField
from torchground.telemetry.parts import Meaning


class ScalarFacts(Facts):
    """One number and facts about it."""

    kind = "scalar"
    tensors = {"values": TensorField((), "the number")}

    index: Sequence[int] | None = None
    """Its place in a param or in the output of a layer."""
    point: Sequence[float] | None = None
    """The point of the input plane for which it was computed."""
    meaning: Meaning | None = None
    """Its meaning, where it is the answer of a whole network."""
    shape: Sequence[int] | None = None
    """The shape of the param that it belongs to."""
    gradient: float | None = None
    """For a weight: its gradient in the last batch. null before the first step."""
    activation_mean: float | None = None
    """For a layer: the mean of its outputs."""
    activation_std: float | None = None
    """For a layer: the standard deviation of its outputs."""
    weight_norm: float | None = None
    """For a layer that learns: the Euclidean norm of its params."""
    gradient_norm: float | None = None
    """For a layer that learns: the Euclidean norm of their gradient."""
    gradient_to_weight: float | None = None
    """For a layer that learns: the mean |gradient| divided by the mean |weight|."""
