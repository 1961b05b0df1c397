"""Histograms."""

from __future__ import annotations

from torchground.telemetry.facts import Facts, TensorField


class HistogramFacts(Facts):
    """How many numbers fall into each of several ranges of equal width."""

    kind = "histogram"
    tensors = {"counts": TensorField(("bins",), "how many numbers fall into each range")}

    low: float
    """The beginning of the first range."""
    high: float
    """The end of the last range."""
    mean: float
    """The mean of all finite numbers."""
    std: float
    """The standard deviation of all finite numbers."""
    num_zero: int
    """How many numbers are exactly 0."""
    outside: int | None = None
    """How many numbers are below ``low`` or above ``high``."""
    flat: float | None = None
    """For the inputs of an activation: the part of the numbers where its gradient is nearly 0."""
    dead: float | None = None
    """For the inputs of an activation: the part of the units whose gradient is 0 for every sample."""
