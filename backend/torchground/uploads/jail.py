"""The way in: a file is read by a child process with an empty environment, and what the child says is not believed
before it was checked."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import structlog
from pydantic import ValidationError

from torchground import words
from torchground.files.blobs import NewFile
from torchground.files.meta import ImagesMeta, Known, TableMeta, TextMeta
from torchground.files.recipe import Recipe
from torchground.files.store import FileStore
from torchground.files.tensorfile import BadTensors, read_header
from torchground.uploads import sentences
from torchground.uploads.answer import Found, Refusal, Said
from torchground.uploads.confined import REQUIRED, Confinement
from torchground.uploads.formats import by_content
from torchground.uploads.limits import ANSWER_BYTES, WALL_SECS
from torchground.uploads.tables import findings, notes

UNCONFINED = "unconfined"
READERS = {
    "table": by_content.TEXT,
    "images": "torchground.uploads.images",
    "text": "torchground.uploads.text",
    "weights": "torchground.uploads.weights",
}
ALLOW = "TORCHGROUND_ALLOW_UNCONFINED_READERS"
"""The variable of the environment with which whoever runs a server takes the risk: ``1`` lets a process read files that
could not be confined. A reader that a file subverts can then do what the server can do."""

SENTENCES = (sentences, findings, notes)
"""What a reader says comes out of the jail as codes; these modules have the English."""

_log = structlog.get_logger("uploads")


def key_with(key: str, recipe: Recipe | None) -> str:
    """The key of a table that is read by a recipe: the same file, read in another way, is another table."""
    if recipe is None or recipe == Recipe():
        return key
    return hashlib.sha256(f"{key} {recipe.model_dump_json()}".encode()).hexdigest()


def upload(
    files: FileStore,
    kind: str,
    key: str,
    source: NewFile,
    name: str = "",
    owner: str | None = None,
    recipe: Recipe | None = None,
) -> Found | Refusal:
    """Read a new file of the store and store what is in it under its key, where it can be taken.

    ``owner`` keeps it; None: everybody. ``recipe`` says how a table is to be read; what it leaves open is guessed.
    Blocks while the child works: call it on a thread. Raises ``OSError`` where the disk refuses.
    """
    with files.new() as arrays:
        source.file.flush()
        answer = ask(_reader_of(kind, source.file), source.path, arrays.path, recipe=recipe)
        if isinstance(answer, Refusal):
            return answer
        meta = answer.meta.model_copy(update={"name": name})
        if kind == "weights":
            files.put(key, meta, source, owner=owner)
        elif problem := _mismatch(answer.meta, arrays.file):
            _log.error("a reader gave what it did not announce", kind=kind, problem=problem)
            return _crashed()
        else:
            files.put(key, meta, arrays, owner=owner)
        return answer.model_copy(update={"meta": meta})


def _reader_of(kind: str, file: IO[bytes]) -> str:
    """The reader of a kind; of tables, by how the file begins. Nothing of the file is understood here."""
    if kind != "table":
        return READERS[kind]
    file.seek(0)
    return by_content.reader_of(file.read(by_content.HEAD_BYTES))


def ask(
    reader: str,
    source: Path,
    result: Path,
    more_path: Sequence[str] = (),
    recipe: Recipe | None = None,
) -> Found | Refusal:
    """The answer of a reader, run in a child of its own that cannot outlive this call."""
    given = "" if recipe is None else recipe.model_dump_json()
    said = _said([reader, str(source.absolute()), str(result.absolute()), given, *more_path])
    if isinstance(said, Refusal):
        return said
    confinement = _confinement(said)
    if not confinement.is_complete and not is_allowed():
        return refusal_of(confinement)
    return said.answer


def probe() -> Confinement:
    """What is in force in a reader on this machine: nothing where none could be started. Takes half a second."""
    try:
        said = _said(["", "", "", ""])
    except OSError as error:
        return Confinement((), dict.fromkeys(REQUIRED, str(error)))
    if isinstance(said, Refusal):
        return Confinement((), dict.fromkeys(REQUIRED, said.sentence))
    return _confinement(said)


def is_allowed() -> bool:
    """Whether whoever runs this lets files be read by a process that could not be confined."""
    return os.environ.get(ALLOW) == "1"


def refusal_of(confinement: Confinement) -> Refusal:
    """Why no file is read, and what to do."""
    return Refusal.of(sentences.NOT_CONFINED(missing=_required(confinement), variable=ALLOW))


def warning_of(confinement: Confinement) -> words.Sentence | None:
    """What whoever runs the server should know of the readers on this machine; None where all is in force."""
    if confinement.is_complete:
        return None
    if is_allowed():
        return sentences.UNCONFINED(missing=_required(confinement), variable=ALLOW)
    return refusal_of(confinement).said


def _required(confinement: Confinement) -> list[str]:
    return sorted(name for name in confinement.missing if name in REQUIRED)


def _said(arguments: list[str]) -> Said | Refusal:
    """What a child says."""
    allow = UNCONFINED if is_allowed() else "confined"
    command = [sys.executable, "-I", "-m", "torchground.uploads.child", allow, *arguments]
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryFile() as said:
        with tempfile.TemporaryFile() as complaints:
            status = _run(command, empty, said, complaints)
            if status != 0:
                what = _tail(complaints)
                _log.warning("a reader failed", reader=arguments[0], status=status, said=what)
                return _why(status)
        return _believed(said)


def _confinement(said: Said) -> Confinement:
    return Confinement(tuple(said.in_force), said.missing)


def _run(command: list[str], empty: str, said: IO[bytes], complaints: IO[bytes]) -> int | None:
    """The exit status; None where it took too long."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=complaints,
        cwd=empty,
        env=_environment(),
        start_new_session=os.name != "nt",
    )
    try:
        return process.wait(WALL_SECS)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()


