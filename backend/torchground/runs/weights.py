"""The weights of a run taken out of a checkpoint, as a file that another drawing can start from."""

from __future__ import annotations

from torchground.export.safetensors import copy_weights
from torchground.files.checkpoints import CheckpointFile
from torchground.files.checksums import sha256_of
from torchground.files.meta import WeightsMeta
from torchground.files.store import FileStore


def take_out(
    files: FileStore,
    checkpoint: CheckpointFile,
    name: str,
    *,
    kept: bool = True,
    owner: str | None = None,
) -> tuple[str, WeightsMeta]:
    """Store params and buffers of a checkpoint: the key, and every tensor. Blocks.

    ``kept``: a person (``owner``; None: everybody) keeps them; otherwise they stay only while a run or a project starts
    from them.

    Raises :class:`~torchground.export.refusing.NoExport`, and ``OSError`` where the disk refuses.
    """
    with files.new() as new:
        meta = WeightsMeta(name=name[:120], tensors=copy_weights(checkpoint, new.file))
        key = sha256_of(new.file)
        files.put(key, meta, new, kept=kept, owner=owner)
        return key, meta
