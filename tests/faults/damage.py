"""Damages the bytes of a file, as disks, copies and people do."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

SECTOR = 512


def flip(content: bytearray, chance: random.Random) -> bytearray:
    """One bit is another."""
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def blank(content: bytearray, chance: random.Random) -> bytearray:
    """A sector is all zeros."""
    begin = chance.randrange(0, len(content), SECTOR)
    content[begin : begin + SECTOR] = bytes(len(content[begin : begin + SECTOR]))
    return content


def scribble(content: bytearray, chance: random.Random) -> bytearray:
    """A sector has other bytes."""
    begin = chance.randrange(0, len(content), SECTOR)
    size = len(content[begin : begin + SECTOR])
    content[begin : begin + SECTOR] = chance.randbytes(size)
    return content


def shorten(content: bytearray, chance: random.Random) -> bytearray:
    """The end is missing."""
    del content[chance.randrange(len(content)) :]
    return content


def move(content: bytearray, chance: random.Random) -> bytearray:
    """A sector stands where another one should."""
    begin, other = (chance.randrange(0, len(content), SECTOR) for _ in range(2))
    piece = content[other : other + SECTOR]
    content[begin : begin + len(piece)] = piece
    return content


WAYS: tuple[Callable[[bytearray, random.Random], bytearray], ...] = (
    flip,
    blank,
    scribble,
    shorten,
    move,
)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Other bytes than these, damaged in one of the ways."""
    while True:
        changed = bytes(chance.choice(WAYS)(bytearray(content), chance))
        if changed != content:
            return changed


def damage(path: Path, chance: random.Random) -> None:
    """The same to a file."""
    path.write_bytes(damaged(path.read_bytes(), chance))
