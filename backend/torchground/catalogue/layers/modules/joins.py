"""The torch modules of the layers that join several inputs; imported only where networks are built."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Sum(nn.Module):
    """The sum of tensors of the same shape."""

    def forward(self, first: Tensor, *others: Tensor) -> Tensor:
        for other in others:
            first = first + other
        return first


class Concatenation(nn.Module):
    """The tensors joined along an axis: that of the features or channels."""

    def __init__(self, dim: int = 1) -> None:
        super().__init__()
        self.dim = dim

    def forward(self, *inputs: Tensor) -> Tensor:
        return torch.cat(inputs, dim=self.dim)


class Product(nn.Module):
    """The product of tensors of the same shape."""

    def forward(self, first: Tensor, *others: Tensor) -> Tensor:
        for other in others:
            first = first * other
        return first


class First(nn.Module):
    """The first of two tensors: of a real and a fake sample, the real one."""

    def forward(self, real: Tensor, fake: Tensor) -> Tensor:
        return real


class Step(nn.Module):
    """One step of a sequence: [N, T, C] to [N, C]."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step

    def forward(self, x_NTC: Tensor) -> Tensor:
        return x_NTC[:, self.step]
