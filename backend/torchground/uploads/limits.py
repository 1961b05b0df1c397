"""How large a file may be; each limit is hit with a sentence that names it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Each limit is the largest value that is accepted."""

    rows: int = 200_000
    columns: int = 1_000
    cells: int = 10_000_000
    cell_chars: int = 65_536
    levels: int = 200
    """Different values of a column that is a category."""
    all_levels: int = 20_000
    entries: int = 5_000
    """Files in a zip."""
    unpacked_bytes: int = 200_000_000
    workbook_bytes: int = 400_000_000
    """Of a workbook, unpacked: its sheets are wordy."""
    ratio: int = 100
    """Unpacked to packed, of each file in a zip."""
    pixels: int = 4_096 * 4_096
    """Of one picture."""
    picture_size: int = 128
    """Height and width that pictures are kept at, at most."""
    picture_bytes: int = 64_000_000
    """Of all pictures as they are kept."""
    classes: int = 200
    least_chars: int = 100
    """Of a text."""
    chars: int = 5_000_000
    letters: int = 5_000
    words: int = 5_000


LIMITS = Limits()

MEMORY_BYTES = 1 << 30
CPU_SECS = 10
WALL_SECS = 40.0
FILE_BYTES = 512_000_000
"""The largest file that a reader may write."""
OPEN_FILES = 16
ANSWER_BYTES = 8_000_000
