"""Reads a project file: JSON in UTF-8. Otherwise a sentence says what the file is and where the error is."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from torchground.cli.exits import Refused
from torchground.words import Sentence, template
from torchground.words.writing import cut

MAX_FILE_BYTES = 1_000_000
"""The largest project file. The server has the same limit."""
_MOST_SHOWN = 100
"""The most characters of a line that are shown."""

CANNOT_READ = template("cli.file.cannot_read", "cannot read {path}: {why}")
NO_NAME = template("cli.file.no_name", "cannot read {path}: this is no name of a file")
TOO_LARGE = template(
    "cli.file.too_large", "{path} is larger than {most:,} bytes; no project file is"
)
_WANTED = "; a project file is the JSON that the playground saves"
EMPTY = template("cli.file.empty", "{path} is not JSON: it is empty" + _WANTED)
OTHER_KIND = template("cli.file.other_kind", "{path} is not JSON: it is {what}" + _WANTED)
BINARY = template(
    "cli.file.binary",
    "{path} is not JSON: at byte {at:,} it holds {byte}, which no text holds" + _WANTED,
)
OTHER_ENCODING = template(
    "cli.file.other_encoding",
    "{path} is not JSON in UTF-8: it is in {encoding}; save it anew with the encoding UTF-8",
)
NOT_UTF8 = template(
    "cli.file.not_utf8",
    "{path} is not JSON in UTF-8: line {line:,}, column {column:,} holds the byte {byte}; the file looks like "
    "{encoding}, save it anew with the encoding UTF-8",
)
BROKEN_UTF8 = template(
    "cli.file.broken_utf8",
    "{path} is not JSON in UTF-8: line {line:,}, column {column:,} holds the byte {byte}, which is no UTF-8, and no "
    "other encoding that we know fits; save it anew with the encoding UTF-8",
)
NOT_JSON = template(
    "cli.file.not_json", "{path} is not JSON: line {line:,}, column {column:,}: {why}" + _WANTED
)
NOT_JSON_AT_ALL = template("cli.file.not_json_at_all", "{path} is not JSON: {why}" + _WANTED)

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""Byte order marks, the longer ones first, because the mark of UTF-32 begins with that of UTF-16."""
_PLACE = re.compile(r"(?P<why>.*) at line (?P<line>\d+) column (?P<column>\d+)", re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def read_project(path: Path) -> Any:
    """The JSON in a file, of any type. Raises :class:`Refused`."""
    from pydantic_core import from_json

    content = _bytes_of(path)
    text = _text_of(path, content)
    try:
        return from_json(text)
    except ValueError as error:
        raise _not_json(path, text, str(error)) from None


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        why = error.strerror or str(error)
        raise _refused(CANNOT_READ(path=cut(str(path), 300), why=why)) from None
    except ValueError:
        raise _refused(NO_NAME(path=repr(str(path))[:300])) from None
    if len(content) > MAX_FILE_BYTES:
        raise _refused(TOO_LARGE(path=str(path), most=MAX_FILE_BYTES))
    return content


def _text_of(path: Path, content: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises :class:`Refused`."""
    from torchground.uploads.decoding import known_as

    shown = str(path)
    if not content.strip():
        raise _refused(EMPTY(path=shown))
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    encoding = encoding or _unmarked(content)
    if encoding is not None:
        raise _refused(OTHER_ENCODING(path=shown, encoding=encoding))
    what = known_as(content[:16])
    if what is not None:
        raise _refused(OTHER_KIND(path=shown, what=what))
    control = _CONTROL.search(content)
    if control is not None:
        raise _refused(BINARY(path=shown, at=control.start() + 1, byte=f"{control[0][0]:#04x}"))
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(shown, error.object, error.start) from None


def _unmarked(content: bytes) -> str | None:
    """Detects UTF-16 and UTF-32 without a mark. JSON begins with ASCII, so their zero bytes are at known places."""
    zeros = tuple(byte == 0 for byte in content[:4])
    patterns: dict[tuple[bool, ...], str] = {
        (False, True, True, True): "UTF-32",
        (True, True, True, False): "UTF-32",
        (False, True, False, True): "UTF-16",
        (True, False, True, False): "UTF-16",
    }
    return patterns.get(zeros)


def _not_utf8(path: str, content: bytes, at: int) -> Refused:
    from torchground.uploads.encoding import probable

    line = content.count(b"\n", 0, at) + 1
    begin = content.rfind(b"\n", 0, at) + 1
    column = len(content[begin:at].decode("utf-8", "replace")) + 1
    told = {"path": path, "line": line, "column": column, "byte": f"{content[at]:#04x}"}
    encoding = probable(content)
    if encoding is None:
        return _refused(BROKEN_UTF8(**told), f"line {line}")
    return _refused(NOT_UTF8(**told, encoding=encoding.name), f"line {line}")


def _not_json(path: Path, text: str, complaint: str) -> Refused:
    """The place where the text is no longer JSON, with that line."""
    found = _PLACE.fullmatch(complaint)
    if found is None:
        return _refused(NOT_JSON_AT_ALL(path=str(path), why=cut(complaint, 200)))
    line, column = int(found["line"]), int(found["column"])
    sentence = NOT_JSON(path=str(path), line=line, column=column, why=cut(found["why"], 200))
    return _refused(sentence, f"line {line}", _pointed_at(text, line, column))


def _pointed_at(text: str, line: int, column: int) -> str:
    """A line of the text, cut around a column, with a mark under that column."""
    lines = text.split("\n")
    whole = lines[line - 1] if 0 < line <= len(lines) else ""
    begin = max(0, column - _MOST_SHOWN // 2)
    shown = "".join(c if c.isprintable() else " " for c in whole[begin : begin + _MOST_SHOWN])
    number = f"{line:>6} | "
    return f"{number}{shown.rstrip()}\n{' ' * (len(number) + max(0, column - 1 - begin))}^"


def _refused(sentence: Sentence, place: str = "the file", shown: str = "") -> Refused:
    return Refused(sentence, place=place, shown=shown)
