"""Which encoding a text is probably in, where it does not say so and is not UTF-8."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import charset_normalizer

_NAMES = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "mac_roman": "Mac Roman",
    "koi8_r": "KOI8-R",
    "cp866": "DOS 866",
    "cp932": "Shift JIS",
    "euc_jp": "EUC-JP",
    "euc_kr": "EUC-KR",
    "gb18030": "GB 18030",
    "big5": "Big5",
}
"""Encodings that are told apart, by Python's names: those of the scripts that spreadsheets save besides UTF-8."""
_LATIN = ("cp1250", "cp1254", "mac_roman")
"""Other Latin letters: no short text tells them from Windows-1252, which is far more frequent."""
_LEAST_LETTERS = 8
"""So many letters of another script must be there to speak for it."""
_SAMPLE_BYTES = 20_000

for _codec in _NAMES:  # what is loaded late could not be loaded in the jail
    importlib.import_module(f"encodings.{_codec}")


@dataclass(frozen=True)
class Encoding:
    """An encoding by Python's name and as people know it."""

    codec: str
    name: str


def probable(data: bytes) -> Encoding | None:
    """The likeliest encoding of bytes that are no UTF-8; None where no known one gives text. A guess: say so."""
    matches = charset_normalizer.from_bytes(_telling(data), cp_isolation=list(_NAMES))
    best = matches.best()
    likeliest = "cp1252" if best is None else best.encoding
    if likeliest in _LATIN or _is_too_little(data, likeliest):
        likeliest = "cp1252"
    codec = next((each for each in (likeliest, "cp1252") if _text(data, each) is not None), None)
    return None if codec is None else Encoding(codec, _NAMES[codec])


def _is_too_little(data: bytes, codec: str) -> bool:
    """Whether a few signs alone speak for another script: they are rather signs such as € and ± in Windows-1252."""
    text = _text(data, codec)
    return text is None or sum(not c.isascii() for c in text) < _LEAST_LETTERS


def _telling(data: bytes) -> bytes:
    """The lines that hold more than ASCII, up to some thousand bytes."""
    lines = [line for line in data.splitlines(keepends=True) if not line.isascii()]
    return b"".join(lines)[:_SAMPLE_BYTES]


def _text(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None
