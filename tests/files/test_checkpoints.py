"""Only checkpoints that nothing names any more are removed, and nothing else ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from torchground.files.checkpoints import Checkpoints

RUN, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = [
        f"{RUN}-5-1.safetensors", f"{RUN}-50-2.safetensors", f"{RUN}-50-3.safetensors",
        f"{RUN}-100-4.safetensors", f"{RUN}-60-3.77.tmp", f"{OTHER}-1-1.safetensors", "mine.safetensors",
    ]  # fmt: skip
    for name in names:
        (tmp_path / name).touch()
    return tmp_path


def left(folder: Path) -> set[str]:
    return {path.name.replace(RUN, "A").replace(OTHER, "B") for path in folder.iterdir()}


def test_older_ones_go_once_a_newer_one_is_committed(folder: Path) -> None:
    Checkpoints(folder).remove_older(RUN, f"{RUN}-50-3.safetensors")
    assert left(folder) == {
        "A-50-3.safetensors", "A-100-4.safetensors", "A-60-3.77.tmp", "B-1-1.safetensors", "mine.safetensors",
    }  # fmt: skip


def test_a_deleted_run_leaves_no_file(folder: Path) -> None:
    Checkpoints(folder).remove_all(RUN)
    assert left(folder) == {"B-1-1.safetensors", "mine.safetensors"}


def test_at_start_only_what_is_committed_stays(folder: Path) -> None:
    Checkpoints(folder).sweep({RUN: f"{RUN}-50-2.safetensors", OTHER: None})
    assert left(folder) == {"A-50-2.safetensors", "mine.safetensors"}
