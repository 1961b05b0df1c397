"""Predictions beside the truth."""

from __future__ import annotations

from torchground.telemetry.facts import Facts, TensorField


class PredictionFacts(Facts):
    """The network's prediction for each sample, beside the truth."""

    kind = "prediction"
    tensors = {
        "truth": TensorField(("samples",), "in the units of the target"),
        "predicted": TensorField(("samples",), "in the units of the target"),
    }

    target: str
    """The name of the target."""
