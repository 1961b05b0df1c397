"""The store of files: uploads, weights and downloads as arrays with what is known of them.

A stored file has a key (the hash of what came, or the name of what was downloaded) and a kind. Up to three blobs belong
to it: ``<key>.<kind>.safetensors`` holds the numbers, ``<key>.<kind>.json`` says what they are, ``<key>.<kind>.hold``
why it stays, where it is not simply everybody's. No name that a person chose is ever part of a path.

Who keeps a file:

* each person who uploaded it, until they delete it;
* every saved project and every run whose project names its key;
* whoever said :meth:`FileStore.hold`, for :data:`HOLD_SECS`: so that a file cannot vanish between the moment somebody
  decides to use it and the moment the database says so.

:meth:`FileStore.collect` removes what nobody keeps. A server calls it every :data:`COLLECT_SECS` and after each
deletion, so a file that nobody keeps is gone after ``HOLD_SECS + COLLECT_SECS`` at the latest while a server runs.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Set
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import IO, TypeVar

from pydantic import ValidationError

from torchground.files import known_text
from torchground.files.blobs import UNFINISHED, Blob, Blobs, FolderBlobs, NewFile
from torchground.files.checkpoints import Checkpoints
from torchground.files.checksums import sha256_of
from torchground.files.hold import NOBODYS, Hold
from torchground.files.known_text import DamagedText, KnownText
from torchground.files.mark import FolderMark
from torchground.files.meta import (
    BESIDE_BEGINS,
    MODELS,
    BackboneMeta,
    DownloadMeta,
    ImagesMeta,
    Known,
    TableMeta,
    TextMeta,
    WeightsMeta,
)
from torchground.files.sentences import BAD_KEY, BESIDE, DAMAGED, NOT_HERE
from torchground.files.tensorfile import Array, BadTensors, read_array, read_header
from torchground.people import OPERATOR, Actor
from torchground.words import SentenceError

KEY = re.compile(r"[0-9a-f]{64}|[a-z][a-z0-9_]{0,39}")
HOLD_SECS = 600.0
"""How long a file stays for somebody who is about to use it."""
UNFINISHED_SECS = 3600.0
"""How long an unfinished file stays after the last byte was written: longer than an upload may take."""
COLLECT_SECS = 600.0
"""How often a server removes what nobody keeps."""
_KINDS = "|".join(MODELS)
_FILE = re.compile(rf"(?P<key>{KEY.pattern})\.(?P<kind>{_KINDS})\.json")
_PART = re.compile(rf"(?P<key>{KEY.pattern})\.(?P<kind>{_KINDS})\.(safetensors|hold)")
_MOST_HOLD_BYTES = 100_000
_MOST_META_BYTES = 16_000_000
_M = TypeVar("_M", bound=Known)


class MissingFile(SentenceError):
    """No such file is stored here; the sentence says what to do."""


class FileStore:
    """All stored files of one data folder. Reads and writes block: call them on a thread, never in ``async def``."""

    def __init__(
        self, data_dir: Path, blobs: Blobs | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self.data_dir = Path(data_dir)
        self._blobs = blobs or FolderBlobs(self.data_dir / "stored")
        self._clock = clock
        self.checkpoints = Checkpoints(self.data_dir / "checkpoints")
        self.mark = FolderMark(self.data_dir / "store.json")

    @property
    def blobs(self) -> Blobs:
        """Where the bytes lie."""
        return self._blobs

    # ---- what is here -------------------------------------------------------------------------

    def keys(self, kind: str, actor: Actor = OPERATOR) -> list[str]:
        """Every file of a kind that a person keeps and this one may find, newest first."""
        ending = f".{kind}.json"
        blobs = {blob.name: blob for blob in self._blobs.all()}
        found = [blob for name, blob in blobs.items() if name.endswith(ending)]
        found.sort(key=lambda blob: (blob.changed, blob.name), reverse=True)
        keys = [blob.name.removesuffix(ending) for blob in found]
        held = [key for key in keys if name_of(key, kind, "hold") in blobs]
        loose = {key for key in held if not self._hold(key, kind).kept_by(actor)}
        return [key for key in keys if key not in loose]

    def all(self) -> list[tuple[str, str]]:
        """Key and kind of every file, also of those that no person keeps."""
        names = [_FILE.fullmatch(blob.name) for blob in self._blobs.all()]
        return [(name["key"], name["kind"]) for name in names if name is not None]

    def is_sound(self, key: str, kind: str) -> bool:
        """Whether a file is as it was written, or is gone by now; reads all of it, once for each version of it."""
        try:
            self._check(key, kind)
        except MissingFile:
            return False
        except OSError:
            return self._blobs.known(name_of(key, kind, "json")) is None
        return True

    def is_kept(self, key: str, kind: str) -> bool:
        """Whether the file is here and a person keeps it."""
        return self._blobs.known(name_of(key, kind, "json")) is not None and (
            self._hold(key, kind).kept
        )

    def keeps(self, actor: Actor, key: str, kind: str) -> bool:
        """Whether the file is here and this person keeps it."""
        return self.is_kept(key, kind) and self._hold(key, kind).kept_by(actor)

    def size_bytes(self, key: str, kind: str) -> int:
        """How large the arrays of a file are. Raises :class:`MissingFile`."""
        blob = self._blobs.known(name_of(key, kind))
        if blob is None:
            raise missing(kind)
        return blob.size_bytes

    def total_bytes(self) -> int:
        """How much all files take."""
        return sum(blob.size_bytes for blob in self._blobs.all())

    def version(self, key: str, kind: str) -> str:
        """Changes when a file is removed or put again: part of the key of whatever is remembered of it."""
        blob = self._blobs.known(name_of(key, kind, "json"))
        return "" if blob is None else blob.version

    # ---- reading ------------------------------------------------------------------------------

    def table(self, key: str) -> TableMeta:
        """What is known of a table. Raises :class:`MissingFile`."""
        return self._known(key, "table", TableMeta)

    def images(self, key: str) -> ImagesMeta:
        """What is known of labelled pictures. Raises :class:`MissingFile`."""
        return self._known(key, "images", ImagesMeta)

    def text(self, key: str) -> TextMeta:
        """What is known of a text. Raises :class:`MissingFile`."""
        return self._known(key, "text", TextMeta)

    def weights(self, key: str) -> WeightsMeta:
        """Every tensor of a weights file. Raises :class:`MissingFile`."""
        return self._known(key, "weights", WeightsMeta)

    def download(self, key: str) -> DownloadMeta:
        """What is known of a downloaded data set. Raises :class:`MissingFile`."""
        return self._known(key, "download", DownloadMeta)

    def backbone(self, key: str) -> BackboneMeta:
        """What is known of the trained weights of a network. Raises :class:`MissingFile`."""
        return self._known(key, "backbone", BackboneMeta)

    def known(self, key: str, kind: str) -> Known:
        """What is known of a file of any kind. Raises :class:`MissingFile`."""
        return self._known(key, kind, MODELS.get(kind, Known))

    def arrays(self, key: str, kind: str, *names: str) -> list[Array]:
        """Some arrays of a file by name, not to be written to. Raises :class:`MissingFile`."""
        try:
            with self.open(key, kind) as file:
                places = read_header(file)
                return [read_array(file, places[name]) for name in names]
        except (OSError, BadTensors, KeyError):
            raise missing(kind) from None

    def open(self, key: str, kind: str) -> IO[bytes]:
        """The arrays of a file as bytes; they can be read to their end though the file is removed meanwhile.

        Raises :class:`MissingFile`.
        """
        try:
            self._check(key, kind)
            return self._blobs.open(name_of(key, kind))
        except OSError:
            raise missing(kind) from None

    def local(self, key: str, kind: str) -> AbstractContextManager[Path]:
        """The arrays of a file as a path on this machine, during the block.

        Raises ``OSError``, and :class:`MissingFile` where they are damaged.
        """
        self._check(key, kind)
        return self._blobs.local(name_of(key, kind))

    # ---- writing ------------------------------------------------------------------------------

    def new(self) -> AbstractContextManager[NewFile]:
        """A new file without a name yet; removed at the end of the block if it was not put. Raises ``OSError``."""
        return self._blobs.new()

    def put(
        self, key: str, meta: Known, new: NewFile, *, kept: bool = True, owner: str | None = None
    ) -> None:
        """Store a finished file: when this returns, a power cut no longer loses it. Raises ``OSError``.

        ``kept``: a person (``owner``; None: everybody) keeps it until they delete it. Otherwise it is only held, for
        whoever is about to use it; a file that a person keeps already stays kept.
        """
        kind: str = getattr(meta, "kind")  # noqa: B009
        with self._blobs.lock():
            is_here = self._blobs.known(name_of(key, kind, "json")) is not None
            before = self._hold(key, kind) if is_here else NOBODYS
            if not kept:
                after = before.model_copy(update={"until": self._clock() + HOLD_SECS})
            else:
                after = before.with_keeper(owner)
            is_everybodys = kept and owner is None
            if not is_everybodys:  # before the file is here, so that it is never without its mark
                self._mark(key, kind, after)
            text = known_text.written(meta, sha256_of(new.file))
            self._blobs.put(name_of(key, kind), new)
            self._put_text(name_of(key, kind, "json"), text)
            if is_everybodys and self._hold(key, kind) != after:
                self._mark(key, kind, after)

    def hidden(self, actor: Actor) -> list[tuple[str, str]]:
        """Key and kind of every file that others keep, and this person does not."""
        holds = {(key, kind): self._hold(key, kind) for key, kind in self.all()}
        return [file for file, hold in holds.items() if hold.kept and not hold.kept_by(actor)]

    def share(self, key: str, kind: str) -> None:
        """From now on everybody keeps the file, where somebody does."""
        with self._blobs.lock():
            if self.is_kept(key, kind):
                self._mark(key, kind, self._hold(key, kind).with_keeper(None))

    def drop(self, key: str, kind: str, actor: Actor = OPERATOR) -> bool:
        """A person keeps the file no longer; whether they did. :meth:`collect` removes it when nobody else needs it."""
        with self._blobs.lock():
            before = self._hold(key, kind)
            if not self.is_kept(key, kind) or not before.kept_by(actor, "change"):
                return False
            self._mark(key, kind, before.without_keeper(actor))
            return True

    def hold(self, keys: Iterable[str]) -> None:
        """Nothing of these keys is removed within :data:`HOLD_SECS`. Say it before looking whether a file is here."""
        wanted = set(keys)
        if not wanted:
            return
        with self._blobs.lock():
            until = self._clock() + HOLD_SECS
            for key, kind in self.all():
                before = self._hold(key, kind) if key in wanted else None
                # Not written again and again while somebody draws.
                if before is not None and before.until < until - HOLD_SECS / 2:
                    self._mark(key, kind, before.model_copy(update={"until": until}))

    def hold_all(self, secs: float) -> None:
        """Nothing that is here now is removed within so long. Raises ``OSError``."""
        with self._blobs.lock():
            until = self._clock() + secs
            for key, kind in self.all():
                before = self._hold(key, kind)
                if not before.kept and before.until < until:
                    self._mark(key, kind, before.model_copy(update={"until": until}))

    def collect(self, referenced: Set[str]) -> list[tuple[str, str]]:
        """Remove what nobody keeps: keys and kinds of what was removed. Raises ``OSError``.

        Args:
            referenced: The keys that saved projects and runs name, read from the database before this call.
        """
        with self._blobs.lock():
            now = self._clock()
            self._clear_up(now)
            holds = {(key, kind): self._hold(key, kind) for key, kind in self.all()}
            removed = [
                (key, kind)
                for (key, kind), hold in holds.items()
                if not hold.kept and hold.until <= now and key not in referenced
            ]
            for key, kind in removed:
                self._delete(key, kind)
            return removed

    # ---- blobs --------------------------------------------------------------------------------

    def _clear_up(self, now: float) -> None:
        """Remove what somebody who died left half written or half deleted."""
        files = set(self.all())
        for blob in self._blobs.all():
            part = _PART.fullmatch(blob.name)
            is_part = part is not None and (part["key"], part["kind"]) not in files
            is_old = blob.name.endswith(UNFINISHED) and blob.changed < now - UNFINISHED_SECS
            if is_part or is_old:
                self._blobs.delete(blob.name)

    def _delete(self, key: str, kind: str) -> None:
        """What says that the file is here goes first, so that a crash leaves nothing that looks whole."""
        for ending in ("json", "safetensors", "hold"):
            self._blobs.delete(name_of(key, kind, ending))

    def _hold(self, key: str, kind: str) -> Hold:
        """Why a file stays. Files from before there were holds have none: a person uploaded them."""
        name = name_of(key, kind, "hold")
        try:
            with self._blobs.open(name) as file:
                return Hold.model_validate_json(file.read(_MOST_HOLD_BYTES))
        except FileNotFoundError:
            return Hold()
        except (OSError, ValidationError):
            return Hold()  # rather too long than lost

    def _mark(self, key: str, kind: str, hold: Hold) -> None:
        self._put_text(name_of(key, kind, "hold"), hold.model_dump_json().encode())

    def _put_text(self, name: str, text: bytes) -> None:
        with self._blobs.new() as new:
            new.file.write(text)
            self._blobs.put(name, new)

    def _known(self, key: str, kind: str, model: type[_M]) -> _M:
        text = self._text(key, kind)
        if text is None or not isinstance(text.known, model):
            raise missing(kind)
        return text.known

    def _text(self, key: str, kind: str) -> KnownText | None:
        """What is known of a file; None where it is not here. Raises :class:`MissingFile` where it is damaged."""
        blob = self._blobs.known(name_of(key, kind, "json"))
        if blob is None:
            return None
        try:
            return _read(self._blobs, blob)
        except OSError:
            return None
        except DamagedText:
            raise MissingFile(DAMAGED()) from None

    def _check(self, key: str, kind: str) -> None:
        """Raises :class:`MissingFile` where the arrays are not as they were written, and ``OSError``."""
        blob, text = self._blobs.known(name_of(key, kind)), self._text(key, kind)
        if blob is None:
            raise FileNotFoundError(name_of(key, kind))
        sha256 = text.arrays if text else None
        if sha256 is None and kind == "weights":
            sha256 = key  # they are stored as they came
        if sha256 is not None and not _is_sound(self._blobs, blob, sha256):
            raise MissingFile(DAMAGED())


def name_of(key: str, kind: str, ending: str = "safetensors") -> str:
    """The name of a blob. Raises :class:`MissingFile` where key or kind are none."""
    if key.startswith(BESIDE_BEGINS):
        raise MissingFile(BESIDE(path=key[:200]))
    if not KEY.fullmatch(key) or kind not in MODELS:
        raise MissingFile(BAD_KEY(key=key[:80]))
    return f"{key}.{kind}.{ending}"


def missing(kind: str) -> MissingFile:
    """A file of this kind is not here."""
    return MissingFile(NOT_HERE[kind]())


def keys_of(project: object) -> frozenset[str]:
    """The same for a project as parsed JSON, whatever it is."""
    try:
        return keys_in(repr(project))
    except RecursionError:  # nested deeper than any project may be: the check refuses it
        return frozenset()


def keys_in(project: str) -> frozenset[str]:
    """The keys of all files that the JSON text of a project may name: every hash in it, wherever it stands.

    Rather too many than one too few: entries that are not known here may name files as well.
    """
    return frozenset(_HASH.findall(project))


_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@lru_cache(maxsize=64)
def _read(blobs: Blobs, blob: Blob) -> KnownText:
    """Read once for each version of the blob. Raises ``OSError`` and :class:`DamagedText`."""
    with blobs.open(blob.name) as file:
        return known_text.read(file.read(_MOST_META_BYTES))


@lru_cache(maxsize=256)
def _is_sound(blobs: Blobs, blob: Blob, sha256: str) -> bool:
    """Whether the blob has these bytes: all of it is read, once for each version of it. Raises ``OSError``."""
    with blobs.open(blob.name) as file:
        return sha256_of(file) == sha256
