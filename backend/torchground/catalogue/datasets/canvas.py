"""Canvas: handwritten digits at random positions on a larger, noisy picture."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples, Split
from torchground.catalogue.bases.splitting import share_out, split_sizes
from torchground.catalogue.datasets.sources.bundled import loaded

SIZE = 16
"""Width and height of the canvas, in pixels."""
DIGIT = 8
"""Width and height of a digit, in pixels."""
COUNTS = (178, 182, 177, 183, 181, 182, 181, 179, 174, 180)
"""How many pictures there are of each digit."""
DIGITS = {"all": range(10), "0-4": range(5), "5-9": range(5, 10)}
LIMIT_STREAM = 2
"""The number of the random stream that chooses the labelled samples. It keeps these draws independent of those that
make and split the samples."""


class Canvas(Dataset):
    """The handwritten digits, each at a random position on a noisy canvas of 16 × 16 pixels. The position says nothing
    about the digit, so features that work everywhere are useful, and they can be used again: learn 0 to 4 first, then 5
    to 9 from only a few labelled pictures."""

    title: ClassVar[str] = "Digits on a canvas"
    group: ClassVar[str] = "Pictures"
    order: ClassVar[int] = 165
    tasks: ClassVar[tuple[str, ...]] = ("classification", "reconstruction", "gan")
    source: ClassVar[str] = "E. Alpaydin & C. Kaynak (1998); UCI Machine Learning Repository"
    type: Literal["canvas"] = "canvas"

    digits: Literal["all", "0-4", "5-9"] = Field(
        "all", json_schema_extra=ui(choices={"all": "0 to 9", "0-4": "0 to 4", "5-9": "5 to 9"})
    )
    """Which digits there are."""

    labels_per_class: int | None = Field(None, ge=1, le=150, json_schema_extra=ui(high=50))
    """How many labelled pictures of each digit there are to train with; null takes all. The test half stays large."""

    noise: float = Field(0.15, ge=0, le=1, json_schema_extra=ui(high=0.5))
    """The noise on every pixel, where ink is 1 and paper 0: its standard deviation."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the digits that is kept away from training and only measured."""

    def info(self) -> DataInfo:
        train, test = self._sizes()
        return DataInfo(
            shape=(1, SIZE, SIZE),
            num_train=sum(self._kept(size) for size in train),
            num_test=sum(test),
            classes=[str(digit) for digit in DIGITS[self.digits]],
            target="digit",
        )

    def samples(self) -> Samples:
        """All pictures of these digits, each placed once."""
        inputs, targets = loaded("load_digits")
        digits = DIGITS[self.digits]
        ours = np.isin(targets, digits)
        ink_NHW = inputs[ours].reshape(-1, DIGIT, DIGIT) / 16.0
        rng = np.random.default_rng(self.seed)
        top, left = rng.integers(0, SIZE - DIGIT + 1, (2, len(ink_NHW), 1, 1))
        canvas_NHW = rng.normal(0.0, 1.0, (len(ink_NHW), SIZE, SIZE)) * self.noise
        place = np.arange(DIGIT)
        which = np.arange(len(ink_NHW))[:, None, None]
        canvas_NHW[which, top + place[:, None], left + place] += ink_NHW
        classes = targets[ours].astype(np.int64) - digits[0]
        return Samples(canvas_NHW.astype(np.float32)[:, None], classes)

    def split(self) -> Split:
        """The two halves, with every class split in the same proportion. Only the labelled pictures of the train half
        are used."""
        split = super().split()
        rng = np.random.default_rng([self.seed, LIMIT_STREAM])
        drawn = rng.permutation(len(split.train))
        kept = [
            drawn[split.train.targets[drawn] == index][: self._kept(size)]
            for index, size in enumerate(self._sizes()[0])
        ]
        order = np.sort(np.concatenate(kept))
        train = Samples(split.train.inputs[order], split.train.targets[order])
        return Split(train=train, test=split.test)

    def _kept(self, available: int) -> int:
        """How many of the available pictures of a class are used for training."""
        return min(self.labels_per_class or available, available)

    def _sizes(self) -> tuple[list[int], list[int]]:
        """The number of pictures of each class in the train half and in the test half."""
        counts = np.array([COUNTS[digit] for digit in DIGITS[self.digits]])
        total = split_sizes(int(counts.sum()), self.test_fraction, len(counts))[1]
        test = share_out(counts, total)
        return [int(count) - part for count, part in zip(counts, test, strict=True)], test
