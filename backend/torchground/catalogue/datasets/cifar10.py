"""CIFAR-10: small colour photographs of ten kinds of things."""

from collections.abc import Mapping
from typing import IO, ClassVar, Literal

import numpy as np

from torchground.catalogue.bases.fetchable import Source
from torchground.catalogue.datasets.sources.downloaded import (
    Downloaded,
    known_labels,
    tar_parts,
)
from torchground.files.tensorfile import Array

_ARCHIVE = "cifar-10-binary.tar.gz"
_PARTS = tuple(f"cifar-10-batches-bin/data_batch_{number}.bin" for number in range(1, 6))
_TEST = "cifar-10-batches-bin/test_batch.bin"


class Cifar10(Downloaded):
    """60,000 colour photographs of 32 × 32, in ten classes from aeroplane to lorry, with values from 0 to 1. A small
    network gets little more than half of them right. Deeper networks, augmentation and long training make a
    difference."""

    title: ClassVar[str] = "CIFAR-10"
    order: ClassVar[int] = 182
    source: ClassVar[str] = (
        "A. Krizhevsky, Learning multiple layers of features from tiny images (2009)"
    )
    aliases = ("CIFAR",)

    type: Literal["cifar10"] = "cifar10"

    shape: ClassVar[tuple[int, int, int]] = (3, 32, 32)
    num_train: ClassVar[int] = 50_000
    num_test: ClassVar[int] = 10_000
    classes: ClassVar[tuple[str, ...]] = (
        "aeroplane",
        "car",
        "bird",
        "cat",
        "deer",
        "dog",
        "frog",
        "horse",
        "ship",
        "lorry",
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            _ARCHIVE,
            ("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",),
            170_052_171,
            "c32a1d4ab5d03f1284b67883e8d87530",
            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
        ),
    )

    @classmethod
    def unpacked(cls, files: Mapping[str, IO[bytes]]) -> dict[str, Array]:
        """Read the binary version. Each record has one byte for the label and 3,072 for the picture, red first."""
        record, count = 1 + 3 * 32 * 32, cls.num_train // len(_PARTS)
        batches = tar_parts(files[_ARCHIVE], (*_PARTS, _TEST), count * record)
        made: dict[str, Array] = {}
        for half, parts in (("train", batches[:-1]), ("test", batches[-1:])):
            records = np.frombuffer(b"".join(parts), np.uint8).reshape(-1, record)
            made[half] = records[:, 1:].reshape(-1, *cls.shape)
            made[f"{half}_labels"] = known_labels(records[:, 0], len(cls.classes))
        return made
