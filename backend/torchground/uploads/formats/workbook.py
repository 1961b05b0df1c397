"""Workbooks of Excel and LibreOffice (xlsx, xlsm, xlsb, xls, ods): one of their sheets is the table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import IO, Any

import python_calamine

from torchground.files.recipe import Recipe
from torchground.uploads import sentences
from torchground.uploads.answer import Read, Unfit
from torchground.uploads.formats.cells import Part, chosen, read_part
from torchground.uploads.limits import LIMITS
from torchground.uploads.tables.column import shown

_MOST_SHEETS = 200
_SIGNS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
"""One of these is in every workbook."""
LOADED = (zipfile.ZipFile, python_calamine.CalamineWorkbook)


def read(file: IO[bytes], given: Recipe | None = None) -> Read:
    """The sheet that was named, or the first that holds a table. Raises :class:`Unfit`."""
    given = given or Recipe()
    data = file.read()
    _check_size(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names[:_MOST_SHEETS]
        if not names:
            raise Unfit(sentences.NO_SHEET())
        sheet = cache(book.get_sheet_by_name)  # each is parsed once
        name = chosen(names, given, lambda: _fitting(book, names, sheet))
        rows: list[list[Any]] = sheet(name).to_python(skip_empty_area=False)
    except Unfit:
        raise
    except python_calamine.PasswordError:
        raise Unfit(sentences.LOCKED_WORKBOOK()) from None
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise Unfit(sentences.BAD_WORKBOOK(why=shown(str(error), 120))) from None
    return read_part(Part(name, _with_titles(rows), has_names=False), given, "excel", names)


def _with_titles(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows where a title above the table is one cell, not a row as wide as the sheet."""
    for at, row in enumerate(rows):
        there = [cell for cell in row if cell != ""]
        if len(there) > 1:
            break
        if there and row[0] != "":
            rows[at] = there
    return rows


def _fitting(book: Any, names: list[str], sheet: Callable[[str], Any]) -> str:
    """The first sheet with two rows or more that is not hidden; else the first."""
    hidden = {
        one.name
        for one in book.sheets_metadata
        if one.visible != python_calamine.SheetVisibleEnum.Visible
    }
    for name in names:
        if name not in hidden and sheet(name).height > 1:
            return name
    return names[0]


def _check_size(data: bytes) -> None:
    """Raises :class:`Unfit` where a workbook unpacks to more than is taken, before it is unpacked."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Unfit(sentences.BAD_WORKBOOK(why=shown(str(error), 120))) from None
    if len(entries) > LIMITS.entries:
        raise Unfit(sentences.TOO_MANY_LISTED(count=len(entries), most=LIMITS.entries))
    size = sum(entry.file_size for entry in entries)
    if size > LIMITS.workbook_bytes:
        raise Unfit(sentences.LARGE_WORKBOOK(count=size, most=LIMITS.workbook_bytes))
    if not any(entry.filename in _SIGNS for entry in entries):
        raise Unfit(
            sentences.ANOTHER_KIND(what=sentences.OTHER_ZIP(), fits=sentences.SAVE_AS_CSV())
        )
