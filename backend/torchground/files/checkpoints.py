"""The runs' checkpoints. Only files that nothing committed names are ever removed.

A worker writes them with :func:`torchground.files.durable.written`; the database says which one of a run is committed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

NAME = re.compile(r"(?P<run>[0-9a-f]{32})-(?P<step>\d+)-(?P<seq>\d+)\.(safetensors|\d+\.tmp)")


class Checkpoints:
    """All checkpoints of one data folder. Every method blocks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder. Raises ``OSError``."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, name: str) -> Path:
        """Where the checkpoint of that name lies, if it is here."""
        return self.folder / name

    def is_here(self, name: str) -> bool:
        """Whether there is a checkpoint of that name."""
        return self.path(name).is_file()

    def remove_older(self, run_id: str, name: str) -> None:
        """Remove the run's checkpoints from before the one of that name, which is committed."""
        committed = NAME.fullmatch(name)
        if committed is None:
            return
        place = int(committed["step"]), int(committed["seq"])
        for path, match in self._of(run_id):
            if path.name != name and (int(match["step"]), int(match["seq"])) < place:
                path.unlink(missing_ok=True)

    def remove_all(self, run_id: str) -> None:
        """Remove everything of a run."""
        for path, _ in self._of(run_id):
            path.unlink(missing_ok=True)

    def sweep(self, committed: Mapping[str, str | None]) -> None:
        """At start: remove what no run's record names, left by whoever died between writing and saying so.

        Args:
            committed: The name of the committed checkpoint of each run, by the run's id; None where it has none.
        """
        for path in self.folder.glob("*-*-*.*"):
            match = NAME.fullmatch(path.name)
            if match is not None and committed.get(match["run"]) != path.name:
                path.unlink(missing_ok=True)

    def _of(self, run_id: str) -> Iterator[tuple[Path, re.Match[str]]]:
        for path in list(self.folder.glob(f"{run_id}-*")):
            match = NAME.fullmatch(path.name)
            if match is not None:
                yield path, match
