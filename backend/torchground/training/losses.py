"""What is measured of all samples at one step."""

from __future__ import annotations

from dataclasses import dataclass

from torchground.catalogue.bases.samples import PartName


@dataclass(frozen=True)
class Losses:
    """The loss of every part of the data, and the metrics."""

    of: dict[PartName, float]
    """By part; ``val`` only where there is a validation split."""
    metrics: dict[str, float]
    """By name: ``train_accuracy``, ``test_accuracy`` …"""
