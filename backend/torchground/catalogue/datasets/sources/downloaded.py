"""The base of well-known data sets that are downloaded once, verified by checksums and kept in the data folder."""

from __future__ import annotations

import gzip
import struct
import tarfile
from collections.abc import Mapping
from typing import IO, Any, ClassVar

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import UsesFiles, ui
from torchground.catalogue.bases.fetchable import Source
from torchground.catalogue.bases.samples import DataError, DataInfo, Samples, Split
from torchground.catalogue.bases.shapes import Mend, NotHere
from torchground.catalogue.bases.splitting import SPLIT_STREAM, split_sizes
from torchground.files.meta import DownloadMeta
from torchground.files.store import FileStore, MissingFile
from torchground.files.tensorfile import Array, write_arrays
from torchground.words import SentenceError, template

WRONG_SHAPE = template(
    "downloaded.wrong_shape",
    "it does not hold {shape} numbers",
)
PART_MISSING = template(
    "downloaded.part_missing",
    "{missing} is missing in it, or of another size",
)
UNKNOWN_LABEL = template(
    "downloaded.unknown_label",
    "it holds the label {label}, and there are {num_classes} classes",
)
NOT_UNPACKED = template(
    "downloaded.not_unpacked",
    "it cannot be unpacked ({error})",
)

NOT_HERE = template(
    "downloaded.not_here",
    "{data} is not on this server yet; download it once ({megabytes:,.0f} MB), it is then kept in the data folder",
)


class BadFile(SentenceError):
    """A downloaded file is not what it should be. The sentence says why."""


