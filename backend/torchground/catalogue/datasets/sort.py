"""Sort: some letters, and then the same letters in order."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.bases.splitting import split_sizes
from torchground.catalogue.datasets.sources.generated import Generated


class Sort(Generated):
    """A few letters in any order, and then the same letters sorted, which the network must write one after the other:
    ``CABBAC`` goes on with ``AABBCC``. Answers count from the last unsorted letter on.

    Every row is different, so no test row was ever trained on.
    """

    title: ClassVar[str] = "Sort letters"
    group: ClassVar[str] = "Text and symbols"
    order: ClassVar[int] = 410
    tasks: ClassVar[tuple[str, ...]] = ("language_modelling",)
    source: ClassVar[str] = "A. Karpathy, minGPT (2020), github.com/karpathy/minGPT"
    type: Literal["sort"] = "sort"

    num_samples: int = Field(4000, ge=10, le=20_000, json_schema_extra=ui(low=100, high=10_000))
    """The largest number of rows, train and test together. With a length of six and three different letters, only 729
    different rows exist."""

    letters: int = Field(3, ge=2, le=10)
    """How many different letters there are."""

    length: int = Field(6, ge=2, le=12)
    """How many letters are to be sorted."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the samples that is kept away from training and only measured."""

    @property
    def num_rows(self) -> int:
        """The number of different rows that are drawn."""
        return min(self.num_samples, int(self.letters**self.length))

    def info(self) -> DataInfo:
        train, test = split_sizes(self.num_rows, self.test_fraction)
        return DataInfo(
            shape=(2 * self.length - 1,),
            num_train=train,
            num_test=test,
            vocab=[chr(ord("A") + i) for i in range(self.letters)],
            token_targets=True,
            causal=True,
            target="sorted letters",
        )

    def samples(self) -> Samples:
        """Inputs [n, 2·length - 1]: unsorted letters, then sorted letters without the last. Targets are the next
        letter, beginning at the last unsorted letter; -100 before it."""
        rng = np.random.default_rng(self.seed)
        number_N = rng.choice(self.letters**self.length, self.num_rows, replace=False)
        place_L = self.letters ** np.arange(self.length, dtype=np.int64)
        row_NL = number_N[:, None] // place_L % self.letters
        whole_NT = np.concatenate([row_NL, np.sort(row_NL, axis=1)], axis=1).astype(np.int64)
        target_NT = whole_NT[:, 1:].copy()
        target_NT[:, : self.length - 1] = -100
        return Samples(whole_NT[:, :-1], target_NT)
