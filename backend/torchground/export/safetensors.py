"""Weights as a safetensors file: params and buffers by node and name, copied from a checkpoint without torch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from torchground.export.format import Format
from torchground.export.refusing import NoExport
from torchground.export.trained import Trained, refuse_damaged
from torchground.files.checkpoints import TIMES, CheckpointFile
from torchground.files.meta import TensorMeta
from torchground.files.tensorfile import (
    MOST_TENSORS,
    BadTensors,
    Place,
    read_header,
    write_parts,
)
from torchground.words import Sentence, template

PREFIX = "network.layers."
"""The prefix of params and buffers in a checkpoint. ``<node>.<param>`` follows it."""
_PIECE = 1 << 20

CHECKPOINT_UNREADABLE = template(
    "export.checkpoint_unreadable", "the checkpoint cannot be read: {why}"
)
CHECKPOINT_CUT = template(
    "export.checkpoint_cut", "the checkpoint ends before its last tensor; train the run again"
)
NUM_TENSORS = template(
    "export.num_tensors",
    "the network has {count:,} weights and buffers; from 1 to {most:,} can be kept",
)
NOTHING_TRAINED = template(
    "export.nothing_trained", "nothing was trained yet, so that there are no weights to write"
)


class SafetensorsFormat(Format):
    """Only the weights. Another drawing, or any program that reads safetensors, can start from them."""

    type_id = "safetensors"
    title = "Weights (safetensors)"
    option = "save-weights"
    summary = "write the weights at the end into a safetensors file"
    ending = ".safetensors"
    loads_torch = False

    def write(self, trained: Trained, path: Path) -> list[Sentence]:
        if trained.checkpoint is None:
            raise NoExport(NOTHING_TRAINED())
        with path.open("wb") as file:
            copy_weights(trained.checkpoint, file)
        return []


def copy_weights(checkpoint: CheckpointFile, file: IO[bytes]) -> list[TensorMeta]:
    """Writes params and buffers of a checkpoint to a file. Returns the name, dtype and shape of each.

    Raises :class:`NoExport`, and ``OSError`` where the disk fails.
    """
    with open(checkpoint.path, "rb") as source:
        refuse_damaged(checkpoint)
        try:
            places = read_header(source, times=TIMES)
        except BadTensors as error:
            raise NoExport(CHECKPOINT_UNREADABLE(why=str(error))) from None
        mine = {key[len(PREFIX) :]: at for key, at in places.items() if key.startswith(PREFIX)}
        if not 1 <= len(mine) <= MOST_TENSORS:
            raise NoExport(NUM_TENSORS(count=len(mine), most=MOST_TENSORS))
        shapes = {key: (at.dtype, at.shape) for key, at in mine.items()}
        write_parts(file, shapes, (part for at in mine.values() for part in _parts(source, at)))
    return [TensorMeta(name=k, dtype=d, shape=list(s)) for k, (d, s) in shapes.items()]


def _parts(source: IO[bytes], place: Place) -> Iterator[Any]:
    source.seek(place.begin)
    left = place.end - place.begin
    while left > 0:
        part = source.read(min(left, _PIECE))
        if not part:
            raise NoExport(CHECKPOINT_CUT())
        left -= len(part)
        yield part


FORMAT = SafetensorsFormat()
