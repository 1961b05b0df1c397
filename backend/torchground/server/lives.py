"""Counts lives of the server that ended soon after their start: after some in a row, no run goes on by itself.

A run or a row that ends the server whenever it is taken up would otherwise end it for ever.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from torchground.files.durable import written

SHORT_SECS = 60.0
"""A life that lasts so long, or is ended by whoever runs the server, is none of these."""
_COUNT = TypeAdapter(int)


class Lives:
    """The short lives before this one, kept in the data folder. Every method blocks."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin(self) -> int:
        """A life begins: how many short ones there were in a row before it. Raises ``OSError``."""
        before = 0
        with contextlib.suppress(OSError, ValidationError):
            before = max(0, _COUNT.validate_json(self._path.read_bytes()))
        self._write(min(before + 1, 1000))
        return before

    def is_long(self) -> None:
        """This life is no short one."""
        with contextlib.suppress(OSError):
            self._write(0)

    def _write(self, count: int) -> None:
        with written(self._path) as file:
            file.write(_COUNT.dump_json(count))
