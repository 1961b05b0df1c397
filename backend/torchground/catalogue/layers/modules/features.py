"""The torch module that computes the features of points of the plane. Imported only where networks are built."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

# N samples, F features

COMPUTE: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1_squared": lambda x1, x2: x1 * x1,
    "x2_squared": lambda x1, x2: x2 * x2,
    "x1_x2": lambda x1, x2: x1 * x2,
    "sin_x1": lambda x1, x2: torch.sin(x1),
    "sin_x2": lambda x1, x2: torch.sin(x2),
}


class PlaneFeatures(nn.Module):
    """Coordinates [N, 2] to features [N, F]; each column is one feature."""

    def __init__(self, features: Sequence[str]) -> None:
        super().__init__()
        self.features = tuple(features)

    def forward(self, point_N2: Tensor) -> Tensor:
        x1, x2 = point_N2.unbind(1)
        return torch.stack([COMPUTE[feature](x1, x2) for feature in self.features], dim=1)

    def extra_repr(self) -> str:
        return ", ".join(self.features)
