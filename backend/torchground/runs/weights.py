"""The weights of a run taken out of a checkpoint, as a file that another drawing can start from."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

from torchground.export.safetensors import copy_weights
from torchground.files.meta import WeightsMeta
from torchground.files.store import FileStore

_PIECE = 1 << 20


def take_out(
    files: FileStore, checkpoint: Path, name: str, *, kept: bool = True
) -> tuple[str, WeightsMeta]:
    """Store params and buffers of a checkpoint: the key, and every tensor. Blocks.

    ``kept``: a person keeps them; otherwise they stay only while a run or a project starts from them.

    Raises :class:`~torchground.export.refusing.NoExport`, and ``OSError`` where the disk refuses.
    """
    with files.new() as new:
        meta = WeightsMeta(name=name[:120], tensors=copy_weights(checkpoint, new.file))
        key = _hash(new.file)
        files.put(key, meta, new, kept=kept)
        return key, meta


def _hash(file: IO[bytes]) -> str:
    file.seek(0)
    made = hashlib.sha256()
    while part := file.read(_PIECE):
        made.update(part)
    return made.hexdigest()
