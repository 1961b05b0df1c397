"""The weights of a run taken out of a checkpoint, as a file that another drawing can start from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from torchground.catalogue.datasets.sources import stored
from torchground.catalogue.datasets.sources.stored import TensorMeta, WeightsMeta
from torchground.catalogue.datasets.sources.tensorfile import (
    MOST_TENSORS,
    BadTensors,
    Place,
    read_header,
    write_parts,
)

PREFIX = "network.layers."
"""What params and buffers are called in a checkpoint; behind it comes ``<node>.<param>``."""
_PIECE = 1 << 20


class NoWeights(ValueError):
    """Why a checkpoint gives no weights, in a sentence."""


def take_out(checkpoint: Path, name: str) -> tuple[str, WeightsMeta]:
    """Keep params and buffers of a checkpoint in the store: the key, and every tensor. Blocks.

    Raises :class:`NoWeights`, and ``OSError`` where the disk refuses.
    """
    with stored.fresh() as (file, path):
        meta = WeightsMeta(name=name[:120], tensors=copy_out(checkpoint, file))
        key = _hash(file)
        stored.keep(key, meta, file, path)
        return key, meta


def copy_out(checkpoint: Path, file: IO[bytes]) -> list[TensorMeta]:
    """Write params and buffers of a checkpoint into a file, as safetensors. Raises as :func:`take_out`."""
    with open(checkpoint, "rb") as source:
        try:
            places = read_header(source, times=20)
        except BadTensors as error:
            raise NoWeights(f"the checkpoint cannot be read: {error}") from None
        mine = {key[len(PREFIX) :]: at for key, at in places.items() if key.startswith(PREFIX)}
        if not 1 <= len(mine) <= MOST_TENSORS:
            raise NoWeights(
                f"the network has {len(mine):,} weights and buffers; from 1 to {MOST_TENSORS:,} can be kept"
            )
        shapes = {key: (at.dtype, at.shape) for key, at in mine.items()}
        write_parts(file, shapes, (part for at in mine.values() for part in _parts(source, at)))
    return [TensorMeta(name=k, dtype=d, shape=list(s)) for k, (d, s) in shapes.items()]


def _parts(source: IO[bytes], place: Place) -> Iterator[Any]:
    source.seek(place.begin)
    left = place.end - place.begin
    while left > 0:
        part = source.read(min(left, _PIECE))
        if not part:
            raise NoWeights("the checkpoint ends before its last tensor")
        left -= len(part)
        yield part


def _hash(file: IO[bytes]) -> str:
    file.seek(0)
    made = hashlib.sha256()
    while part := file.read(_PIECE):
        made.update(part)
    return made.hexdigest()
