"""Whether SQLite's log (``-wal``) lost committed writes: SQLite reads it up to the first damaged frame, and no further.

After a crash a log may end in half a transaction, which is no loss. But every commit waits until all before it is on
the disk. So where a later frame of the same log ends a transaction, and SQLite does not get so far, frames that were
durable are damaged. The format: https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import IO

from torchground.storage.backups import Backups

_HEADER = struct.Struct(">IIIIIIII")
"""Magic, version, page size, checkpoint, two salts, two checksums."""
_FRAME = struct.Struct(">IIII")
"""Page, size of the database where the frame ends a transaction, two salts."""
_FRAME_BYTES = 24
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
_PAGE_SIZES = frozenset(2**n for n in range(9, 17))
_PAGE_BYTES = 4096
"""Of our databases, where the head of the log is damaged."""


def committed_frames(log: Path) -> int:
    """How many frames of a log were durable, by what they say of themselves.

    A transaction was durable where another one follows it; of the last one nobody knows.
    """
    try:
        with log.open("rb") as file:
            head = file.read(_HEADER.size)
            if len(head) < _HEADER.size:
                return 0
            page_bytes, salts = _known(head)
            return _last_durable(file, page_bytes, salts)
    except OSError:
        return 0


def lost_frames(database: Path) -> int:
    """How many frames of committed transactions SQLite does not read. To be asked before anybody opens the database.

    Raises ``sqlite3.Error`` and ``OSError``.
    """
    committed = committed_frames(log_of(database))
    if not committed:
        return 0
    with closing(sqlite3.connect(database, timeout=2.0, isolation_level=None)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        read = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]
        lost = max(0, committed - max(0, int(read)))
        if lost:
            log = log_of(database)  # kept while it is as it was: closing removes it
            shutil.copyfile(log, Backups(database).place_for_damaged() / log.name)
    return lost


def log_of(database: Path) -> Path:
    """Where the log of a database lies."""
    return database.with_name(f"{database.name}-wal")


def _known(head: bytes) -> tuple[int, tuple[int, int] | None]:
    """Page size and salts by the head of a log; no salts where the head is damaged: then those of the first frame."""
    magic, _, page_bytes, _, *salts, one, two = _HEADER.unpack(head)
    order = _MAGIC.get(magic)
    is_well = order is not None and _checksum(head[:24], order) == (one, two)
    if not is_well or page_bytes not in _PAGE_SIZES:
        return _PAGE_BYTES, None
    return page_bytes, (salts[0], salts[1])


def _last_durable(file: IO[bytes], page_bytes: int, salts: tuple[int, int] | None) -> int:
    """The number of the last frame with these salts that ends a transaction and is followed by another frame."""
    durable, ends, number = 0, 0, 0
    while len(head := file.read(_FRAME_BYTES)) == _FRAME_BYTES:
        _, size, one, two = _FRAME.unpack(head[: _FRAME.size])
        number += 1
        salts = salts or (one, two)
        if (one, two) == salts:
            durable = ends
            ends = number if size else ends
        file.seek(page_bytes, 1)
    return durable


def _checksum(content: bytes, order: str) -> tuple[int, int]:
    one = two = 0
    numbers = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, odd in zip(numbers[::2], numbers[1::2], strict=True):
        one = (one + even + two) & 0xFFFF_FFFF
        two = (two + odd + one) & 0xFFFF_FFFF
    return one, two
