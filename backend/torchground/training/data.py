"""A run's samples as tensors on its device. They are made once, and divided into batches once for each epoch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from torchground.catalogue.bases.samples import PartName, Split

Batch = tuple[Tensor, Tensor]
"""Inputs [n, *shape] are float32, or int64 where they are tokens. Targets are int64 [n] or [n, steps], or float32 [n,
…]."""


@dataclass(frozen=True)
class Tensors:
    """All samples, one part after another: train, val where there is one, test. The parts are views."""

    x: Tensor
    y: Tensor
    sizes: dict[PartName, int]
    """The number of samples in each part that exists, in order."""

    @property
    def num_train(self) -> int:
        return self.sizes["train"]

    @property
    def train(self) -> Batch:
        return self.parts["train"]

    @property
    def test(self) -> Batch:
        return self.parts["test"]

    @property
    def parts(self) -> dict[PartName, Batch]:
        """Every part by its name."""
        sizes = [*self.sizes.values()]
        pieces = zip(torch.split(self.x, sizes), torch.split(self.y, sizes), strict=True)
        return dict(zip(self.sizes, pieces, strict=True))

    def batches(self, order: Tensor | None, size: int) -> list[Batch]:
        """The batches of one epoch. ``order`` [num_train] gathers the train samples once; None keeps their order. Each
        batch is a view."""
        x, y = self.train
        if order is not None:
            order = order.to(x.device)
            x, y = x[order], y[order]
        return list(zip(torch.split(x, size), torch.split(y, size), strict=True))


def tensors(split: Split, device: torch.device) -> Tensors:
    """All parts of a data set on the device."""
    parts = split.parts
    x = _joined([part.inputs for part in parts.values()])
    y = _joined([part.targets for part in parts.values()])
    sizes = {name: len(part) for name, part in parts.items()}
    return Tensors(x.to(device), y.to(device), sizes)


def _joined(parts: Sequence[np.ndarray[Any, Any]]) -> Tensor:
    """All parts in one tensor: integers (tokens, classes) as int64, other numbers as float32."""
    joined = np.concatenate(parts)
    whole = np.issubdtype(joined.dtype, np.integer)
    return torch.from_numpy(joined.astype(np.int64 if whole else np.float32, copy=False))
