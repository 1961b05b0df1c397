"""Reads a table of separated values: guesses how it is written, unless that is given, and what each column holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import IO, Any

import numpy as np

from torchground.files.meta import Column, TableMeta
from torchground.files.recipe import Format, Recipe, TableFinding, TableNote
from torchground.uploads import sentences
from torchground.uploads.answer import FilePreview, Found, Read, Unfit
from torchground.uploads.decoding import Decoded, decoded
from torchground.uploads.limits import LIMITS
from torchground.uploads.tables import dates, findings, header, numbers, otherwise, showing
from torchground.uploads.tables import notes as said
from torchground.uploads.tables.column import Holding, shown
from torchground.uploads.tables.dialect import Told, dialect_of
from torchground.uploads.tables.filling import Filling
from torchground.uploads.tables.header import Head
from torchground.uploads.tables.missing import is_missing_number
from torchground.uploads.tables.notes import note
from torchground.uploads.tables.rows import NAMES, Dialect, Row, rows_of
from torchground.uploads.tables.scanning import Scan, scanned
from torchground.words import from_values

_OWN = Told(Dialect(","), 1.0, 0)
"""How tables of programs are written here, before their cells are told."""
_TARGETS = ("target", "label", "class", "y", "species", "outcome", "result")
LEAST_ROWS = 10
_CHUNK = 20_000
_SAMPLE_CELLS = 40_000


@dataclass(frozen=True)
class Source:
    """Where a text comes from."""

    format: Format = "csv"
    part: str = ""
    """The table that was taken, of a file with several."""
    parts: tuple[str, ...] = ()
    has_names: bool = False
    """Whether the first line holds the names of the columns, for certain."""

    @property
    def is_text(self) -> bool:
        """Whether the file itself is text; others were written here as text."""
        return self.format == "csv"


@dataclass
class Understood:
    """How a table is written, all of it."""

    source: Source
    written: Decoded
    told: Told
    scan: Scan
    head: Head
    decimal: str | None
    """The decimal mark of the file; None where no number has one."""
    sure_decimal: float
    names: list[str]
    width: int
    """How many columns are kept."""


@dataclass
class Columns:
    """The columns while their rows are read."""

    fillings: list[Filling]
    date_orders: dict[int, dates.Order]
    times: dict[int, list[Any]] = field(default_factory=dict)
    first: list[list[str]] = field(default_factory=list)
    rows: int = 0
    broken: list[tuple[int, int, str]] = field(default_factory=list)
    """Rows of another width: line, width and how they begin."""
    sure_dates: float = 1.0
    """How sure it is in which order day and month stand."""
    lines: list[Any] = field(default_factory=list)
    """The line of every row, some thousand at a time."""
    hollow: list[int] = field(default_factory=list)
    """The lines of rows in which every cell is empty."""
    last: int = 0
    """The line of the last row that was taken."""


def read(file: IO[bytes], given: Recipe | None = None) -> Read:
    """Every column as numbers or as one of a few values. Raises :class:`Unfit`."""
    given = given or Recipe()
    written = decoded(file, sentences.SAVE_AS_CSV(), given.encoding)
    otherwise.check(written.text)
    return read_text(written, given, Source())


def read_text(written: Decoded, given: Recipe, source: Source) -> Read:
    """The same for a text that is there already. Raises :class:`Unfit`."""
    # 1. How its rows are written
    how = _understood(written, given, source)
    notes = _notes_of_reading(how)
    # 2. Every row, some thousand at a time, turned into columns
    columns = _formatted(how, given, notes)
    _fill(columns, how)
    _check_broken(columns, how, notes)
    if columns.rows < LEAST_ROWS:
        raise Unfit(sentences.FEW_ROWS(count=columns.rows, least=LEAST_ROWS))
    # 3. What each column holds, by all its cells
    holding = Holding(columns.rows, cases=given.cases, notes=notes)
    holding.told = {how.names[index] for index in columns.date_orders}
    made: list[Column] = []
    for index, name in enumerate(how.names):
        made.append(holding.column(name, index, columns.fillings[index]))
        columns.fillings[index] = Filling()
    if not any(column.kind in ("number", "category") for column in made):
        raise Unfit(sentences.NOTHING_TO_LEARN())
    # 4. The order of the rows, what may mislead, and what each column probably is
    times = {index: np.concatenate(parts) for index, parts in columns.times.items()}
    as_read = showing.as_read(made, holding.arrays, times, columns.first)
    lines = np.concatenate(columns.lines)
    order = _sort_by_time(made, times, lines, holding, given)
    made, found = _with_roles(made, holding, times, lines, how)
    notes = showing.with_excerpts(how.written.text, said.bounded(holding.notes))
    recipe = _recipe(how, columns, given, order)
    meta = TableMeta(
        rows=columns.rows,
        columns=made,
        recipe=recipe,
        format=source.format,
        parts=list(source.parts),
        sure=_sure(how, columns, given, notes),
        notes=notes,
        findings=showing.with_excerpts(how.written.text, found),
    )
    return Read(_found(meta, how, columns.first, as_read), holding.arrays)


def _found(
    meta: TableMeta, how: Understood, first: list[list[str]], as_read: list[list[str]]
) -> Found:
    about = {"first line": "names" if how.head.line else "data"}
    if how.source.is_text:
        about = {
            "encoding": how.written.encoding,
            "delimiter": NAMES[how.told.dialect.delimiter],
            "decimal mark": "comma" if how.decimal == "," else "point",
            **about,
        }
    elif how.source.part:
        about["table"] = shown(how.source.part, 80)
    rows = [[shown(cell) for cell in row] for row in first]
    texts = [str(from_values(one.code, one.values))[:600] for one in (*meta.notes, *meta.findings)]
    lines = showing.first_lines(how.written.text)
    preview = FilePreview(rows=rows, read=as_read, lines=lines, about=about)
    return Found(meta=meta, preview=preview, notes=texts[:20])


# ---- how it is written ---------------------------------------------------------------------------------


def _understood(written: Decoded, given: Recipe, source: Source) -> Understood:
    if source.has_names:
        given = given.model_copy(update={"header": 1, "below": 0})
    told = dialect_of(written.text, given) if source.is_text else _OWN
    scan = scanned(written.text, told.dialect)
    first = scan.first[told.skipped :]
    if not first:
        raise Unfit(sentences.NO_CELL(fits=sentences.SAVE_AS_CSV()))
    if scan.width > LIMITS.columns:
        raise Unfit(sentences.TOO_MANY_COLUMNS(count=scan.width, most=LIMITS.columns), "line 1")
    if scan.rows > LIMITS.rows + len(scan.first):
        raise Unfit(sentences.TOO_MANY_ROWS(most=LIMITS.rows))
    body = [row for _, row in first[1:]] + scan.spread
    cells = [cell for row in body for cell in row if cell.strip()][:_SAMPLE_CELLS]
    decimal, sure = numbers.decimal_of(cells)
    decimal = given.decimal or decimal
    head = header.head_of(first, scan.width, decimal, given)
    width = scan.width - head.empty_end
    names = header.unique((head.names or ("",) * scan.width)[:width])
    return Understood(source, written, told, scan, head, decimal, sure, names, width)


def _notes_of_reading(how: Understood) -> list[TableNote]:
    """What is said of the way in which a table is written."""
    head, dialect = how.head, how.told.dialect
    found: list[TableNote] = []
    rows = dict(how.scan.first)
    if how.written.note is not None:
        fits = sentences.SAVE_AS_CSV()
        found.append(note(said.OTHER_ENCODING(encoding=how.written.encoding, fits=fits)))
    if how.written.ends_with_ctrl_z:
        found.append(note(said.CTRL_Z()))
    if how.told.skipped:
        found.append(note(said.SEP_LINE(), lines=[1]))
    if len(how.source.parts) > 1:
        several = said.SEVERAL_PARTS(count=len(how.source.parts), name=shown(how.source.part))
        found.append(note(several))
    if dialect.escape == "backslash":
        found.append(note(said.BACKSLASH()))
    if how.scan.stray:
        lines = how.scan.stray
        told = said.STRAY_QUOTES(lines=said.listed_lines(lines))
        found.append(note(told, count=len(lines), lines=lines))
    if head.lines_above:
        beginning = shown(next((c for c in rows[head.lines_above[0]] if c.strip()), ""))
        told = said.LINES_ABOVE(count=len(head.lines_above), first=beginning)
        found.append(note(told, count=len(head.lines_above), lines=head.lines_above))
    if head.lines_below:
        cells = ", ".join(shown(c, 12) for c in rows[head.lines_below[0]][:6] if c.strip())
        told = said.ROWS_BELOW(count=len(head.lines_below), cells=cells)
        found.append(note(told, count=len(head.lines_below), lines=head.lines_below))
    if head.row_names:
        found.append(note(said.ROW_NAMES(), lines=[head.line]))
    if head.empty_end:
        found.append(note(said.EMPTY_END()))
    if head.names is None:
        found.append(note(said.NO_NAMES(), lines=[how.scan.first[how.told.skipped][0]]))
    else:
        if head.sure < 0.75:
            shown_names = [shown(name, 20) for name in how.names[:6]]
            found.append(note(said.NAMES_GUESSED(names=shown_names), lines=[head.line]))
        given = [name.strip() for name in head.names[: how.width]]
        fresh = [name for name, old in zip(how.names, given, strict=True) if name != old[:100]]
        if fresh:
            found.append(note(said.NEW_NAMES(count=len(fresh), names=fresh[:6]), count=len(fresh)))
    return found


# ---- its cells -----------------------------------------------------------------------------------------


def _formatted(how: Understood, given: Recipe, notes: list[TableNote]) -> Columns:
    """The columns, each with the way in which its numbers and dates are written, by a sample of its cells."""
    first = [row for _, row in how.scan.first[how.told.skipped + how.head.rows :]]
    sample = [row for row in first + how.scan.spread if len(row) == how.scan.width]
    missing = None if given.missing is None else frozenset(given.missing)
    columns = Columns([], {})
    for index, name in enumerate(how.names):
        cells = [cell for row in sample if (cell := row[index].strip())]
        filling = Filling(missing_words=missing)
        order, is_certain = dates.order_of(cells, given.dates)
        if order is not None:
            columns.date_orders[index] = order
            columns.times[index] = []
            filling.numbers = None
            how_written = f" ({order}{'' if is_certain else ', a guess'})"
            is_open = dates.needs_order(cells)
            columns.sure_dates = min(columns.sure_dates, 1.0 if is_certain or not is_open else 0.5)
            told = said.DATES(name=name[:60], how=how_written if is_open else "")
            notes.append(note(told, column=name))
        else:
            _format(filling, name, cells, how, given, notes)
        columns.fillings.append(filling)
    return columns


def _format(
    filling: Filling,
    name: str,
    cells: list[str],
    how: Understood,
    given: Recipe,
    notes: list[TableNote],
) -> None:
    """How the numbers of a column are written."""
    short, delimiter = name[:60], how.told.dialect.delimiter
    there = [cell for cell in cells if not is_missing_number(cell)]
    guess = numbers.guess(
        there,
        how.decimal,
        prior="," if delimiter == ";" else ".",
        thousands=given.thousands,
        is_given=given.decimal is not None,
    )
    filling.how = guess.how
    if len(guess.units) > 1:
        told = said.SEVERAL_UNITS(name=short, units=[unit[:12] for unit in guess.units[:6]])
        notes.append(note(told, column=name, count=len(there)))
        filling.numbers = None
    elif numbers.is_code(there):
        example = next(cell for cell in there if cell.startswith("0"))
        notes.append(note(said.CODES(name=short, example=example), column=name, count=len(there)))
        filling.numbers = None
    elif guess.share < 0.3 and len(there) >= 50:
        filling.numbers = None
    elif guess.is_open and (guess.how.decimal, guess.how.thousands, delimiter) != (".", "", ","):
        mark = guess.how.thousands or guess.how.decimal
        example = next(cell for cell in there if mark in cell)
        value = numbers.value_of(example, guess.how) or 0.0
        told = said.MARK_GUESSED(name=short, example=example, value=f"{value:,g}", mark=mark)
        notes.append(note(told, column=name, count=sum(mark in cell for cell in there)))


def _fill(columns: Columns, how: Understood) -> None:
    """All rows into the columns."""
    width, quick = how.scan.width, "_" not in how.scan.text
    rows = rows_of(how.scan.text, how.told.dialect, columns.hollow)
    for _ in islice(rows, how.told.skipped + how.head.rows):
        pass
    columns.hollow.clear()  # what is empty above the rows is layout
    while chunk := list(islice(rows, _CHUNK)):
        _check_size(columns.rows + len(chunk), how.width)
        for line, row in chunk:
            if len(row) != width and len(columns.broken) < LIMITS.rows:
                columns.broken.append((line, len(row), row[0][:60]))
        even = [one for one in chunk if len(one[1]) == width]
        if even:
            _add(columns, even, quick)


def _add(columns: Columns, even: list[Row], quick: bool) -> None:
    """Some thousand rows."""
    columns.first += [row[: len(columns.fillings)] for _, row in even[: 8 - len(columns.first)]]
    columns.rows += len(even)
    columns.last = even[-1][0]
    lines = [line for line, _ in even]
    columns.lines.append(np.array(lines, np.int64))
    cells = zip(*(row for _, row in even), strict=True)
    for index, (filling, column) in enumerate(zip(columns.fillings, cells, strict=False)):
        filling.add(column, lines, quick)
        if index in columns.times:
            order = columns.date_orders[index]
            columns.times[index].append(dates.times_of(column, order))


def _check_size(rows: int, width: int) -> None:
    if rows > LIMITS.rows:
        raise Unfit(sentences.TOO_MANY_ROWS(most=LIMITS.rows))
    if rows * width > LIMITS.cells:
        raise Unfit(sentences.TOO_MANY_CELLS(most=LIMITS.cells))


def _check_broken(columns: Columns, how: Understood, notes: list[TableNote]) -> None:
    """A few rows of another width, and lines below the table, are left out and named; many are a refusal."""
    broken = [one for one in columns.broken if one[0] < columns.last]
    after = [one for one in columns.broken if one[0] > columns.last]
    if len(after) > min(8, columns.rows // 10 + 1):
        broken, after = columns.broken, []
    if len(broken) > max(3, columns.rows // 100):
        line, width, _ = broken[0]
        uneven = sentences.UNEVEN_ROWS(
            count=len(broken),
            line=line,
            width=width,
            usual=how.scan.width,
            delimiter=NAMES[how.told.dialect.delimiter],
        )
        raise Unfit(uneven, f"line {line}")
    if columns.hollow:
        lines = columns.hollow
        told = said.HOLLOW(count=len(lines), lines=said.listed_lines(lines))
        notes.append(note(told, count=len(lines), lines=lines))
    if broken:
        lines = [line for line, _, _ in broken]
        told = said.UNEVEN(width=how.scan.width, lines=said.listed_lines(lines))
        notes.append(note(told, count=len(lines), lines=lines))
    if after:
        lines = [line for line, _, _ in after]
        told = said.LINES_AFTER(count=len(lines), first=shown(after[0][2]))
        notes.append(note(told, count=len(lines), lines=lines))


# ---- order and roles -----------------------------------------------------------------------------------


def _sort_by_time(
    columns: list[Column], times: dict[int, Any], lines: Any, holding: Holding, given: Recipe
) -> str:
    """Sort the rows by their first column of dates, where each date is there once; whether that was done."""
    for index, seconds in times.items():
        if given.order == "file" or np.isnan(seconds).any():
            continue
        if given.order is None and len(np.unique(seconds)) < 0.99 * len(seconds):
            continue
        order = np.argsort(seconds, kind="stable")
        moved = int((order != np.arange(len(order))).sum())
        if moved:
            for name, array in holding.arrays.items():
                holding.arrays[name] = array[order]
            lines[:] = lines[order]
            for other in times:
                times[other] = times[other][order]
            told = said.SORTED_BY_TIME(name=columns[index].name[:60], count=moved)
            holding.notes.append(note(told, column=columns[index].name, count=moved))
        return "time"
    return "file"


def _with_roles(
    columns: list[Column], holding: Holding, times: dict[int, Any], lines: Any, how: Understood
) -> tuple[list[Column], list[TableFinding]]:
    """What each column probably is, and what may mislead: what says nothing of a row is ignored, one is the target."""
    names = how.head.names
    unnamed = frozenset(
        index
        for index in range(len(columns))
        if names is not None and (not names[index].strip() or names[index].startswith("Unnamed: "))
    )
    read = findings.Read(
        columns, holding.arrays, holding.rows, unnamed, holding.twins, times, lines
    )
    nothing = dict(findings.saying_nothing(read))
    roles = ["ignore" if index in nothing else one.role for index, one in enumerate(columns)]
    usable = [index for index, role in enumerate(roles) if role == "feature"]
    target: int | None = None
    if usable:
        named = [index for index in usable if columns[index].name.lower() in _TARGETS]
        target = named[0] if named else usable[-1]
        roles[target] = "target"
    made = [
        column.model_copy(update={"role": role})
        for column, role in zip(columns, roles, strict=True)
    ]
    return made, [*nothing.values(), *findings.findings(replace(read, columns=made), target)][:100]


# ---- the recipe ----------------------------------------------------------------------------------------


def _recipe(how: Understood, columns: Columns, given: Recipe, order: str) -> Recipe:
    """With this recipe the same file gives the same table again."""
    dialect, head, is_text = how.told.dialect, how.head, how.source.is_text
    known: dict[str, Any] = {
        "part": how.source.part or None,
        "encoding": how.written.codec if is_text else None,
        "delimiter": dialect.delimiter if is_text else None,
        "quote": dialect.quote if is_text else None,
        "escape": dialect.escape if is_text else None,
        "header": head.line,
        "skip": (head.lines_above or (how.told.skipped,))[-1],
        "below": head.below,
        "decimal": how.decimal or ".",
        "thousands": given.thousands,
        "missing": given.missing,
        "dates": next(iter(columns.date_orders.values()), None),
        "order": order,
        "cases": given.cases,
    }
    return Recipe(**known)


def _sure(
    how: Understood, columns: Columns, given: Recipe, notes: list[TableNote]
) -> dict[str, float]:
    """How sure each guess is."""
    codes = {note.code for note in notes}
    mark = 0.6 if said.MARK_GUESSED.code in codes else 1.0
    missing = 0.9 if said.MISSING_WORDS.code in codes else 1.0
    moved = said.SORTED_BY_TIME.code in codes
    sure = {
        "part": 0.8 if len(how.source.parts) > 1 else 1.0,
        "encoding": 1.0 if how.written.note is None else 0.6,
        "delimiter": how.told.sure,
        "quote": 0.7 if how.scan.stray else 1.0,
        "escape": 0.9 if how.told.dialect.escape == "backslash" else 1.0,
        "header": how.head.sure,
        "skip": how.head.sure,
        "below": 0.8 if how.head.below else 1.0,
        "decimal": min(how.sure_decimal, mark),
        "thousands": mark,
        "missing": 0.6 if said.KEPT_WORDS.code in codes else missing,
        "dates": columns.sure_dates,
        "order": 0.9 if moved else 1.0,
    }
    return {
        name: round(min(1.0, max(0.0, value)), 2)
        for name, value in sure.items()
        if getattr(given, name) is None
    }
