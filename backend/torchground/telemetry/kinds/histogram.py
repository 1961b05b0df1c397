"""How often which numbers come."""

from __future__ import annotations

from torchground.telemetry.facts import Facts, TensorField


class HistogramFacts(Facts):
    """How many numbers fall into each of some equally wide ranges."""

    kind = "histogram"
    tensors = {"counts": TensorField(("bins",), "how many numbers fall into each range")}

    low: float
    """Where the first range begins."""
    high: float
    """Where the last range ends."""
    mean: float
    """Of all finite numbers."""
    std: float
    """Their standard deviation."""
    num_zero: int
    """How many are exactly 0."""
    outside: int | None = None
    """How many lie below ``low`` or above ``high``."""
    flat: float | None = None
    """Of what goes into an activation: the part of the numbers where its gradient is nearly 0."""
    dead: float | None = None
    """Of what goes into an activation: the part of the units whose gradient is 0 for every sample."""
