"""SQLite databases: one of their tables, read out of memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import IO, Any

from torchground.files.recipe import Recipe
from torchground.uploads import sentences
from torchground.uploads.answer import Read, Unfit
from torchground.uploads.formats.cells import Part, chosen, read_part
from torchground.uploads.limits import LIMITS
from torchground.uploads.tables.column import shown

_MOST_TABLES = 200
_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}
_VERSIONS = slice(18, 20)
"""Two bytes of the file that say whether changes lie in a file beside it. Here there is none."""


def read(file: IO[bytes], given: Recipe | None = None) -> Read:
    """The table that was named, or the longest. Raises :class:`Unfit`."""
    given = given or Recipe()
    if not hasattr(sqlite3.Connection, "deserialize"):
        raise Unfit(sentences.NO_DATABASES())
    data = bytearray(file.read())
    data[_VERSIONS] = b"\1\1"
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(bytes(data))  # type: ignore[attr-defined, unused-ignore]
        base.text_factory = _text
        base.execute("PRAGMA trusted_schema = OFF")
        base.set_authorizer(_allowed)
        names = [
            name
            for (name,) in base.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                f"ORDER BY rowid LIMIT {_MOST_TABLES}"
            )
        ]
        if not names:
            raise Unfit(sentences.NO_TABLE_IN_DATABASE())
        name = chosen(names, given, lambda: _longest(base, names))
        return read_part(Part(name, _rows(base, name), has_names=True), given, "sqlite", names)
    except (sqlite3.Error, OverflowError, ValueError) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit(sentences.BAD_DATABASE(why=shown(str(error), 120))) from None
    finally:
        base.close()


def _longest(base: sqlite3.Connection, names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    counts = {
        name: base.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0] for name in names
    }
    return max(names, key=lambda name: counts[name])


def _rows(base: sqlite3.Connection, name: str) -> Iterator[Any]:
    found = base.execute(f"SELECT * FROM {_quoted(name)} LIMIT {LIMITS.rows + 1}")
    yield [column[0] for column in found.description]
    yield from found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _allowed(action: int, *_: object) -> int:
    """Nothing but reading."""
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY
