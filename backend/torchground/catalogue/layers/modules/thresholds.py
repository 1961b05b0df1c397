"""The threshold function as a torch module. Imported only where networks are built."""

from __future__ import annotations

from torch import Tensor, nn


class Threshold(nn.Module):
    """1 where a number is larger than the threshold, else 0. The gradient is 0 everywhere."""

    def __init__(self, threshold: float) -> None:
        super().__init__()
        self.threshold = threshold

    def forward(self, x: Tensor) -> Tensor:
        above: Tensor = (x - self.threshold).sign().relu()
        return above

    def extra_repr(self) -> str:
        return f"threshold={self.threshold}"
