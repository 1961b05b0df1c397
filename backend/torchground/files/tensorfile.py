"""Arrays in files: safetensors, read by its header in plain whole numbers before a byte of data is touched.

The format: eight bytes that say how long the header is, a JSON object that says where each tensor lies, the bytes.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import IO, Any, TypeAlias

import numpy as np
from pydantic_core import from_json, to_json

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

ITEM_BYTES = {
    "F64": 8,
    "F32": 4,
    "F16": 2,
    "BF16": 2,
    "I64": 8,
    "I32": 4,
    "I16": 2,
    "I8": 1,
    "U8": 1,
    "BOOL": 1,
}
"""Bytes of one number, by the name a file gives its dtype."""
NUMPY = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "|u1"}
"""What numpy calls those that it knows and we keep."""
MOST_HEADER_BYTES = 1_000_000
MOST_TENSORS = 2_000
MOST_NAME = 200
MOST_AXES = 8
MOST_SIZE = 2**40


class BadTensors(ValueError):
    """A file that is no such file, or is larger than allowed; the message says where and what would fit."""


@dataclass(frozen=True)
class Place:
    """Where one tensor lies."""

    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int
    """Bytes from the start of the file."""


def read_header(
    file: IO[bytes], allowed: frozenset[str] = frozenset(ITEM_BYTES), *, times: int = 1
) -> dict[str, Place]:
    """Every tensor of a file and its place, in the order of the bytes.

    Files of our own may have ``times`` as many tensors and as long a header as those of others.

    Raises :class:`BadTensors` where the header is broken or too large, where a size is not what the shape asks for, or
    where the tensors do not fill the file without gap and overlap.
    """
    # 1. How long the file and its header are
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    first = file.read(8)
    if len(first) < 8:
        raise BadTensors(f"the file has {size} bytes; a safetensors file has at least 8")
    (length,) = struct.unpack("<Q", first)
    most = min(MOST_HEADER_BYTES * times, size - 8)
    if length > most:
        raise BadTensors(
            f"its first bytes announce a header of {length:,} bytes, {most:,} at most fit "
            "here; this is no safetensors file"
        )
    # 2. What the header says
    told = _json(file.read(length))
    told.pop("__metadata__", None)
    if len(told) > MOST_TENSORS * times:
        raise BadTensors(
            f"it holds {len(told):,} tensors; at most {MOST_TENSORS * times:,} are taken"
        )
    places = {name: _place(name, value, 8 + length, allowed) for name, value in told.items()}
    # 3. The tensors fill the rest, one behind the other
    return _in_order(places, 8 + length, size)


def read_array(file: IO[bytes], place: Place) -> Array:
    """One tensor of the file."""
    file.seek(place.begin)
    data = file.read(place.end - place.begin)
    if len(data) != place.end - place.begin:
        raise BadTensors("the file ends before its last tensor")
    return np.frombuffer(data, NUMPY[place.dtype]).reshape(place.shape)


def write_arrays(file: IO[bytes], arrays: Mapping[str, Array]) -> None:
    """Arrays as a safetensors file."""
    names = {np.dtype(spelled): name for name, spelled in NUMPY.items()}
    shapes = {name: (names[array.dtype], array.shape) for name, array in arrays.items()}
    write_parts(file, shapes, (np.ascontiguousarray(array).data for array in arrays.values()))


def write_parts(
    file: IO[bytes], shapes: Mapping[str, tuple[str, tuple[int, ...]]], parts: Iterator[Any]
) -> None:
    """A safetensors file from dtypes and shapes by name, and the bytes in the same order."""
    header, end = {}, 0
    for name, (dtype, shape) in shapes.items():
        begin, end = end, end + ITEM_BYTES[dtype] * prod(shape)
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [begin, end]}
    text = to_json(header)
    text += b" " * (-len(text) % 8)
    file.write(struct.pack("<Q", len(text)) + text)
    for part in parts:
        file.write(part)


def _json(text: bytes) -> dict[str, Any]:
    try:
        told = from_json(text)
    except ValueError as error:
        raise BadTensors(f"its header is not JSON: {str(error)[:120]}") from None
    if not isinstance(told, dict):
        raise BadTensors("its header is no JSON object")
    return told


def _place(name: str, told: Any, start: int, allowed: frozenset[str]) -> Place:
    shown = repr(name[:60])
    if len(name) > MOST_NAME:
        raise BadTensors(f"the tensor {shown}… has a name of more than {MOST_NAME} characters")
    if not isinstance(told, dict) or set(told) != {"dtype", "shape", "data_offsets"}:
        raise BadTensors(f"the tensor {shown} lacks its dtype, shape or data_offsets")
    dtype, shape, offsets = told["dtype"], told["shape"], told["data_offsets"]
    if not isinstance(dtype, str) or dtype not in allowed:
        raise BadTensors(
            f"the tensor {shown} has the dtype {str(dtype)[:20]!r}; {', '.join(sorted(allowed))} are taken"
        )
    if not _sizes(shape, MOST_AXES) or not _sizes(offsets, 2) or len(offsets) != 2:
        raise BadTensors(f"the tensor {shown} has a shape or offsets that are no sizes")
    begin, end = offsets
    wanted = ITEM_BYTES[dtype] * prod(shape)
    if end - begin != wanted:
        raise BadTensors(
            f"the tensor {shown} of shape {'×'.join(map(str, shape))} needs {wanted:,} bytes, the file gives it "
            f"{end - begin:,}"
        )
    return Place(dtype, tuple(shape), start + begin, start + end)


def _sizes(value: Any, most: int) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= most
        and all(type(size) is int and 0 <= size <= MOST_SIZE for size in value)
    )


def _in_order(places: dict[str, Place], start: int, size: int) -> dict[str, Place]:
    ordered = sorted(places.items(), key=lambda item: (item[1].begin, item[1].end))
    at = start
    for name, place in ordered:
        if place.begin != at:
            raise BadTensors(f"the tensor {name[:60]!r} leaves a gap or lies over another")
        at = place.end
    if at != size:
        raise BadTensors(f"its tensors end at byte {at:,}, the file at {size:,}")
    return dict(ordered)
