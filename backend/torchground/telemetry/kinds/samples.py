"""Samples with their answers."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, TensorField


class SamplesFacts(Facts):
    """Samples that are pictures, with their true targets and the network's predictions."""

    kind = "samples"
    tensors = {
        "images": TensorField(("samples", "height", "width"), "the pictures"),
        "index": TensorField(("samples",), "which sample each is, counted from 0 in its half"),
        "target": TensorField(("samples",), "the place of the true class, or the true number"),
        "predicted": TensorField(("samples",), "the same as the network answers it"),
        "loss": TensorField(("samples",), "what each costs"),
    }

    classes: Sequence[str]
    """The names of the classes; empty where the targets are numbers."""
