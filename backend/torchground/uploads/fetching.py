"""Known data sets and trained weights, fetched from where their makers keep them: on a thread, with a progress,
checked before use."""

from __future__ import annotations

import hashlib
import http.client
import ssl
import threading
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import IO, Literal, TypeAlias
from urllib.parse import urlsplit

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.fetchable import Fetchable, Source
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.datasets.sources.downloaded import BadFile, Downloaded
from torchground.files.store import FileStore
from torchground.uploads import sentences
from torchground.words import Sentence, SentenceError

SILENT_SECS = 20.0
"""A line that says nothing for so long is given up."""
_PIECE = 1 << 16

State: TypeAlias = Literal["absent", "going", "done", "failed"]


@dataclass(frozen=True)
class Progress:
    """How far a download is."""

    state: State
    fetched: int
    """Bytes so far."""
    total: int
    """Bytes in all, about."""
    sentence: Sentence | None = None
    """Why it failed and what to do."""

    @property
    def error(self) -> str | None:
        """The same in English."""
        return None if self.sentence is None else str(self.sentence)


class NotFetched(SentenceError):
    """Why a file was not had."""


@cache
def fetchables() -> dict[str, Fetchable]:
    """Everything that can be fetched, by its name."""
    found: list[Fetchable] = []
    for data in entries("datasets").values():
        if issubclass(data, Downloaded):
            found.append(data)
    for layer in entries("layers").values():
        if issubclass(layer, Layer):
            found.extend(layer.downloads())
    return {kind.type_id(): kind for kind in found}


class Fetching:
    """The downloads of this server: each thing once at a time."""

    def __init__(self, files: FileStore) -> None:
        self._files = files
        self._progress: dict[str, Progress] = {}
        self._stop = threading.Event()

    def progress(self, kind: Fetchable) -> Progress:
        """How far it is; ``done`` where the data lie in the data folder."""
        total = sum(source.size for source in kind.sources)
        told = self._progress.get(kind.type_id())
        if told is not None and told.state == "going":
            return told
        if kind.is_here(self._files):
            return Progress("done", total, total)
        failed = told is not None and told.state == "failed"
        return told if told is not None and failed else Progress("absent", 0, total)

    def start(self, kind: Fetchable) -> Progress:
        """Begin to fetch it, unless it is here or on its way."""
        now = self.progress(kind)
        if now.state in ("done", "going"):
            return now
        self._progress[kind.type_id()] = begun = Progress("going", 0, now.total)
        thread = threading.Thread(
            target=self._fetch, args=(kind,), name=f"fetch-{kind.type_id()}", daemon=True
        )
        thread.start()
        return begun

    def close(self) -> None:
        """Give up what is on its way, at its next piece."""
        self._stop.set()

    def _fetch(self, kind: Fetchable) -> None:
        total = sum(source.size for source in kind.sources)
        try:
            with ExitStack() as stack:
                files: dict[str, IO[bytes]] = {}
                for source in kind.sources:
                    files[source.name] = stack.enter_context(self._files.new()).file
                    self._one(kind, source, files[source.name])
                _keep(kind, files, self._files)
            told = Progress("done", total, total)
        except NotFetched as error:
            told = Progress("failed", 0, total, error.sentence)
        except OSError as error:
            why = error.strerror or str(error)
            failed = sentences.CANNOT_KEEP(title=kind.title, why=why)
            told = Progress("failed", 0, total, failed)
        except Exception as error:
            failed = sentences.CANNOT_READ(title=kind.title, why=type(error).__name__)
            told = Progress("failed", 0, total, failed)
        self._progress[kind.type_id()] = told

    def _one(self, kind: Fetchable, source: Source, file: IO[bytes]) -> None:
        """One file from the first place that gives the right content. Raises :class:`NotFetched`."""
        before = self._progress[kind.type_id()]
        problem: NotFetched | None = None
        for url in source.urls:
            file.seek(0)
            file.truncate()
            self._progress[kind.type_id()] = before
            try:
                self._from(kind, source, url, file)
                file.seek(0)
                return
            except NotFetched as error:
                problem = error
        raise problem or NotFetched(sentences.NO_PLACE(title=kind.title))

    def _from(self, kind: Fetchable, source: Source, url: str, file: IO[bytes]) -> None:
        host = urlsplit(url).hostname
        hashes = hashlib.md5(usedforsecurity=False), hashlib.sha256()
        request = urllib.request.Request(url, headers={"User-Agent": "Torchground"})
        try:
            with urllib.request.urlopen(request, timeout=SILENT_SECS) as answer:
                while piece := answer.read(_PIECE):
                    self._took(kind, source, file.tell() + len(piece), len(piece))
                    file.write(piece)
                    for one in hashes:
                        one.update(piece)
        except urllib.error.HTTPError as error:
            error.close()
            refused = sentences.HOST_REFUSED(
                host=host, status=error.code, name=source.name, otherwise=kind.otherwise
            )
            raise NotFetched(refused) from None
        except (
            urllib.error.URLError,
            http.client.HTTPException,
            TimeoutError,
            ssl.SSLError,
            ConnectionError,
        ) as error:
            why = str(getattr(error, "reason", error))[:100]
            missed = sentences.HOST_NOT_REACHED(host=host, why=why, otherwise=kind.otherwise)
            raise NotFetched(missed) from None
        wanted = ("MD5", source.md5), ("SHA-256", source.sha256)
        for (name, digits), one in zip(wanted, hashes, strict=True):
            if digits is not None and not one.hexdigest().startswith(digits):
                wrong = sentences.OTHER_CONTENT(
                    name=source.name,
                    host=host,
                    sum=name,
                    came=one.hexdigest()[:8],
                    expected=digits[:8],
                )
                raise NotFetched(wrong)

    def _took(self, kind: Fetchable, source: Source, size: int, piece: int) -> None:
        if self._stop.is_set():
            raise NotFetched(sentences.STOPPED())
        if size > 2 * source.size + 1_000_000:
            raise NotFetched(sentences.TOO_LARGE(name=source.name))
        before = self._progress[kind.type_id()]
        self._progress[kind.type_id()] = Progress("going", before.fetched + piece, before.total)


def _keep(kind: Fetchable, fetched: dict[str, IO[bytes]], files: FileStore) -> None:
    """Raises :class:`NotFetched`."""
    try:
        kind.keep(fetched, files)
    except (BadFile, KeyError) as error:
        raise NotFetched(sentences.CANNOT_READ(title=kind.title, why=str(error))) from None
