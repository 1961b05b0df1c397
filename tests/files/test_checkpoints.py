"""Only checkpoints that nothing names any more are removed, and nothing else ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from torchground.files.checkpoints import ASIDE_DAYS, Checkpoints
from torchground.files.checksums import sha256_at

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


def test_older_ones_go_once_newer_ones_are_committed(folder: Path) -> None:
    Checkpoints(folder).keep_only(RUN, [])
    Checkpoints(folder).keep_only(RUN, [f"{RUN}-50-3.safetensors", f"{RUN}-5-1.safetensors"])
    assert left(folder) == {
        "A-5-1.safetensors",
        "A-50-3.safetensors", "A-100-4.safetensors", "A-60-3.77.tmp", "B-1-1.safetensors", "mine.safetensors",
    }  # fmt: skip


def test_a_checkpoint_is_held_only_as_it_was_written_and_of_its_own_place(folder: Path) -> None:
    here, name = Checkpoints(folder), f"{RUN}-50-3.safetensors"
    (folder / name).write_bytes(b"what was written")
    written = sha256_at(folder / name)
    assert here.holds(name, 50, 3, written)
    assert not here.holds(name, 50, 2, written), "a damaged row says another point"
    assert not here.holds(name, 50, 3, None), "without a checksum it must be whole"
    assert not here.holds(f"{RUN}-60-4.safetensors", 60, 4, written)
    (folder / name).write_bytes(b"What was written")
    assert not here.holds(name, 50, 3, written)


def test_a_deleted_run_leaves_no_file(folder: Path) -> None:
    Checkpoints(folder).remove_all(RUN)
    assert left(folder) == {"B-1-1.safetensors", "mine.safetensors"}


def test_at_start_what_no_run_names_is_moved_aside_and_half_a_file_is_removed(folder: Path) -> None:
    here = Checkpoints(folder)
    assert here.sweep({RUN: [f"{RUN}-50-2.safetensors"], OTHER: []}) == 4
    assert left(folder) == {"A-50-2.safetensors", "mine.safetensors", "aside"}
    assert left(folder / "aside") == {
        "A-50-3.safetensors", "A-100-4.safetensors", "B-1-1.safetensors",
    }, "the newest two of a run are enough"  # fmt: skip


def test_files_of_runs_that_this_database_never_had_are_not_touched(folder: Path) -> None:
    before = left(folder)
    assert Checkpoints(folder).sweep({"c" * 32: []}) == 0
    assert left(folder) == before
    assert Checkpoints(folder).foreign({OTHER}) == 5


def test_files_of_a_deleted_run_that_stayed_behind_are_moved_too(folder: Path) -> None:
    assert Checkpoints(folder).sweep({}, forgotten={OTHER}) == 1
    assert left(folder / "aside") == {"B-1-1.safetensors"}


def test_what_was_moved_aside_comes_back_when_a_run_names_it_and_goes_after_some_days(
    folder: Path,
) -> None:
    now = [1e9]
    here = Checkpoints(folder, clock=lambda: now[0])
    here.sweep({RUN: [f"{RUN}-100-4.safetensors"], OTHER: []})
    now[0] += (ASIDE_DAYS - 1) * 86_400
    here.sweep({})
    assert left(folder / "aside") == {"A-50-2.safetensors", "A-50-3.safetensors", "B-1-1.safetensors"}  # fmt: skip
    assert here.restore({OTHER: [f"{OTHER}-1-1.safetensors"]}) == 1
    assert here.is_here(f"{OTHER}-1-1.safetensors")
    now[0] += 2 * 86_400
    here.sweep({})
    assert left(folder / "aside") == set()
