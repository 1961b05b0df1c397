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
_LATIN = ("cp1252", "cp1250", "cp1254", "mac_roman")
"""These differ in a few letters only, which no short text tells apart: the first that fits is taken."""
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
    sample = _telling(data)
    matches = charset_normalizer.from_bytes(sample, cp_isolation=list(_NAMES))
    found = [match.encoding for match in matches]
    best = found[0] if found else "cp1252"
    if best in _LATIN and best != "mac_roman":
        best = "cp1252"
    fitting = (codec for codec in (best, *_LATIN) if _fits(data, codec))
    codec = next(fitting, None)
    return None if codec is None else Encoding(codec, _NAMES[codec])


def _telling(data: bytes) -> bytes:
    """The lines that hold more than ASCII, up to some thousand bytes."""
    lines = [line for line in data.splitlines(keepends=True) if not line.isascii()]
    return b"".join(lines)[:_SAMPLE_BYTES]


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
