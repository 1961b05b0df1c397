"""What is fetched once and kept: the files of a known data set, or of a trained network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Protocol


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

    def is_here(self) -> bool:
        """Whether it lies in the data folder."""

    def keep(self, files: Mapping[str, IO[bytes]]) -> None:
        """Put the fetched files, by name, into the data folder. Raises ``BadFile``."""
