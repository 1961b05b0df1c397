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
from torchground.files.checkpoints import Checkpoints
from torchground.training.capture import Capture
from torchground.training.checkpoint import read, write

SHORT, FULL = 40, 1000
RUN = "f" * 32
WRITTEN = 20


def run(count: int, seed: int) -> Figures:
    """What is lost by it."""
    if not Path("/proc/self/fd").exists():
        return Figures(0, left_out="what Python does to files is recorded on Linux only")
    return cut(count, seed, record, look)


def record(folder: Path, chance: random.Random) -> Sequence[Event]:
    """Checkpoint after checkpoint, as a worker writes them and the server removes those before."""
    checkpoints = Checkpoints(folder / "checkpoints")
    checkpoints.prepare()
    with recorded_files.recorded(folder) as recorder:
        for step in range(1, WRITTEN + 1):
            path = write(capture(step, chance.randint(1, 5000)), RUN, checkpoints.folder)
            recorder.told(path.name)
            checkpoints.remove_older(RUN, path.name)
    return recorder.events


def capture(step: int, size: int) -> Capture:
    """One whose every number says of which step it is."""
    return Capture({"w": torch.full((size,), float(step))}, {"step": step, "seq": step})


def look(folder: Path, told: list[object]) -> Left:
    """The last that was said to be written, or one after it, is there and is what was written."""
    found = {path.name: _step(path) for path in folder.glob("checkpoints/*.safetensors")}
    last = max((int(str(name).split("-")[1]) for name in told), default=0)
    wanted = [step for step in found.values() if step >= last]
    return Left(lost=int(bool(last) and not wanted), corrupt=sum(s < 0 for s in found.values()))


def _step(path: Path) -> int:
    """The step that a checkpoint is of; -1 of one that cannot be read or is not what was written."""
    try:
        one = read(path, RUN)
    except ValueError:
        return -1
    step = int(one.facts["step"])
    return step if bool((one.tensors["w"] == step).all()) else -1
