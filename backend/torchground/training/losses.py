"""The losses and metrics of all samples at one step."""

from __future__ import annotations

from dataclasses import dataclass

from torchground.catalogue.bases.samples import PartName


@dataclass(frozen=True)
class Losses:
    """The loss of every part of the data, and the metrics."""

    of: dict[PartName, float]
    """The loss by part. ``val`` is there only with a validation split."""
    metrics: dict[str, float]
    """The metrics by name: ``train_accuracy``, ``test_accuracy`` …"""
