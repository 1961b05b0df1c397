"""One number."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, TensorField
from torchground.telemetry.parts import Meaning


class ScalarFacts(Facts):
    """One number, with what is known about it."""

    kind = "scalar"
    tensors = {"values": TensorField((), "the number")}

    index: Sequence[int] | None = None
    """Its place in a param or in the output of a layer."""
    point: Sequence[float] | None = None
    """The point of the input plane for which it was computed."""
    meaning: Meaning | None = None
    """What it is, where it is the answer of a whole network."""
    shape: Sequence[int] | None = None
    """Of the param that it is in."""
    gradient: float | None = None
    """Of a weight: its gradient of the last batch; null before the first step."""
    activation_mean: float | None = None
    """Of a layer: the mean of its outputs."""
    activation_std: float | None = None
    """Of a layer: the standard deviation of its outputs."""
    weight_norm: float | None = None
    """Of a layer that learns: the Euclidean length of its params."""
    gradient_norm: float | None = None
    """Of a layer that learns: the Euclidean length of their gradient."""
    gradient_to_weight: float | None = None
    """Of a layer that learns: the mean |gradient| over the mean |weight|."""
