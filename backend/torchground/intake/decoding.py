"""Bytes as text: UTF-8, UTF-16 or Latin-1, or a sentence about what the file is instead."""

from __future__ import annotations

import codecs
import encodings.cp1252
import encodings.latin_1
import encodings.utf_8_sig
import encodings.utf_16
import encodings.utf_16_be
import encodings.utf_16_le  # noqa: F401  what is loaded late could not be loaded in the jail
import re
from typing import IO

from torchground.intake.answer import Unfit

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


def decoded(file: IO[bytes], fits: str) -> tuple[str, str]:
    """The text without its byte order mark, and the encoding it was in. Raises :class:`Unfit`.

    ``fits`` says in a refusal what would fit: ``save the table as CSV``.
    """
    file.seek(0)
    data = file.read()
    if not data.strip():
        raise Unfit(f"the file is empty; {fits}")
    what = known_as(data[:16])
    if what is not None:
        raise Unfit(f"this is {what}; {fits}")
    text, encoding = _decoded(data, fits)
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise Unfit(
            f"line {line:,} holds the control character {ord(found[0]):#04x}, so this is no text in {encoding}; {fits} "
            "in UTF-8",
            f"line {line}",
        )
    return text, encoding


def _decoded(data: bytes, fits: str) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _exactly(data, "utf-16", "UTF-16", fits), "UTF-16"
    half = data[:2_000]
    for place, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(half) > 3 and half[place::2].count(0) > 0.6 * len(half[place::2]):
            return _exactly(data, name, "UTF-16", fits), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        if _meant_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            raise Unfit(
                f"line {line:,} holds the byte {data[error.start]:#04x}, which is no UTF-8, while the rest of the file "
                f"is; {fits} in UTF-8",
                f"line {line}",
            ) from None
    if any(0x80 <= byte < 0xA0 for byte in set(data)):
        return _exactly(data, "cp1252", "Windows-1252", fits), "Windows-1252"
    return data.decode("latin-1"), "Latin-1"


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
