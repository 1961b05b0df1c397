"""Checkpoint files: which may go. Only files that nothing committed names are ever removed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

NAME = re.compile(r"(?P<run>[0-9a-f]{32})-(?P<step>\d+)-(?P<seq>\d+)\.(safetensors|\d+\.tmp)")


def remove_older(folder: Path, run_id: str, name: str) -> None:
    """Remove the run's checkpoints from before the one of that name, which is committed."""
    committed = NAME.fullmatch(name)
    if committed is None:
        return
    place = int(committed["step"]), int(committed["seq"])
    for path, match in _of(folder, run_id):
        if path.name != name and (int(match["step"]), int(match["seq"])) < place:
            path.unlink(missing_ok=True)


def remove_all(folder: Path, run_id: str) -> None:
    """Remove everything of a run."""
    for path, _ in _of(folder, run_id):
        path.unlink(missing_ok=True)


def sweep(folder: Path, committed: Mapping[str, str | None]) -> None:
    """At start: remove what no run's record names, left by whoever died between writing and saying so."""
    for path in folder.glob("*-*-*.*"):
        match = NAME.fullmatch(path.name)
        if match is not None and committed.get(match["run"]) != path.name:
            path.unlink(missing_ok=True)


def _of(folder: Path, run_id: str) -> Iterator[tuple[Path, re.Match[str]]]:
    for path in list(folder.glob(f"{run_id}-*")):
        match = NAME.fullmatch(path.name)
        if match is not None:
            yield path, match
