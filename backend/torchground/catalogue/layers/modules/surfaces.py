"""The surfaces for optimizers, and the learned point that moves on them. Imported only where networks are built or
drawn."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

# N samples


class Ball(nn.Module):
    """A learned point [N, 2], the same for every sample."""

    def __init__(self, start: Sequence[float]) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(list(start), dtype=torch.float32))

    def forward(self, batch: Tensor) -> Tensor:
        return self.weight.expand(batch.shape[0], 2)


class Height(nn.Module):
    """The height of a surface: points [N, 2] to heights [N, 1]."""

    def __init__(self, function: str, kappa: float) -> None:
        super().__init__()
        self.function = function
        self.kappa = kappa

    def forward(self, points_N2: Tensor) -> Tensor:
        return height(self.function, points_N2, self.kappa)


def height(function: str, points: Tensor, kappa: float) -> Tensor:
    """The height of a surface: points [..., 2] to heights [..., 1]."""
    x, y = points[..., :1], points[..., 1:]
    if function == "rosenbrock":
        return (1 - x).square() + 100 * (y - x.square()).square()
    if function == "beale":
        return sum(
            ((aim - x + x * y**power).square() for power, aim in enumerate((1.5, 2.25, 2.625), 1)),
            start=torch.zeros_like(x),
        )
    steepness = {"ravine": 100.0, "quadratic": kappa, "saddle": -1.0}[function]
    return 0.5 * (x.square() + steepness * y.square())
