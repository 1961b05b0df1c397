"""Uploads files of this machine to a file store, with the same reader as uploads from the page."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, TypeAlias

from torchground.cli.exits import Refused
from torchground.words import Sentence, template
from torchground.words.writing import cut

if TYPE_CHECKING:
    from torchground.files.recipe import Recipe
    from torchground.files.store import FileStore
    from torchground.uploads.answer import Found

UploadKind: TypeAlias = Literal["table", "images", "text", "weights"]
KINDS: tuple[UploadKind, ...] = ("table", "images", "text", "weights")
_ENDINGS: dict[str, UploadKind] = {
    **dict.fromkeys(("csv", "tsv", "tab", "data", "dat", "parquet"), "table"),
    **dict.fromkeys(("xlsx", "xlsm", "xlsb", "xls", "ods", "json", "jsonl", "ndjson"), "table"),
    **dict.fromkeys(("npy", "npz", "sqlite", "sqlite3", "db"), "table"),
    **dict.fromkeys(
        ("zip", "png", "jpg", "jpeg", "gif", "bmp", "webp", "tar", "gz", "7z"), "images"
    ),
    **dict.fromkeys(("safetensors", "pt", "pth", "ckpt", "bin"), "weights"),
}
"""The kind of a file by the ending of its name, as in the page. The reader then checks the content."""
_PIECE = 1 << 20

CANNOT_READ = template("cli.upload.cannot_read", "cannot read {path}: {why}")
CANNOT_KEEP = template(
    "cli.upload.cannot_keep",
    "{path} cannot be kept in the data folder: {why}; make room, or choose another folder with --data-dir",
)
UNFIT = template("cli.upload.unfit", "{path} cannot be used as {kind}: {why:inside}")
TOO_LARGE = template(
    "cli.upload.too_large",
    "{path} is larger than {most:,} bytes; upload a smaller part of it",
)
NO_ROOM = template(
    "cli.upload.no_room",
    "the data folder holds {taken:,} MB of files, and at most {most:,} MB are kept; remove some with "
    "torchground data remove",
)
NUM_FILES = template(
    "cli.upload.num_files",
    "the folder {path} holds no files, or more than {most:,}; upload a folder with one folder for each class and the "
    "pictures in them",
)
NOT_A_FILE = template("cli.upload.not_a_file", "{path} is a device or a pipe, not a file")


def kind_of(path: Path) -> UploadKind:
    """The probable kind of a file, by the ending of its name. A folder is pictures."""
    if path.is_dir():
        return "images"
    return _ENDINGS.get(path.suffix.lower().removeprefix("."), "text")


def upload(
    files: FileStore,
    path: Path,
    kind: UploadKind,
    *,
    name: str = "",
    place: str = "the file",
    recipe: Recipe | None = None,
) -> tuple[str, Found]:
    """Reads a file in the jail and stores it. Returns its key and the reader's answer. ``recipe`` says how a table is
    read. Raises :class:`Refused`."""
    from torchground.uploads import jail

    shown = cut(str(path), 300)
    with _opened(path, shown, place) as source:
        try:
            with files.new() as new:
                key = _copied(source, new.file, _most_bytes(kind), shown, place)
                key, shown_name = jail.key_with(key, recipe), (name or path.name)[:120]
                answer = jail.upload(files, kind, key, new, name=shown_name, recipe=recipe)
        except OSError as error:
            why = error.strerror or str(error)
            raise Refused(CANNOT_KEEP(path=shown, why=why), place=place) from None
    if not answer.ok:
        sentence = UNFIT(path=shown, kind=WHAT[kind], why=answer.said)
        raise Refused(sentence, place=place if answer.place == "the file" else answer.place)
    return key, answer


WHAT = {"table": "a table", "images": "pictures", "text": "a text", "weights": "weights"}
"""The names of the kinds in sentences."""


def check_room(files: FileStore) -> None:
    """Raises :class:`Refused` where the data folder is full."""
    from torchground.server.settings import Limits

    taken, most = files.total_bytes(), Limits().stored_bytes
    if taken > most:
        sentence = NO_ROOM(taken=taken // 10**6, most=most // 10**6)
        raise Refused(sentence, place="--data-dir")


def _most_bytes(kind: UploadKind) -> int:
    from torchground.server.settings import Limits

    limits = Limits()
    return limits.weights_bytes if kind == "weights" else limits.file_bytes


@contextmanager
def _opened(path: Path, shown: str, place: str) -> Iterator[IO[bytes]]:
    """The opened file, or a zip of the folder. Raises :class:`Refused`."""
    import tempfile

    try:
        if path.is_dir():
            with tempfile.TemporaryFile() as packed:
                _pack(path, packed, shown, place)
                packed.seek(0)
                yield packed
            return
        if path.exists() and not path.is_file():
            raise Refused(NOT_A_FILE(path=shown), place=place)
        with path.open("rb") as source:
            yield source
    except OSError as error:
        raise _unreadable(shown, error.strerror or str(error), place) from None
    except ValueError:
        raise _unreadable(shown, "this is no name of a file", place) from None


def _pack(folder: Path, packed: IO[bytes], shown: str, place: str) -> None:
    """Packs the files of a folder into a zip. Skips links, because they may point to other folders."""
    from torchground.uploads.limits import LIMITS

    found = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    paths = sorted(islice(found, LIMITS.entries + 1))
    if not 1 <= len(paths) <= LIMITS.entries:
        raise Refused(NUM_FILES(path=shown, most=LIMITS.entries), place=place)
    most = _most_bytes("images")
    if sum(each.stat().st_size for each in paths) > most:
        raise Refused(TOO_LARGE(path=shown, most=most), place=place)
    with zipfile.ZipFile(packed, "w") as archive:
        for each in paths:
            entry = zipfile.ZipInfo(each.relative_to(folder).as_posix())
            with each.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, _PIECE)


def _copied(source: IO[bytes], target: IO[bytes], most: int, shown: str, place: str) -> str:
    """Copies a file. Returns the hash of its content. Raises :class:`Refused` where it is too large."""
    made, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        size += len(piece)
        if size > most:
            raise Refused(TOO_LARGE(path=shown, most=most), place=place)
        made.update(piece)
        target.write(piece)
    return made.hexdigest()


def _unreadable(shown: str, why: str, place: str) -> Refused:
    sentence: Sentence = CANNOT_READ(path=shown, why=why)
    return Refused(sentence, place=place)
