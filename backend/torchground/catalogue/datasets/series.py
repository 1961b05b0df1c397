"""Series: a wave of two tones with noise. The network predicts the next value."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples, Split
from torchground.catalogue.datasets.sources.generated import Values
from torchground.catalogue.datasets.sources.timeline import cut, num_windows, windows


class Series(Dataset):
    """Measurements in time: two waves of different length added together, and noise. The network sees a window of them
    and must predict the next value.

    The test half is the last part of the time, and no test window overlaps with the train half. So the network never
    sees the future that it is tested on.
    """

    title: ClassVar[str] = "Noisy series"
    group: ClassVar[str] = "Sequences"
    order: ClassVar[int] = 320
    formula: ClassVar[str] = "y(t) = sin(2πt/25) + ½ sin(2πt/60 + 1) + noise"
    source: ClassVar[str] = "G. U. Yule, On a method of investigating periodicities (1927)"
    tasks: ClassVar[tuple[str, ...]] = ("regression",)
    type: Literal["series"] = "series"

    length: int = Field(2000, ge=400, le=20_000, json_schema_extra=ui(low=400, high=5000))
    """How many measurements there are, train and test together."""

    window: int = Field(40, ge=2, le=150, json_schema_extra=ui(low=5, high=100))
    """How many past measurements the network sees."""

    noise: float = Field(0.1, ge=0, le=2, json_schema_extra=ui(high=0.5))
    """The noise on each measurement: its standard deviation. No network can predict the next value more precisely than
    this."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the time, at its end, that is kept away from training and only measured."""

    seed: int = Field(1, ge=0, le=2**31 - 1)
    """Draws the noise: the same seed gives the same data."""

    def info(self) -> DataInfo:
        before = cut(self.length, self.test_fraction, self.window)
        return DataInfo(
            shape=(self.window, 1),
            num_train=num_windows(before, self.window, 1),
            num_test=num_windows(self.length - before, self.window, 1),
            overlap=self.window,
            target="next value",
        )

    def values(self) -> Values:
        """The whole series [length]."""
        time = np.arange(self.length)
        wave = np.sin(2 * np.pi * time / 25) + 0.5 * np.sin(2 * np.pi * time / 60 + 1)
        noise = np.random.default_rng(self.seed).normal(0.0, 1.0, self.length) * self.noise
        found: Values = wave + noise
        return found

    def samples(self) -> Samples:
        """The windows of both halves, in the order of time."""
        split = self.split()
        inputs, targets = (
            np.concatenate([getattr(half, name) for half in (split.train, split.test)])
            for name in ("inputs", "targets")
        )
        return Samples(inputs, targets)

    def split(self) -> Split:
        """The first part is for training and the last part is for the test, both in the order of time."""
        values = self.values().astype(np.float32)
        before = cut(self.length, self.test_fraction, self.window)
        return Split(train=self._windows(values[:before]), test=self._windows(values[before:]))

    def _windows(self, values: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Samples:
        return Samples(windows(values[:, None], self.window, 1), values[self.window :, None])