def _environment() -> dict[str, str]:
    """Nothing of ours; numpy is told to start no threads."""
    kept = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    if os.name == "nt":
        kept["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    return kept


def _believed(said: IO[bytes]) -> Said | Refusal:
    if said.seek(0, os.SEEK_END) > ANSWER_BYTES:
        return Refusal.of(sentences.ANSWER_TOO_LONG())
    said.seek(0)
    try:
        return Said.model_validate_json(said.read())
    except ValidationError as error:
        _log.error("a reader answered what does not fit", error=str(error)[:500])
        return _crashed()


def _why(status: int | None) -> Refusal:
    slow = {-getattr(signal, name, 0) for name in ("SIGXCPU", "SIGKILL")} - {0}
    if status is None or status in slow:
        return Refusal.of(sentences.TOO_MUCH_WORK())
    return _crashed()


def _crashed() -> Refusal:
    return Refusal.of(sentences.READER_FAILED())


def _tail(complaints: IO[bytes]) -> str:
    size = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, size - 2_000))
    return complaints.read().decode("utf-8", "replace")


def _mismatch(meta: Known, arrays: IO[bytes]) -> str | None:
    """What is wrong with the arrays, by what was announced; None where nothing is."""
    try:
        places = read_header(arrays)
    except BadTensors as error:
        return str(error)
    there = {name: (place.dtype, place.shape) for name, place in places.items()}
    wanted = _announced(meta)
    if isinstance(meta, TextMeta) and set(there) == {"text"}:
        wanted["text"] = ("U8", there["text"][1])
    return (
        None
        if there == wanted
        else f"{sorted(there)[:5]} came, {sorted(wanted)[:5]} were announced"
    )


def _announced(meta: Known) -> dict[str, tuple[str, tuple[int, ...]]]:
    if isinstance(meta, TableMeta):
        numbers = {f"n{i}" for i, column in enumerate(meta.columns) if column.kind == "number"}
        levels = {f"c{i}" for i, column in enumerate(meta.columns) if column.levels}
        shape = (meta.rows,)
        return {name: ("F64" if name in numbers else "I32", shape) for name in numbers | levels}
    if isinstance(meta, ImagesMeta):
        pictures = (meta.count, meta.channels, meta.size, meta.size)
        return {"pictures": ("U8", pictures), "labels": ("I32", (meta.count,))}
    return {}
