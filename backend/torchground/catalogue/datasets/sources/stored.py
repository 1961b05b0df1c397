"""What people brought and what was downloaded: read once, kept in the data folder as arrays and what is known of them.

Everything lies in one folder under the hash of what came (or the name of what was downloaded): ``<key>.<kind>.json``
says what it is, ``<key>.<kind>.safetensors`` holds the numbers. No name that a person chose is ever part of a path.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Annotated, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from torchground.catalogue.bases.samples import DataError
from torchground.catalogue.datasets.sources.tensorfile import (
    Array,
    BadTensors,
    read_array,
    read_header,
)

Kind: TypeAlias = Literal["table", "images", "text", "weights", "download", "backbone"]
KEY = re.compile(r"[0-9a-f]{64}|[a-z][a-z0-9_]{0,39}")
FILE = r"^([0-9a-f]{64})?$"
"""How a data set names an uploaded file: the hash of its content; empty before there is one."""

Name = Annotated[str, Field(max_length=120)]
Count = Annotated[int, Field(ge=0, le=2**53)]


class Known(BaseModel):
    """The base of what is known of a stored file."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: str = Field("", max_length=120)
    """What the person who brought it called it, for people only."""


_M = TypeVar("_M", bound=Known)


class Column(Known):
    """One column of a table."""

    name: Name
    kind: Literal["number", "category", "text", "empty"]
    """category: few different values; text: too many to be classes, never used."""
    missing: Count
    levels: list[Name] = Field([], max_length=200)
    """The different values, in order: of a category, and of a number that is whole and has few."""
    counts: list[Count] = Field([], max_length=200)
    """How many rows have each level."""
    low: float | None = None
    high: float | None = None
    role: Literal["feature", "target", "ignore"] = "feature"
    """What it probably is."""


class TableMeta(Known):
    """A table: arrays ``n<i>`` [rows] float64 (NaN is missing) and ``c<i>`` [rows] int32 levels (-1 is missing)."""

    kind: Literal["table"] = "table"
    rows: Count
    columns: list[Column] = Field(max_length=1_000)


class ImagesMeta(Known):
    """Labelled pictures: ``pictures`` [count, channels, size, size] uint8 and ``labels`` [count] int32."""

    kind: Literal["images"] = "images"
    count: Count
    classes: list[Name] = Field(max_length=200)
    counts: list[Count] = Field(max_length=200)
    size: int = Field(ge=1, le=256)
    """Height and width, in pixels."""
    channels: Literal[1, 3]


class TextMeta(Known):
    """A text: ``text`` [bytes] uint8, UTF-8 with \\n at the end of each line."""

    kind: Literal["text"] = "text"
    characters: Count
    letters: list[Annotated[str, Field(min_length=1, max_length=1)]] = Field(max_length=5_000)
    """The most frequent characters first."""
    num_letters: Count
    """How many different ones there are."""
    words: list[Name] = Field(max_length=5_000)
    """The most frequent words first, divided by blanks."""
    num_words: Count
    num_different_words: Count


class TensorMeta(Known):
    """One tensor of a weights file."""

    name: str = Field(max_length=200)
    dtype: str = Field(max_length=8)
    shape: list[Count] = Field(max_length=8)


class WeightsMeta(Known):
    """A weights file, as it came."""

    kind: Literal["weights"] = "weights"
    tensors: list[TensorMeta] = Field(max_length=2_000)


class DownloadMeta(Known):
    """A known data set: ``train``, ``test`` uint8 pictures and ``train_labels``, ``test_labels`` int32."""

    kind: Literal["download"] = "download"
    num_train: Count
    num_test: Count


class BackboneMeta(Known):
    """The trained weights of a well-known network, by the names that its makers gave them."""

    kind: Literal["backbone"] = "backbone"
    source: str = Field(max_length=200)
    """The file name its makers gave it: other weights have another."""


Meta: TypeAlias = Annotated[
    TableMeta | ImagesMeta | TextMeta | WeightsMeta | DownloadMeta | BackboneMeta,
    Field(discriminator="kind"),
]
META: TypeAdapter[Meta] = TypeAdapter(Meta)

_MODELS: dict[str, type[Known]] = {
    "table": TableMeta,
    "images": ImagesMeta,
    "text": TextMeta,
    "weights": WeightsMeta,
    "download": DownloadMeta,
    "backbone": BackboneMeta,
}
_SENTENCES = {
    "table": "the uploaded table is not on this server; upload it again",
    "images": "the uploaded pictures are not on this server; upload them again",
    "text": "the uploaded text is not on this server; upload it again",
    "weights": "the weights are not on this server; make them from their run again, or upload them again",
    "download": "these data are not on this server yet; download them",
    "backbone": "these trained weights are not on this server yet; download them",
}
_MOST_META_BYTES = 16_000_000
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_place: list[Path] = []


class Missing(DataError):
    """No such file is kept here; the message says what to do."""


# ---- the folder ------------------------------------------------------------------------------------


def use(data_dir: Path) -> None:
    """Keep everything below this data folder, from now on in this process."""
    _place[:] = [Path(data_dir) / "stored"]


