"""Bytes as text: UTF-8, UTF-16, UTF-32 or the likeliest other encoding, or a sentence about what the file is."""

from __future__ import annotations

import codecs
import encodings.cp1252
import encodings.latin_1
import encodings.utf_8_sig
import encodings.utf_16
import encodings.utf_16_be
import encodings.utf_16_le
import encodings.utf_32
import encodings.utf_32_be
import encodings.utf_32_le  # noqa: F401  what is loaded late could not be loaded in the jail
import re
from dataclasses import dataclass
from typing import IO

from torchground.uploads.answer import Unfit
from torchground.uploads.encoding import probable

_KNOWN = {
    b"PK\x03\x04": "a zip archive, or a document of Excel, LibreOffice or Word",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word document",
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x93NUMPY": "a numpy file",
    b"\x89HDF": "an HDF5 file",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"\x80\x02": "a pickle, which is never opened here because opening it can run any program",
    b"\x80\x03": "a pickle, which is never opened here because opening it can run any program",
    b"\x80\x04": "a pickle, which is never opened here because opening it can run any program",
    b"\x80\x05": "a pickle, which is never opened here because opening it can run any program",
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def known_as(head: bytes) -> str | None:
    """What a file that is no text is, by its first bytes."""
    return next((what for magic, what in _KNOWN.items() if head.startswith(magic)), None)


@dataclass(frozen=True)
class Decoded:
    """A text and how it was read."""

    text: str
    """Without its byte order mark."""
    encoding: str
    """As people know it."""
    note: str | None = None
    """What they should know of it: that the encoding is a guess."""


def decoded(file: IO[bytes], fits: str) -> Decoded:
    """The text of a file. Raises :class:`Unfit`.

    ``fits`` says in a refusal what would fit: ``save the table as CSV``.
    """
    file.seek(0)
    data = file.read()
    if not data.strip():
        raise Unfit(f"the file is empty; {fits}")
    what = known_as(data[:16])
    if what is not None:
        raise Unfit(f"this is {what}; {fits}")
    read = _decoded(data, fits)
    found = _CONTROL.search(read.text)
    if found:
        line = read.text.count("\n", 0, found.start()) + 1
        raise Unfit(
            f"line {line:,} holds the control character {ord(found[0]):#04x}, so this is no text in {read.encoding}; "
            f"{fits} in UTF-8",
            f"line {line}",
        )
    return read


def _decoded(data: bytes, fits: str) -> Decoded:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return Decoded(_exactly(data, "utf-32", "UTF-32", fits), "UTF-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_exactly(data, "utf-16", "UTF-16", fits), "UTF-16")
    half = data[:2_000]
    for place, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(half) > 3 and half[place::2].count(0) > 0.6 * len(half[place::2]):
            return Decoded(_exactly(data, name, "UTF-16", fits), "UTF-16")
    try:
        return Decoded(data.decode("utf-8-sig"), "UTF-8")
    except UnicodeDecodeError as error:
        if _meant_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            raise Unfit(
                f"line {line:,} holds the byte {data[error.start]:#04x}, which is no UTF-8, while the rest of the file "
                f"is; {fits} in UTF-8",
                f"line {line}",
            ) from None
    return _guessed(data, fits)


def _guessed(data: bytes, fits: str) -> Decoded:
    """The text in its likeliest encoding, with a note that says so."""
    likeliest = probable(data)
    if likeliest is None or likeliest.codec == "cp1252":
        has_signs = any(0x80 <= byte < 0xA0 for byte in set(data))
        name = "Windows-1252" if has_signs else "Latin-1"
        codec = "cp1252" if has_signs else "latin-1"
    else:
        codec, name = likeliest.codec, likeliest.name
    note = f"the file is not in UTF-8 and was read as {name}; where letters look wrong, {fits} in UTF-8"
    return Decoded(_exactly(data, codec, name, fits), name, note)


def _exactly(data: bytes, codec: str, name: str, fits: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unfit(
            f"line {line:,} is neither UTF-8 nor {name}; {fits} in UTF-8", f"line {line}"
        ) from None


def _meant_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(text) - wrong - sum(byte < 0x80 for byte in data)
    return right > wrong
