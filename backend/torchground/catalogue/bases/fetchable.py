"""What is fetched once and kept: the files of a known data set, or of a trained network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Protocol

from torchground.files.store import FileStore


@dataclass(frozen=True)
class Source:
    """One file to fetch: where it lies, and how to know that it is the right one."""

    name: str
    urls: tuple[str, ...]
    """Tried in this order."""
    size: int
    """In bytes, about: for the progress; twice as much is refused."""
    md5: str | None = None
    sha256: str | None = None
    """Or as many of its first digits as its makers tell."""


class Fetchable(Protocol):
    """What is fetched once and kept in the data folder."""

    @property
    def title(self) -> str: ...

    @property
    def sources(self) -> tuple[Source, ...]: ...

    @property
    def otherwise(self) -> str:
        """What to do where it cannot be had."""

    def type_id(self) -> str:
        """What it is called among the downloads."""

    def is_here(self, files: FileStore) -> bool:
        """Whether it is stored."""

    def keep(self, fetched: Mapping[str, IO[bytes]], files: FileStore) -> None:
        """Store what is in the fetched files (by name). Raises ``BadFile``."""
