"""Which reader reads a file that should hold a table, told by how the file begins."""

from __future__ import annotations

import re

TEXT = "torchground.uploads.table"
HEAD_BYTES = 4_096
_HERE = "torchground.uploads.formats"
_ZIP = b"PK\x03\x04"
_BEGINNINGS = {
    _ZIP: "workbook",
    b"\xd0\xcf\x11\xe0": "workbook",
    b"SQLite format 3\0": "sqlite_tables",
    b"\x93NUMPY": "numpy_arrays",
}
_NPZ = re.compile(rb"PK\x03\x04.{26}[^\0]{1,200}?\.npy", re.DOTALL)
"""The first entry of an npz is an array."""
_JSON = re.compile(rb'(\xef\xbb\xbf)?\s*(\[\s*[\[{]|\{\s*("|\}))')


def reader_of(head: bytes) -> str:
    """The module that reads a file that begins so."""
    if _NPZ.match(head):
        return f"{_HERE}.numpy_arrays"
    if _JSON.match(head):
        return f"{_HERE}.json_records"
    found = next((name for begin, name in _BEGINNINGS.items() if head.startswith(begin)), None)
    return TEXT if found is None else f"{_HERE}.{found}"
