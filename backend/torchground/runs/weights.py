"""The weights of a run taken out of a checkpoint, as a file that another drawing can start from."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

from torchground.catalogue.datasets.sources import stored
from torchground.catalogue.datasets.sources.stored import WeightsMeta
from torchground.export.safetensors import copy_weights

_PIECE = 1 << 20


def take_out(checkpoint: Path, name: str) -> tuple[str, WeightsMeta]:
    """Keep params and buffers of a checkpoint in the store: the key, and every tensor. Blocks.

    Raises :class:`~torchground.export.refusing.NoExport`, and ``OSError`` where the disk refuses.
    """
    with stored.fresh() as (file, path):
        meta = WeightsMeta(name=name[:120], tensors=copy_weights(checkpoint, file))
        key = _hash(file)
        stored.keep(key, meta, file, path)
        return key, meta


def _hash(file: IO[bytes]) -> str:
    file.seek(0)
    made = hashlib.sha256()
    while part := file.read(_PIECE):
        made.update(part)
    return made.hexdigest()
