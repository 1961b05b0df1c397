"""JSON and JSON Lines: a list of records, a list of rows, or columns by name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from torchground.files.recipe import Recipe
from torchground.uploads import sentences
from torchground.uploads.answer import Read, Unfit
from torchground.uploads.decoding import decoded
from torchground.uploads.formats.cells import Part, chosen, read_part
from torchground.uploads.limits import LIMITS
from torchground.uploads.tables.column import shown

_DEEPEST = 3
"""So deep objects inside records become columns of their own (``a.b.c``)."""


def read(file: IO[bytes], given: Recipe | None = None) -> Read:
    """The first table in the file, or the one that was named. Raises :class:`Unfit`."""
    given = given or Recipe()
    value = _value(decoded(file, sentences.SAVE_AS_CSV(), given.encoding).text)
    tables = dict(_tables(value))
    if not tables:
        raise Unfit(sentences.NO_RECORDS())
    name = chosen(list(tables), given, lambda: max(tables, key=lambda one: len(tables[one])))
    records = tables[name]
    is_records = isinstance(records[0], Mapping)
    rows = _of_records(records) if is_records else _of_rows(records)
    return read_part(Part(name, rows, has_names=is_records), given, "json", list(tables))


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and error.msg == "Extra data":
            return _of_lines(text)
        why = sentences.BAD_JSON(line=error.lineno, why=shown(error.msg, 80))
        raise Unfit(why, f"line {error.lineno}") from None
    except (RecursionError, ValueError):
        raise Unfit(sentences.DEEP_JSON()) from None


def _of_lines(text: str) -> list[Any]:
    """A value a line."""
    found: list[Any] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            why = sentences.BAD_JSON(line=number, why=shown(error.msg, 80))
            raise Unfit(why, f"line {number}") from None
        except (RecursionError, ValueError):
            raise Unfit(sentences.DEEP_JSON()) from None
    return found


def _tables(value: Any, name: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Every table in a value by its name: lists of records or rows, and columns of one length."""
    if isinstance(value, list):
        if value and _are_rows(value):
            yield name, value
        return
    if not isinstance(value, Mapping) or name.count(".") >= _DEEPEST:
        return
    names, rows = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(rows, list) and rows and _are_rows(rows):
        yield name, [[shown(str(one), 100) for one in names], *rows] if _is_list(rows[0]) else rows
        return
    columns = _columns(value)
    if columns is not None:
        yield name, columns
        return
    for key, inner in list(value.items())[:200]:
        yield from _tables(inner, f"{name}.{key}"[:100] if name else str(key)[:100])


def _are_rows(values: list[Any]) -> bool:
    return all(isinstance(one, Mapping) for one in values) or all(map(_is_list, values))


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _columns(value: Mapping[str, Any]) -> list[Any] | None:
    """Records out of columns: lists of one length, or objects with the same keys, as pandas writes them."""
    columns = list(value.values())
    if not columns:
        return None
    if all(_is_list(one) and one and not isinstance(one[0], Mapping | list) for one in columns):
        if len({len(one) for one in columns}) == 1:
            return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]
        return None
    if len(columns) > 1 and all(isinstance(one, Mapping) and len(one) > 1 for one in columns):
        keys = columns[0].keys()
        is_plain = not any(
            isinstance(cell, Mapping | list) for one in columns for cell in one.values()
        )
        if is_plain and all(one.keys() == keys for one in columns):
            return [{name: value[name][key] for name in value} for key in keys]
    return None


def _of_records(records: list[Mapping[str, Any]]) -> Iterator[list[Any]]:
    """The names of all columns, then every record."""
    flat = [dict(_flat(record)) for record in records]
    names: dict[str, None] = {}
    for record in flat:
        names.update(dict.fromkeys(record))
        if len(names) > LIMITS.columns:
            raise Unfit(sentences.TOO_MANY_COLUMNS(count=len(names), most=LIMITS.columns))
    yield list(names)
    for record in flat:
        yield [record.get(name) for name in names]


def _of_rows(rows: list[list[Any]]) -> Iterable[list[Any]]:
    return ([_plain(cell) for cell in row] for row in rows)


def _flat(record: Mapping[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping) and value and depth < _DEEPEST:
            yield from _flat(value, f"{name}.", depth + 1)
        else:
            yield name, _plain(value)


def _plain(value: Any) -> Any:
    """Lists and objects inside a cell are texts."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping | list) else value
