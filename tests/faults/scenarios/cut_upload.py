"""Power cut while files are uploaded and deleted"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.faults import recorded_files
from tests.faults.disk import Event
from tests.faults.figures import Figures
from tests.faults.power_cuts import Left, cut
from torchground.files.meta import WeightsMeta
from torchground.files.store import FileStore, MissingFile
from torchground.files.tensorfile import write_arrays

SHORT, FULL = 40, 1000
UPLOADS = 14


def run(count: int, seed: int) -> Figures:
    """What is lost by it."""
    if not Path("/proc/self/fd").exists():
        return Figures(0, left_out="what Python does to files is recorded on Linux only")
    return cut(count, seed, record, look)


def key_of(number: int) -> str:
    return f"{number:064x}"


def record(folder: Path, chance: random.Random) -> Sequence[Event]:
    """People upload files and delete some of them again."""
    store = FileStore(folder)
    with recorded_files.recorded(folder) as recorder:
        kept: list[int] = []
        for number in range(1, UPLOADS + 1):
            with store.new() as new:
                size = chance.randint(1, 4000)
                write_arrays(new.file, {"w": np.full(size, number, np.float32)})
                store.put(key_of(number), WeightsMeta(tensors=[]), new)
            recorder.told(("kept", number))
            kept.append(number)
            if chance.random() < 0.4:
                gone = kept.pop(chance.randrange(len(kept)))
                recorder.told(("may go", gone))
                store.drop(key_of(gone), "weights")
    return recorder.events


def look(folder: Path, told: list[object]) -> Left:
    """What was kept is whole; what else looks as if it were here is whole too."""
    store, lost, corrupt = FileStore(folder), 0, 0
    last: dict[int, str] = {number: what for what, number in told}  # type: ignore[misc]
    for number in range(1, UPLOADS + 1):
        is_wanted = last.get(number) == "kept"
        try:
            store.weights(key_of(number))
        except MissingFile:
            lost += is_wanted
            continue
        lost += is_wanted and not store.is_kept(key_of(number), "weights")
        corrupt += not _is_whole(store, number)
    return Left(lost, corrupt)


def _is_whole(store: FileStore, number: int) -> bool:
    try:
        (array,) = store.arrays(key_of(number), "weights", "w")
    except MissingFile:
        return False
    return bool((np.asarray(array) == number).all())
