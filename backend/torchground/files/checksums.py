"""Checksums of files: whether the bytes on the disk are still those that were written."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

_PIECE_BYTES = 1 << 20


def sha256_of(file: IO[bytes]) -> str:
    """The SHA-256 of an open file from its first byte to its last, in hex; leaves it at its end. Raises ``OSError``."""
    file.seek(0)
    made = hashlib.sha256()
    while piece := file.read(_PIECE_BYTES):
        made.update(piece)
    return made.hexdigest()


def sha256_at(path: Path) -> str:
    """The same for a file by its path. Raises ``OSError``."""
    with open(path, "rb") as file:
        return sha256_of(file)
