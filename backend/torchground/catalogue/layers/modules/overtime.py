"""torch's layers for sequences in our layout, with the steps before the features. Imported only where networks are
built."""

# N samples, T steps, C features

from __future__ import annotations

from typing import Any

from torch import Tensor, nn
from torch.nn import functional


class StepConv1d(nn.Conv1d):
    """A convolution along the steps [N, T, C] → [N, T', C'], with ``in_front`` additional zeros before the first
    step."""

    def __init__(self, *args: Any, in_front: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_front = in_front

    def forward(self, x_NTC: Tensor) -> Tensor:
        x_NCT = x_NTC.transpose(1, 2)
        if self.in_front:
            x_NCT = functional.pad(x_NCT, (self.in_front, 0))
        return super().forward(x_NCT).transpose(1, 2)


class StepMaxPool1d(nn.MaxPool1d):
    """The largest number of every window of steps, for each feature."""

    def forward(self, x_NTC: Tensor) -> Tensor:
        pooled: Tensor = super().forward(x_NTC.transpose(1, 2))
        return pooled.transpose(1, 2)


class StepAvgPool1d(nn.AvgPool1d):
    """The mean of every window of steps, for each feature."""

    def forward(self, x_NTC: Tensor) -> Tensor:
        return super().forward(x_NTC.transpose(1, 2)).transpose(1, 2)


class StepBatchNorm1d(nn.BatchNorm1d):
    """Normalizes every feature over the batch and all its steps."""

    def forward(self, x_NTC: Tensor) -> Tensor:
        return super().forward(x_NTC.transpose(1, 2)).transpose(1, 2)


class StepDropout1d(nn.Dropout1d):
    """Drops whole features of a sequence at all its steps."""

    def forward(self, x_NTC: Tensor) -> Tensor:
        return super().forward(x_NTC.transpose(1, 2)).transpose(1, 2)


class GlobalMax(nn.Module):
    """The largest number over the steps, or over the pixels of each channel. If several are equal, the first gets the
    gradient."""

    def __init__(self, *, over_time: bool) -> None:
        super().__init__()
        self.over_time = over_time

    def forward(self, x: Tensor) -> Tensor:
        largest: Tensor = x.max(dim=1).values if self.over_time else x.flatten(2).max(dim=2).values
        return largest


class GlobalMean(nn.Module):
    """The mean over the steps, or over the pixels of each channel."""

    def __init__(self, *, over_time: bool) -> None:
        super().__init__()
        self.over_time = over_time

    def forward(self, x: Tensor) -> Tensor:
        return x.mean(dim=1) if self.over_time else x.mean(dim=(2, 3))
