"""The runs' checkpoints. Only files that nothing committed names are ever removed.

A worker writes them with :func:`torchground.files.durable.written`; the database says which one of a run is committed.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from torchground.files.checksums import sha256_at
from torchground.files.tensorfile import BadTensors, read_header

NAME = re.compile(r"(?P<run>[0-9a-f]{32})-(?P<step>\d+)-(?P<seq>\d+)\.(safetensors|\d+\.tmp)")
UNFINISHED = ".tmp"
TIMES = 20
"""How many times as many tensors as a file of others, and as long a header, a checkpoint may have."""
ASIDE_DAYS = 7
"""How long a checkpoint that was moved aside can be brought back."""
ASIDE_EACH = 2
"""Most checkpoints of one run that lie aside: the newest."""

Named = Mapping[str, Collection[str]]
"""The names of the committed checkpoints of each run, by the run's id; empty where it has none."""


@dataclass(frozen=True)
class CheckpointFile:
    """A checkpoint on the disk, and what its bytes were when it was written."""

    path: Path
    sha256: str | None = None
    """In hex; None of a checkpoint from before there were checksums."""

    def is_sound(self) -> bool:
        """Whether it is here with the very bytes that were written; reads all of it.

        Without a checksum it is enough that it is whole: its header says how long it is.
        """
        try:
            if self.sha256 is not None:
                return sha256_at(self.path) == self.sha256
            with open(self.path, "rb") as file:
                return bool(read_header(file, times=TIMES))
        except (OSError, BadTensors):
            return False


class Checkpoints:
    """All checkpoints of one data folder. Every method blocks."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self.aside = folder / "aside"
        """Where checkpoints lie for some days that no run names any more."""
        self._clock = clock

    def prepare(self) -> None:
        """Make the folder. Raises ``OSError``."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, name: str) -> Path:
        """Where the checkpoint of that name lies, if it is here."""
        return self.folder / name

    def is_here(self, name: str) -> bool:
        """Whether there is a checkpoint of that name."""
        return self.path(name).is_file()

    def holds(self, name: str, step: int, seq: int, sha256: str | None) -> bool:
        """Whether the checkpoint of that name is here, as it was written, and of that place; reads all of it."""
        match = NAME.fullmatch(name)
        is_there = match is not None and _place(match) == (step, seq)
        return is_there and CheckpointFile(self.path(name), sha256).is_sound()

    def keep_only(self, run_id: str, names: Collection[str]) -> None:
        """Remove the run's checkpoints from before the newest of these names, which are committed, but for these."""
        committed = [match for match in map(NAME.fullmatch, names) if match is not None]
        if not committed:
            return
        newest = max(_place(match) for match in committed)
        for path, match in self._of(f"{run_id}-*"):
            if path.name not in names and _place(match) < newest:
                path.unlink(missing_ok=True)

    def remove_all(self, run_id: str) -> None:
        """Remove everything of a run."""
        for path, _ in self._of(f"{run_id}-*"):
            path.unlink(missing_ok=True)

    # ---- at start -----------------------------------------------------------------------------

    def restore(self, named: Named) -> int:
        """Take back what a run names and what was moved aside; how many that were. Raises ``OSError``."""
        names = [name for each in named.values() for name in each]
        back = [name for name in names if not self.is_here(name) and (self.aside / name).is_file()]
        for name in back:
            os.replace(self.aside / name, self.path(name))
        return len(back)

    def foreign(self, runs: Collection[str]) -> int:
        """How many checkpoints are of runs that are not among these."""
        return sum(match["run"] not in runs for _, match in self._of("*-*-*.*"))

    def sweep(self, named: Named, forgotten: Collection[str] = ()) -> int:
        """Move aside what no record names, left by whoever died between writing and saying so; how many that were.

        Files of runs that are in neither argument are of another database and are not touched. What nobody finished
        writing is removed. Raises ``OSError``.

        Args:
            named: The runs of this database, and what they name.
            forgotten: Runs that this database deleted, whose files may still be here.
        """
        moved = 0
        for path, match in self._of("*-*-*.*"):
            is_ours = match["run"] in named or match["run"] in forgotten
            if not is_ours or path.name in named.get(match["run"], ()):
                continue
            if path.name.endswith(UNFINISHED):
                path.unlink(missing_ok=True)
            else:
                self._move_aside(path)
                moved += 1
        self._clear_aside()
        return moved

    def _move_aside(self, path: Path) -> None:
        self.aside.mkdir(exist_ok=True, mode=0o700)
        now = self._clock()
        os.utime(path, (now, now))  # the days are counted from here
        os.replace(path, self.aside / path.name)

    def _clear_aside(self) -> None:
        """Remove what has lain aside for long, and all but the newest of each run."""
        until = self._clock() - ASIDE_DAYS * 86_400
        by_run: dict[str, list[tuple[tuple[int, int], Path]]] = {}
        for path, match in self._of("aside/*-*-*.*"):
            if path.stat().st_mtime < until:
                path.unlink(missing_ok=True)
            else:
                by_run.setdefault(match["run"], []).append((_place(match), path))
        for places in by_run.values():
            for _, path in sorted(places)[:-ASIDE_EACH]:
                path.unlink(missing_ok=True)

    def _of(self, pattern: str) -> Iterator[tuple[Path, re.Match[str]]]:
        for path in list(self.folder.glob(pattern)):
            match = NAME.fullmatch(path.name)
            if match is not None:
                yield path, match


def _place(match: re.Match[str]) -> tuple[int, int]:
    """Step and seq of a checkpoint: the larger, the later."""
    return int(match["step"]), int(match["seq"])
