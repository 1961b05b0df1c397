"""A run's samples as tensors on its device: made once, cut into batches once an epoch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from torchground.catalogue.bases.samples import Split

Batch = tuple[Tensor, Tensor]
"""Inputs [n, *shape] float32, or int64 where they are tokens; targets int64 [n] or [n, steps], or float32 [n, …]."""


@dataclass(frozen=True)
class Tensors:
    """All samples, the train half first; the halves are views."""

    x: Tensor
    y: Tensor
    num_train: int

    @property
    def train(self) -> Batch:
        return self.x[: self.num_train], self.y[: self.num_train]

    @property
    def test(self) -> Batch:
        return self.x[self.num_train :], self.y[self.num_train :]

    def batches(self, order: Tensor | None, size: int) -> list[Batch]:
        """The train half in this order [num_train], gathered once, or as it lies; each batch is a view."""
        x, y = self.train
        if order is not None:
            order = order.to(x.device)
            x, y = x[order], y[order]
        return list(zip(torch.split(x, size), torch.split(y, size), strict=True))


def tensors(split: Split, device: torch.device) -> Tensors:
    """Both halves of a data set on the device."""
    x = _joined(split.train.inputs, split.test.inputs)
    y = _joined(split.train.targets, split.test.targets)
    return Tensors(x.to(device), y.to(device), len(split.train))


def _joined(train: np.ndarray[Any, Any], test: np.ndarray[Any, Any]) -> Tensor:
    """Both halves in one piece: whole numbers (tokens, classes) as int64, others as float32."""
    both = np.concatenate([train, test])
    whole = np.issubdtype(both.dtype, np.integer)
    return torch.from_numpy(both.astype(np.int64 if whole else np.float32, copy=False))
