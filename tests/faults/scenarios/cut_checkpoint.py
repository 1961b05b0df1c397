"""Power cut while checkpoints of a run are written and older ones removed"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import torch

from tests.faults import recorded_files
from tests.faults.disk import Event
from tests.faults.figures import Figures
from tests.faults.power_cuts import Left, cut
from torchground.files.checkpoints import CheckpointFile, Checkpoints
from torchground.training.capture import Capture
from torchground.training.checkpoint import read, write

SHORT, FULL = 40, 1000
RUN = "f" * 32
WRITTEN = 20
KEPT = 2
"""Checkpoints of a run that stay."""


def run(count: int, seed: int) -> Figures:
    """What is lost by it."""
    if not Path("/proc/self/fd").exists():
        return Figures(0, left_out="what Python does to files is recorded on Linux only")
    return cut(count, seed, record, look)


def record(folder: Path, chance: random.Random) -> Sequence[Event]:
    """Checkpoint after checkpoint, as a worker writes them and the server removes those before."""
    checkpoints, names = Checkpoints(folder / "checkpoints"), list[str]()
    checkpoints.prepare()
    with recorded_files.recorded(folder) as recorder:
        for step in range(1, WRITTEN + 1):
            made = write(capture(step, chance.randint(1, 5000)), RUN, checkpoints.folder)
            recorder.told((made.path.name, made.sha256))
            names = [*names[1 - KEPT :], made.path.name]
            checkpoints.keep_only(RUN, names)
    return recorder.events


def capture(step: int, size: int) -> Capture:
    """One whose every number says of which step it is."""
    return Capture({"w": torch.full((size,), float(step))}, {"step": step, "seq": step})


def look(folder: Path, told: list[object]) -> Left:
    """The last that were said to be written are there as they were written, and nothing else looks whole and is not."""
    lost = corrupt = 0
    known: dict[str, str] = dict(told)  # type: ignore[arg-type]
    for name in list(known)[-KEPT:]:
        lost += _step(CheckpointFile(folder / "checkpoints" / name, known[name])) < 1
    for path in folder.glob("checkpoints/*.safetensors"):
        corrupt += _step(CheckpointFile(path, known.get(path.name))) < 1
    return Left(lost, corrupt)


def _step(file: CheckpointFile) -> int:
    """The step that a checkpoint is of; -1 of one that cannot be read or is not what was written."""
    try:
        one = read(file, RUN)
    except ValueError:
        return -1
    step = int(one.facts["step"])
    return step if bool((one.tensors["w"] == step).all()) else -1
