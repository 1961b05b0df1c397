"""Stored files that are damaged while nobody looks: read again, they are the same, or said to be missing."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from tests.faults.damage import damage
from tests.faults.figures import Figure, Figures
from torchground.files.meta import Known
from torchground.files.store import FileStore, MissingFile
from torchground.files.tensorfile import write_arrays
from torchground.words import SentenceError

KEY = "e" * 64


def read_again(count: int, seed: int, meta: Known, names: tuple[str, ...]) -> Figures:
    """Store arrays as ``meta`` says, damage one of their files, read them; so many times."""
    chance, wrong, raised, missed = random.Random(seed), 0, 0, 0
    for number in range(count):
        arrays = _arrays(names, number)
        with tempfile.TemporaryDirectory() as folder:
            store = FileStore(Path(folder))
            with store.new() as new:
                write_arrays(new.file, arrays)
                store.put(KEY, meta, new)
            damage(chance.choice(_files(Path(folder))), chance)
            try:
                wrong += not _is_same(FileStore(Path(folder)), meta, arrays)
            except (MissingFile, SentenceError):
                missed += 1
            except Exception:
                raised += 1
    return Figures(
        count,
        (
            Figure("read with wrong numbers", wrong),
            Figure("errors without a sentence", raised),
            Figure("said to be missing or damaged", missed, None),
        ),
    )


def _arrays(names: tuple[str, ...], number: int) -> dict[str, Any]:
    generator = np.random.default_rng(number)
    return {name: generator.random((30, 20)).astype(np.float32) for name in names}


def _files(folder: Path) -> list[Path]:
    """What lies there, without locks."""
    return sorted(path for path in (folder / "stored").iterdir() if path.stat().st_size)


def _is_same(store: FileStore, meta: Known, arrays: dict[str, Any]) -> bool:
    kind = str(getattr(meta, "kind"))  # noqa: B009
    if store.known(KEY, kind) != meta:
        return False
    found = store.arrays(KEY, kind, *arrays)
    return all(np.array_equal(a, b) for a, b in zip(found, arrays.values(), strict=True))
