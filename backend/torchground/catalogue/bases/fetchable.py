"""Files that are downloaded once and kept: those of a known data set or of a trained network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Protocol

from torchground.files.store import FileStore


@dataclass(frozen=True)
class Source:
    """One file to download: its addresses, its size and its checksum."""

    name: str
    urls: tuple[str, ...]
    """Addresses, tried in this order."""
    size: int
    """The approximate size in bytes, for the progress bar. A file more than twice as large is refused."""
    md5: str | None = None
    sha256: str | None = None
    """The SHA-256 checksum, or as many of its first digits as the publisher gives."""


class Fetchable(Protocol):
    """Something that is downloaded once and kept in the data folder."""

    @property
    def title(self) -> str: ...

    @property
    def sources(self) -> tuple[Source, ...]: ...

    @property
    def otherwise(self) -> str:
        """What a person can do if it cannot be downloaded."""

    def type_id(self) -> str:
        """Its name among the downloads."""

    def is_here(self, files: FileStore) -> bool:
        """Whether it is stored."""

    def keep(self, fetched: Mapping[str, IO[bytes]], files: FileStore) -> None:
        """Store the content of the downloaded files (given by name). Raises ``BadFile``."""
