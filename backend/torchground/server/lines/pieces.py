"""Frames that are too long for a slow line travel in pieces, so that what matters more goes between them. Pure.

A piece is a binary frame that begins with a byte with which no frame of readings begins. The pieces of one rank come in
order, and of one frame at a time; those of other ranks, and whole frames, may come between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

MARK = 0xC1
"""MessagePack never uses this byte."""
MORE = 1
"""Another piece of the frame follows."""
TEXT = 2
"""The frame is a text in UTF-8."""


def pieces(frame: str | bytes, rank: int, most: Callable[[], int]) -> Iterator[str | bytes]:
    """The frame itself where it is short enough, else its pieces: mark, rank, flags, bytes.

    ``most`` says how long the next piece may be; it is asked for each, as the line may have changed.
    """
    if len(frame) <= most():
        yield frame
        return
    flags = TEXT if isinstance(frame, str) else 0
    data = frame.encode() if isinstance(frame, str) else frame
    start = 0
    while start < len(data):
        end = start + most()
        more = MORE if end < len(data) else 0
        yield bytes((MARK, rank, flags | more)) + data[start:end]
        start = end
