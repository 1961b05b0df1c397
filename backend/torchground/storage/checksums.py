"""A number beside what a row holds, by which a changed bit is seen when it is read: SQLite keeps none of its own."""

from __future__ import annotations

import zlib


class WrongChecksum(ValueError):
    """What is read is not what was written."""


def of(*values: object) -> int:
    """The checksum of some values; fits an integer of 32 bits with a sign."""
    return zlib.crc32("\0".join(map(str, values)).encode("utf-8", "replace")) & 0x7FFF_FFFF


def check(checksum: int | None, *values: object) -> None:
    """Raises :class:`WrongChecksum` where it is another; rows from before there were any have none."""
    if checksum is not None and checksum != of(*values):
        raise WrongChecksum("what is read is not what was written")
