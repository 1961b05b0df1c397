"""Reads a weights file: its header first, in whole numbers, then whether every number in it is finite."""

from __future__ import annotations

from typing import IO

import numpy as np

from torchground.files.meta import TensorMeta, WeightsMeta
from torchground.files.tensorfile import BadTensors, Place, read_header
from torchground.uploads import sentences
from torchground.uploads.answer import Found, Read, Unfit
from torchground.uploads.decoding import known_as

TAKEN = frozenset({"F64", "F32", "F16", "BF16", "I64"})
"""I64 for what layers count, such as the batches that a batch norm has seen."""
_EXPONENT = {
    "F64": ("<u8", 0x7FF0000000000000),
    "F32": ("<u4", 0x7F800000),
    "F16": ("<u2", 0x7C00),
    "BF16": ("<u2", 0x7F80),
}
"""All these bits are set in what is infinite or no number."""
_CHUNK_BYTES = 1 << 24


def read(file: IO[bytes]) -> Read:
    """Names, dtypes and shapes of all tensors. Raises :class:`Unfit`."""
    file.seek(0)
    what = known_as(file.read(16))
    if what is not None:
        raise Unfit(sentences.ANOTHER_KIND(what=what, fits=sentences.AS_SAFETENSORS()))
    try:
        places = read_header(file, TAKEN)
    except BadTensors as error:
        why = sentences.BAD_HEADER(why=str(error), fits=sentences.AS_SAFETENSORS())
        raise Unfit(why, "the header") from None
    if not places:
        raise Unfit(sentences.NO_TENSOR(), "the header")
    for name, place in places.items():
        if not _is_finite(file, place):
            raise Unfit(sentences.NOT_FINITE(name=name[:60]), name[:200])
    tensors = [
        TensorMeta(name=name, dtype=place.dtype, shape=list(place.shape))
        for name, place in places.items()
    ]
    return Read(Found(meta=WeightsMeta(tensors=tensors)), None)


def _is_finite(file: IO[bytes], place: Place) -> bool:
    if place.dtype not in _EXPONENT:
        return True
    spelled, exponent = _EXPONENT[place.dtype]
    mask = np.dtype(spelled).type(exponent)
    file.seek(place.begin)
    left = place.end - place.begin
    while left > 0:
        bits = np.frombuffer(file.read(min(left, _CHUNK_BYTES)), spelled)
        if bool(((bits & mask) == mask).any()):
            return False
        left -= bits.nbytes
    return True
