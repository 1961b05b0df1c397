"""The base of the real data sets that come with scikit-learn. They are part of its wheel, so they need no internet."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.bases.splitting import split_sizes


class Bundled(Dataset):
    """Real measurements. A subclass describes them without loading them."""

    group: ClassVar[str] = "Real measurements"
    tasks: ClassVar[tuple[str, ...]] = ("classification", "reconstruction")
    loader: ClassVar[str]
    """The name of the function of ``sklearn.datasets`` that loads the data."""
    num_samples: ClassVar[int]
    shape: ClassVar[tuple[int, ...]]
    classes: ClassVar[list[str]] = []
    features: ClassVar[list[str]] = []
    target: ClassVar[str]
    scale: ClassVar[float] = 1.0
    """The number by which inputs are divided."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the samples that is kept away from training and only measured."""

    seed: int = Field(1, ge=0, le=2**31 - 1)
    """Draws which samples train and which test: the same seed gives the same halves."""

    def info(self) -> DataInfo:
        return DataInfo(
            shape=self.shape,
            classes=self.classes,
            features=self.features,
            target=self.target,
            **self.sizes(len(self.classes) or 1),
        )

    def sizes(self, num_classes: int) -> dict[str, Any]:
        """The numbers of train and test samples, as arguments for ``DataInfo``."""
        train, test = split_sizes(self.num_samples, self.test_fraction, num_classes)
        return {"num_train": train, "num_test": test}

    def samples(self) -> Samples:
        inputs, targets = loaded(self.loader)
        inputs = (inputs / self.scale).astype(np.float32).reshape(-1, *self.shape)
        if self.classes:
            return Samples(inputs, targets.astype(np.int64))
        return Samples(inputs, targets.astype(np.float32)[:, None])


class Table(Bundled):
    """Rows of measurements in different units. They are standardized to mean 0 and standard deviation 1."""

    standardize: ClassVar[bool] = True


@cache
def loaded(loader: str) -> tuple[Any, Any]:
    """Inputs [n, features] and targets [n] as in the file. Read once and cached; do not change them."""
    import sklearn.datasets

    inputs, targets = getattr(sklearn.datasets, loader)(return_X_y=True)
    return inputs, targets
