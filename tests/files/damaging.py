"""Damages files that are kept, in many seeded ways, and says what reading gave. For these tests and the fault suite.

for outcome in damaged_checkpoint(tmp_path, range(500)):
    assert outcome.read != "other", outcome
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np

from torchground.files.checkpoints import CheckpointFile
from torchground.files.meta import Column, Known, TableMeta, TensorMeta, WeightsMeta
from torchground.files.store import FileStore, MissingFile, name_of
from torchground.files.tensorfile import Array, write_arrays

Read: TypeAlias = Literal["same", "refused", "other"]
"""What reading a damaged file gave: the very same values, a sentence that refuses it, or other values in silence."""
RUN = "d" * 32


@dataclass(frozen=True)
class Outcome:
    """One damage, and what reading gave."""

    seed: int
    how: str
    """What was done to the file."""
    read: Read
    said: str = ""
    """The sentence of a refusal."""


# ---- how a file is damaged -----------------------------------------------------------------------


def damaged(content: bytes, seed: int) -> tuple[str, bytes]:
    """What was done, and the bytes after it; they always differ from those before."""
    dice = random.Random(seed)
    ways = (_flipped, _cut, _zeroed, _moved, _lengthened, _emptied)
    while True:
        how, after = dice.choice(ways)(content, dice)
        if after != content:
            return how, after


def damage(path: Path, seed: int) -> str:
    """Damage a file where it lies; what was done."""
    how, after = damaged(path.read_bytes(), seed)
    path.write_bytes(after)
    return how


def _flipped(content: bytes, dice: random.Random) -> tuple[str, bytes]:
    at, bit = dice.randrange(len(content)), dice.randrange(8)
    return f"bit {bit} of byte {at} flipped", _with(content, at, bytes([content[at] ^ 1 << bit]))


def _cut(content: bytes, dice: random.Random) -> tuple[str, bytes]:
    length = dice.randrange(len(content))
    return f"cut to {length} bytes", content[:length]


def _zeroed(content: bytes, dice: random.Random) -> tuple[str, bytes]:
    at = dice.randrange(len(content))
    count = min(dice.choice((1, 512, 4096)), len(content) - at)
    return f"{count} bytes from {at} are zero", _with(content, at, bytes(count))


def _moved(content: bytes, dice: random.Random) -> tuple[str, bytes]:
    """A block of the disk that holds what another should."""
    count = min(512, len(content) // 2)
    source, target = (dice.randrange(len(content) - count) for _ in range(2))
    after = _with(content, target, content[source : source + count])
    return f"{count} bytes from {source} lie at {target} too", after


def _lengthened(content: bytes, dice: random.Random) -> tuple[str, bytes]:
    count = dice.choice((1, 8, 4096))
    return f"{count} bytes too many", content + dice.randbytes(count)


def _emptied(content: bytes, dice: random.Random) -> tuple[str, bytes]:
    return "emptied", b""


def _with(content: bytes, at: int, part: bytes) -> bytes:
    return content[:at] + part + content[at + len(part) :]


# ---- what reading gives --------------------------------------------------------------------------


def damaged_checkpoint(folder: Path, seeds: Iterable[int]) -> Iterator[Outcome]:
    """A checkpoint as a run that goes on reads it, and as its weights are taken out of it."""
    from torchground.training.capture import Capture
    from torchground.training.checkpoint import CheckpointError, read, write

    rows = np.arange(24, dtype=np.float32).reshape(4, 6)
    tensors = {f"network.layers.h{i}.weight": _tensor(rows + i) for i in range(6)}
    kept = write(Capture(tensors, {"step": 3, "seq": 1, "loss_sum": 0.25}, 2), RUN, folder)

    def values() -> Any:
        capture = read(kept, RUN)
        return {name: one.numpy().tobytes() for name, one in capture.tensors.items()}, capture.facts

    yield from _outcomes(kept.path, seeds, values, CheckpointError)
    yield from _taken_out(kept, seeds)


def _taken_out(kept: CheckpointFile, seeds: Iterable[int]) -> Iterator[Outcome]:
    from torchground.export.refusing import NoExport
    from torchground.export.safetensors import copy_weights

    def values() -> bytes:
        copy_weights(kept, file := BytesIO())
        return file.getvalue()

    yield from _outcomes(kept.path, seeds, values, NoExport)


def damaged_upload(folder: Path, seeds: Iterable[int]) -> Iterator[Outcome]:
    """An uploaded table: its numbers, then what is known of it, each as a data set reads it."""
    key, rows = "1" * 64, np.arange(400, dtype=np.float64)
    column = Column(name="height", kind="number", missing=0, low=0.0, high=399.0)
    files = _store(folder, key, TableMeta(rows=len(rows), columns=[column]), {"n0": rows})
    stored = folder / "stored"

    def values() -> Any:
        (numbers,) = files.arrays(key, "table", "n0")
        return files.table(key), numbers.tobytes()

    for ending in ("safetensors", "json"):
        path = stored / name_of(key, "table", ending)
        yield from _outcomes(path, seeds, values, MissingFile)


def damaged_weights(folder: Path, seeds: Iterable[int]) -> Iterator[Outcome]:
    """A weights file: as another drawing starts from it, and as it is downloaded."""
    from safetensors.numpy import load_file

    from torchground.files.checksums import sha256_of

    rows = np.arange(60, dtype=np.float32)
    write_arrays(file := BytesIO(), {"h1.weight": rows})
    key = sha256_of(file)
    meta = WeightsMeta(tensors=[TensorMeta(name="h1.weight", dtype="F32", shape=[60])])
    files = _store(folder, key, meta, {"h1.weight": rows})

    def values() -> Any:
        with files.local(key, "weights") as path:
            weights = load_file(path)["h1.weight"].tobytes()
        with files.open(key, "weights") as opened:
            return files.weights(key), weights, opened.read()

    for ending in ("safetensors", "json"):
        path = folder / "stored" / name_of(key, "weights", ending)
        yield from _outcomes(path, seeds, values, MissingFile)


def _outcomes(
    path: Path, seeds: Iterable[int], values: Callable[[], Any], refusal: type[Exception]
) -> Iterator[Outcome]:
    """Damage a file once for each seed, read it, and put the sound one back."""
    sound = path.with_name(f"{path.name}.sound")
    shutil.copy2(path, sound)
    expected = values()
    for seed in seeds:
        how = damage(path, seed)
        try:
            yield Outcome(seed, how, "same" if values() == expected else "other")
        except refusal as error:
            yield Outcome(seed, how, "refused", str(error))
        finally:
            shutil.copy2(sound, path)
    sound.unlink()


def _store(folder: Path, key: str, meta: Known, arrays: dict[str, Array]) -> FileStore:
    files = FileStore(folder)
    with files.new() as new:
        write_arrays(new.file, arrays)
        files.put(key, meta, new)
    return files


def _tensor(array: Array) -> Any:
    import torch

    return torch.from_numpy(array)
