"""Digits: small pictures of handwritten digits."""

from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples, Split
from torchground.catalogue.bases.splitting import scaled, share_out
from torchground.catalogue.datasets.sources.bundled import Bundled

LIMIT_STREAM, LABEL_STREAM, SHIFT_STREAM = 2, 3, 4
"""The numbers of the random streams that choose, mislabel and shift samples. They keep these draws independent of the
split."""


class Digits(Bundled):
    """1,797 digits written by 43 people, as pictures of 8 × 8 grey values from 0 to 1. They are small enough to see
    every pixel, and difficult enough for mistakes."""

    title: ClassVar[str] = "Handwritten digits"
    aliases = (
        "load_digits",
        "Optical digits",
        "UCI digits",
    )
    group: ClassVar[str] = "Pictures"
    order: ClassVar[int] = 160
    tasks: ClassVar[tuple[str, ...]] = ("classification", "reconstruction", "gan")
    source: ClassVar[str] = "E. Alpaydin & C. Kaynak (1998); UCI Machine Learning Repository"
    type: Literal["digits"] = "digits"

    loader: ClassVar[str] = "load_digits"
    num_samples: ClassVar[int] = 1797
    shape: ClassVar[tuple[int, ...]] = (1, 8, 8)
    classes: ClassVar[list[str]] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    target: ClassVar[str] = "digit"
    scale: ClassVar[float] = 16.0

    scaling: Literal["none", "center", "standardize"] = Field(
        "none",
        json_schema_extra=ui(
            choices={"none": "0 to 1", "center": "Centred", "standardize": "Standardized"}
        ),
    )
    """How each pixel is scaled: not at all, minus its train mean, or also divided by its standard deviation."""

    num_train: int | None = Field(None, ge=10, le=1797, json_schema_extra=ui(high=1000))
    """How many pictures to train with at most, the same proportion of every digit; null takes all. With few pictures, a
    network learns them by heart. The test half stays unchanged."""

    label_noise: float = Field(0.0, ge=0, le=1, json_schema_extra=ui(high=0.5))
    """The fraction of the train pictures that get a random label. Only a network that learns by heart gets those right.
    The test half keeps its true labels."""

    test_shift: int = Field(0, ge=0, le=3)
    """By how many pixels each test picture is moved, in one of eight directions. A network that never saw moved digits
    gets worse results on them."""

    def info(self) -> DataInfo:
        info = super().info()
        changed = {
            "num_train": min(self.num_train or 1797, info.num_train),
            "input_range": (0.0, 1.0) if self.scaling == "none" else None,
        }
        return info.model_copy(update=changed)

    def split(self) -> Split:
        """The usual halves, then with fewer train pictures, wrong labels, moved test pictures and scaled pixels."""
        split = super().split()
        train = self._mislabelled(self._limited(split.train))
        test = Samples(self._shifted(split.test.inputs), split.test.targets)
        if self.scaling == "none":
            return Split(train=train, test=test)
        by_std = self.scaling == "standardize"
        return Split(
            train=Samples(scaled(train.inputs, train.inputs, by_std=by_std), train.targets),
            test=Samples(scaled(test.inputs, train.inputs, by_std=by_std), test.targets),
        )

    def _limited(self, train: Samples) -> Samples:
        if self.num_train is None or self.num_train >= len(train):
            return train
        drawn = np.random.default_rng([self.seed, LIMIT_STREAM]).permutation(len(train))
        shares = share_out(np.bincount(train.targets), self.num_train)
        kept = [drawn[train.targets[drawn] == index][:n] for index, n in enumerate(shares)]
        order = np.sort(np.concatenate(kept))
        return Samples(train.inputs[order], train.targets[order])

    def _mislabelled(self, train: Samples) -> Samples:
        rng = np.random.default_rng([self.seed, LABEL_STREAM])
        wrong = rng.permutation(len(train))[: round(self.label_noise * len(train))]
        targets = train.targets.copy()
        targets[wrong] = rng.integers(0, len(self.classes), len(wrong))
        return Samples(train.inputs, targets)

    def _shifted(self, image_NCHW: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Each picture moved in one of eight directions. Pixels that come from outside are zero."""
        if not self.test_shift:
            return image_NCHW
        far = self.test_shift
        wide = np.pad(image_NCHW, [(0, 0), (0, 0), (far, far), (far, far)])
        side = np.random.default_rng([self.seed, SHIFT_STREAM]).integers(0, 8, len(image_NCHW))
        down, right = np.divmod(side + (side >= 4), 3)  # 4 is no move, so it is left out
        pairs = zip(wide, down * far, right * far, strict=True)
        return np.stack([picture[:, y : y + 8, x : x + 8] for picture, y, x in pairs])
