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
from dataclasses import dataclass, replace
from typing import IO

from torchground.uploads import sentences
from torchground.uploads.answer import Unfit
from torchground.uploads.encoding import probable
from torchground.words import Sentence

_KNOWN = {
    b"PK\x03\x04": sentences.ZIP(),
    b"\xd0\xcf\x11\xe0": sentences.OLD_OFFICE(),
    b"%PDF": sentences.PDF(),
    b"\x89PNG": sentences.PNG(),
    b"\xff\xd8\xff": sentences.JPEG(),
    b"GIF8": sentences.GIF(),
    b"\x1f\x8b": sentences.GZIP(),
    b"7z\xbc\xaf": sentences.SEVEN_ZIP(),
    b"Rar!": sentences.RAR(),
    b"\x93NUMPY": sentences.NUMPY(),
    b"\x89HDF": sentences.HDF5(),
    b"PAR1": sentences.PARQUET(),
    b"SQLite format 3": sentences.SQLITE(),
    b"\x7fELF": sentences.PROGRAM(),
    b"MZ": sentences.PROGRAM(),
    b"\x80\x02": sentences.PICKLE(),
    b"\x80\x03": sentences.PICKLE(),
    b"\x80\x04": sentences.PICKLE(),
    b"\x80\x05": sentences.PICKLE(),
}
_SHOWN = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32", "latin-1": "Latin-1"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def known_as(head: bytes) -> Sentence | None:
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
    codec: str = "utf-8"
    """By Python's name."""
    ends_with_ctrl_z: bool = False
    """Whether the sign 0x1A stood at its end, as DOS programs write it."""


def decoded(file: IO[bytes], fits: Sentence, encoding: str | None = None) -> Decoded:
    """The text of a file, in this encoding or in the likeliest. Raises :class:`Unfit`.

    ``fits`` says in a refusal what would fit: save the table as CSV.
    """
    file.seek(0)
    data = file.read()
    if not data.strip():
        raise Unfit(sentences.EMPTY(fits=fits))
    what = known_as(data[:16])
    if what is not None:
        raise Unfit(sentences.ANOTHER_KIND(what=what, fits=fits))
    read = _decoded(data, fits) if encoding is None else _given(data, encoding, fits)
    if read.text.endswith("\x1a"):
        read = replace(read, text=read.text.rstrip("\x1a"), ends_with_ctrl_z=True)
    found = _CONTROL.search(read.text)
    if found:
        line = read.text.count("\n", 0, found.start()) + 1
        raise Unfit(
            sentences.CONTROL_CHARACTER(
                line=line, character=f"{ord(found[0]):#04x}", encoding=read.encoding, fits=fits
            ),
            f"line {line}",
        )
    return read


def _decoded(data: bytes, fits: Sentence) -> Decoded:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return Decoded(_exactly(data, "utf-32", "UTF-32", fits), "UTF-32", codec="utf-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_exactly(data, "utf-16", "UTF-16", fits), "UTF-16", codec="utf-16")
    half = data[:2_000]
    for place, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(half) > 3 and half[place::2].count(0) > 0.6 * len(half[place::2]):
            return Decoded(_exactly(data, name, "UTF-16", fits), "UTF-16", codec=name)
    try:
        return Decoded(data.decode("utf-8-sig"), "UTF-8", codec="utf-8")
    except UnicodeDecodeError as error:
        if _meant_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            byte = f"{data[error.start]:#04x}"
            raise Unfit(
                sentences.BAD_BYTE(line=line, byte=byte, fits=fits), f"line {line}"
            ) from None
    return _guessed(data, fits)


def _guessed(data: bytes, fits: Sentence) -> Decoded:
    """The text in its likeliest encoding, with a note that says so."""
    likeliest = probable(data)
    if likeliest is None or likeliest.codec == "cp1252":
        has_signs = any(0x80 <= byte < 0xA0 for byte in set(data))
        name = "Windows-1252" if has_signs else "Latin-1"
        codec = "cp1252" if has_signs else "latin-1"
    else:
        codec, name = likeliest.codec, likeliest.name
    note = f"the file is not in UTF-8 and was read as {name}; where letters look wrong, {fits} in UTF-8"
    return Decoded(_exactly(data, codec, name, fits), name, note, codec)


def _given(data: bytes, encoding: str, fits: Sentence) -> Decoded:
    """The text in an encoding that a person named."""
    codec = encoding.lower().replace("_", "-").replace("utf8", "utf-8")
    codec = "utf-8-sig" if codec == "utf-8" else codec.replace("mac-roman", "mac_roman")
    try:
        codecs.lookup(codec)
    except (
        LookupError,
        PermissionError,
        ImportError,
    ):  # what is not loaded cannot be loaded in the jail
        raise Unfit(sentences.UNKNOWN_ENCODING(encoding=encoding)) from None
    text = _exactly(data, codec, encoding, fits).removeprefix("\ufeff")
    return Decoded(text, _SHOWN.get(codec, encoding), codec=encoding)


def _exactly(data: bytes, codec: str, name: str, fits: Sentence) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unfit(
            sentences.NEITHER_ENCODING(line=line, encoding=name, fits=fits), f"line {line}"
        ) from None


def _meant_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(text) - wrong - sum(byte < 0x80 for byte in data)
    return right > wrong