class Downloaded(UsesFiles, Dataset):
    """Pictures of ten classes. A subclass says where its files are and how they are read."""

    group: ClassVar[str] = "Pictures"
    needs: ClassVar[str] = "download"
    tasks: ClassVar[tuple[str, ...]] = ("classification", "reconstruction", "gan")
    sources: ClassVar[tuple[Source, ...]]
    otherwise: ClassVar[str] = "choose a data set that comes with Torchground"
    shape: ClassVar[tuple[int, int, int]]
    classes: ClassVar[tuple[str, ...]]
    num_train: ClassVar[int]
    num_test: ClassVar[int]
    """The numbers of pictures in the train half and the test half that the makers publish."""

    num_samples: int = Field(
        10_000, ge=100, le=70_000, json_schema_extra=ui(low=1_000, high=20_000)
    )
    """How many pictures are used, train and test together. They are drawn from the two halves that the makers
    publish."""

    test_fraction: float = Field(0.2, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the pictures that is kept away from training and only measured: 10,000 at most."""

    seed: int = Field(1, ge=0, le=2**31 - 1)
    """Draws which pictures are used: the same seed gives the same data."""

    @classmethod
    def unpacked(cls, files: Mapping[str, IO[bytes]]) -> dict[str, Array]:
        """Read the files, given by name: ``train`` and ``test`` [n, *shape] uint8, ``train_labels`` and ``test_labels``
        [n] int32.

        Raises :class:`BadFile`.
        """
        raise NotImplementedError

    @classmethod
    def is_here(cls, files: FileStore) -> bool:
        """Whether the data set is stored."""
        try:
            files.download(cls.type_id())
        except MissingFile:
            return False
        return True

    @classmethod
    def keep(cls, fetched: Mapping[str, IO[bytes]], files: FileStore) -> None:
        """Store the arrays of the downloaded files under the name of the data set. Raises :class:`BadFile`."""
        arrays = cls.unpacked(fetched)
        meta = DownloadMeta(num_train=len(arrays["train"]), num_test=len(arrays["test"]))
        with files.new() as new:
            write_arrays(new.file, arrays)
            files.put(cls.type_id(), meta, new)

    def require(self) -> None:
        if self._files is None or not self.is_here(self._files):
            size = sum(source.size for source in self.sources) / 1e6
            download = Mend(title=f"Download them, {size:,.0f} MB", download=self.type_id())
            raise NotHere(NOT_HERE(data=self.title, megabytes=size), download)

    def info(self) -> DataInfo:
        train, test = self._sizes()
        return DataInfo(
            shape=self.shape,
            num_train=train,
            num_test=test,
            classes=list(self.classes),
            target="class",
            input_range=(0.0, 1.0),
        )

    def samples(self) -> Samples:
        """The pictures that are used, train and test, with values from 0 to 1."""
        split = self.split()
        return Samples(
            np.concatenate([split.train.inputs, split.test.inputs]),
            np.concatenate([split.train.targets, split.test.targets]),
        )

    def split(self) -> Split:
        """Train pictures from the makers' train half and test pictures from their test half, equally many of each
        class."""
        try:
            self.require()
        except NotHere as missing:
            raise DataError(missing.sentence) from None
        rng = np.random.default_rng([self.seed, SPLIT_STREAM])
        halves = zip(("train", "test"), self._sizes(), strict=True)
        train, test = (self._half(half, count, rng) for half, count in halves)
        return Split(train=train, test=test)

    def _half(self, half: str, count: int, rng: np.random.Generator) -> Samples:
        pictures, labels = self.files.arrays(self.type, "download", half, f"{half}_labels")
        order = rng.permutation(len(labels))
        rank = np.empty(len(labels), np.int64)  # the position of each picture within its class
        for label in range(len(self.classes)):
            places = np.flatnonzero(labels[order] == label)
            rank[places] = np.arange(len(places))
        chosen = order[np.argsort(rank, kind="stable")[:count]]
        chosen = chosen[rng.permutation(count)]
        inputs = pictures[chosen].astype(np.float32) / np.float32(255)
        return Samples(inputs, labels[chosen].astype(np.int64))

    def _sizes(self) -> tuple[int, int]:
        train, test = split_sizes(self.num_samples, self.test_fraction, len(self.classes))
        return min(train, self.num_train), min(test, self.num_test)


class GreyPictures(Downloaded):
    """70,000 grey pictures of 28 × 28, in the four files of MNIST's format."""

    shape: ClassVar[tuple[int, int, int]] = (1, 28, 28)
    num_train: ClassVar[int] = 60_000
    num_test: ClassVar[int] = 10_000

    @classmethod
    def unpacked(cls, files: Mapping[str, IO[bytes]]) -> dict[str, Array]:
        made: dict[str, Array] = {}
        for half, name, count in (
            ("train", "train", cls.num_train),
            ("test", "t10k", cls.num_test),
        ):
            pictures = idx(files[f"{name}-images-idx3-ubyte.gz"], (count, 28, 28))
            labels = idx(files[f"{name}-labels-idx1-ubyte.gz"], (count,))
            made[half] = pictures.reshape(count, 1, 28, 28)
            made[f"{half}_labels"] = known_labels(labels, len(cls.classes))
        return made


def idx(file: IO[bytes], shape: tuple[int, ...]) -> Array:
    """Read a gzipped IDX file of unsigned bytes.

    Its content is two zero bytes, the dtype 8, the number of axes, each size in four bytes, and the numbers. Raises
    :class:`BadFile` if it does not have this shape.
    """
    wanted = struct.pack(f">HBB{len(shape)}I", 0, 8, len(shape), *shape)
    size = int(np.prod(shape))
    try:
        with gzip.open(file) as unpacked:
            head, data = unpacked.read(len(wanted)), unpacked.read(size + 1)
    except (OSError, EOFError, ValueError) as error:
        raise BadFile(NOT_UNPACKED(error=str(error)[:80])) from None
    if head != wanted or len(data) != size:
        raise BadFile(WRONG_SHAPE(shape="×".join(map(str, shape))))
    return np.frombuffer(data, np.uint8).reshape(shape)


def tar_parts(file: IO[bytes], names: tuple[str, ...], size: int) -> list[bytes]:
    """Read some files of a gzipped tar archive, each of exactly ``size`` bytes. Raises :class:`BadFile`."""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=file, mode="r|gz") as archive:
            for member in archive:
                if member.isreg() and member.name in names and member.size == size:
                    part = archive.extractfile(member)
                    found[member.name] = part.read(size) if part else b""
    except (OSError, EOFError, tarfile.TarError) as error:
        raise BadFile(NOT_UNPACKED(error=str(error)[:80])) from None
    missing = [name for name in names if len(found.get(name, b"")) != size]
    if missing:
        raise BadFile(PART_MISSING(missing=missing[0]))
    return [found[name] for name in names]


def known_labels(labels: Any, num_classes: int) -> Array:
    """Labels [n] int32. Raises :class:`BadFile` if one of them is not a class."""
    if len(labels) and int(labels.max()) >= num_classes:
        raise BadFile(UNKNOWN_LABEL(label=int(labels.max()), num_classes=num_classes))
    made: Array = labels.astype(np.int32)
    return made