def folder() -> Path:
    """Where it lies, or will lie once something is kept. Raises :class:`Missing` where no data folder was named."""
    if not _place:
        raise Missing("no data folder is in use here, so that no uploaded file can be found")
    return _place[0]


def path_of(key: str, kind: str, ending: str = "safetensors") -> Path:
    """Where a file lies or would lie. Raises :class:`Missing` for a key that names none."""
    if not KEY.fullmatch(key) or kind not in _MODELS:
        raise Missing(f"{key[:80]!r} is no name of a stored file; upload the file again")
    return folder() / f"{key}.{kind}.{ending}"


def size_bytes() -> int:
    """How much all stored files take."""
    return sum(path.lstat().st_size for path in folder().glob("*"))


def keys(kind: str) -> list[str]:
    """Every stored file of a kind, newest first."""
    found = [(path.stat().st_mtime, path) for path in folder().glob(f"*.{kind}.json")]
    return [path.name.partition(".")[0] for _, path in sorted(found, reverse=True)]


def remove(key: str, kind: str) -> bool:
    """Forget a file; whether there was one."""
    told = path_of(key, kind, "json")
    there = told.exists()
    told.unlink(missing_ok=True)
    path_of(key, kind).unlink(missing_ok=True)
    return there


def sweep() -> None:
    """At start: remove what a server that died left half written."""
    for entry in list(folder().glob("*.tmp")):
        entry.unlink(missing_ok=True)


# ---- reading ---------------------------------------------------------------------------------------


def table(key: str) -> TableMeta:
    """What is known of a table. Raises :class:`Missing`."""
    return _known(key, "table", TableMeta)


def images(key: str) -> ImagesMeta:
    """What is known of labelled pictures. Raises :class:`Missing`."""
    return _known(key, "images", ImagesMeta)


def text(key: str) -> TextMeta:
    """What is known of a text. Raises :class:`Missing`."""
    return _known(key, "text", TextMeta)


def weights_meta(key: str) -> WeightsMeta:
    """Every tensor of a weights file. Raises :class:`Missing`."""
    return _known(key, "weights", WeightsMeta)


def weights_path(key: str) -> Path:
    """Where a weights file lies. Raises :class:`Missing`."""
    weights_meta(key)
    return path_of(key, "weights")


def download(key: str) -> DownloadMeta:
    """What is known of a downloaded data set. Raises :class:`Missing`."""
    return _known(key, "download", DownloadMeta)


def backbone(key: str) -> BackboneMeta:
    """What is known of the trained weights of a network. Raises :class:`Missing`."""
    return _known(key, "backbone", BackboneMeta)


def stamp(key: str, kind: str) -> int:
    """Changes when a file is removed or brought again: goes into the key of what is remembered of it."""
    with contextlib.suppress(OSError):
        return path_of(key, kind, "json").stat().st_mtime_ns
    return 0


def arrays(key: str, kind: str, *names: str) -> list[Array]:
    """Some arrays of a stored file, never to be written to. Raises :class:`Missing`."""
    try:
        with _opened(path_of(key, kind)) as file:
            places = read_header(file)
            return [read_array(file, places[name]) for name in names]
    except (OSError, BadTensors, KeyError):
        raise _missing(kind) from None


def read_known(key: str, kind: str) -> Known:
    """What is known of a file of any kind. Raises :class:`Missing`."""
    return _known(key, kind, _MODELS.get(kind, Known))


def _known(key: str, kind: str, model: type[_M]) -> _M:
    path = path_of(key, kind, "json")
    try:
        known = _read(path, path.stat().st_mtime_ns)
    except (OSError, ValidationError):
        raise _missing(kind) from None
    assert isinstance(known, model)
    return known


@lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> Known:
    with _opened(path) as file:
        return META.validate_json(file.read(_MOST_META_BYTES))


def _opened(path: Path) -> IO[bytes]:
    """Opened for reading; a link is refused."""
    return os.fdopen(os.open(path, os.O_RDONLY | _NO_LINKS), "rb")


def _missing(kind: str) -> Missing:
    return Missing(_SENTENCES[kind])


# ---- writing ---------------------------------------------------------------------------------------


@contextlib.contextmanager
def fresh() -> Iterator[tuple[IO[bytes], Path]]:
    """A new file in the folder, without its name yet, open for reading and writing; removed if it is not kept."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    number, name = tempfile.mkstemp(suffix=".tmp", dir=folder())
    path = Path(name)
    try:
        with os.fdopen(number, "w+b") as file:
            yield file, path
    finally:
        path.unlink(missing_ok=True)


def keep(key: str, meta: Known, file: IO[bytes], path: Path) -> None:
    """Give a fresh file its name: when this returns, a power cut no longer loses it. Raises ``OSError``."""
    kind: str = getattr(meta, "kind")  # noqa: B009
    file.flush()
    os.fsync(file.fileno())
    if os.name == "nt":
        file.close()
    os.replace(path, path_of(key, kind))
    with fresh() as (told, unnamed):
        told.write(meta.model_dump_json().encode())
        told.flush()
        os.fsync(told.fileno())
        if os.name == "nt":
            told.close()
        os.replace(unnamed, path_of(key, kind, "json"))
    _sync(folder())


def _sync(place: Path) -> None:
    """Make a rename durable; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
