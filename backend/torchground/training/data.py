"""A run's samples as tensors on its device: made once, cut into batches once an epoch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from torchground.catalogue.dataset import DataInfo, Samples, Split

Batch = tuple[Tensor, Tensor]
"""Inputs [n, *shape] float32 and targets: int64 [n] or float32 [n, num_targets]."""


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

    def batches(self, order: Tensor, size: int) -> list[Batch]:
        """The train half in this order [num_train], gathered once; each batch is a view of it."""
        x, y = self.train
        order = order.to(x.device)
        return list(zip(torch.split(x[order], size), torch.split(y[order], size), strict=True))


def tensors(split: Split, info: DataInfo, device: torch.device) -> Tensors:
    """Both halves of a data set on the device."""
    x = np.concatenate([split.train.inputs, split.test.inputs])
    y = np.concatenate([_targets(split.train, info), _targets(split.test, info)])
    return Tensors(torch.from_numpy(x).to(device), torch.from_numpy(y).to(device), len(split.train))


def _targets(samples: Samples, info: DataInfo) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    return samples.targets.astype(np.int64 if info.classes else np.float32)
