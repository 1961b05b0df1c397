"""The disk that forgets sees what it is there to see: without a sync, what was said to be saved is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults import recorded_sqlite
from tests.faults.disk import Disk, FolderSynced, Made, Removed, Renamed, Synced, Wrote
from tests.faults.figures import Figures
from tests.faults.scenarios import cut_checkpoint, cut_project_save, cut_upload
from torchground.files import blobs, durable
from torchground.storage import engines
from torchground.training import checkpoint


def left(tmp_path: Path, *events: object) -> set[tuple[tuple[str, bytes], ...]]:
    """All that may be left after a power cut."""
    found = set()
    for seed in range(200):
        disk, folder = Disk(), tmp_path / str(seed)
        disk.replay(events)  # type: ignore[arg-type]
        disk.after_cut(folder, random.Random(seed))
        files = sorted(folder.glob("*")) if folder.exists() else []
        found.add(tuple((path.name, path.read_bytes()) for path in files))
    return found


def test_what_was_synced_is_left_and_what_was_not_may_be_in_any_part(tmp_path: Path) -> None:
    written = (Made("a", 1), Wrote(1, 0, b"one"), Synced(1))
    assert left(tmp_path / "1", *written) == {(("a", b"one"),)}
    after = left(tmp_path / "2", *written, Wrote(1, 3, b"two"))
    assert {(("a", b"one"),), (("a", b"onetwo"),)} <= after
    assert len(after) > 2  # torn
    assert left(tmp_path / "3", Made("a", 1)) == {(), (("a", b""),)}


def test_names_are_certain_once_their_folder_was_synced(tmp_path: Path) -> None:
    written = (Made("a", 1), Wrote(1, 0, b"x"), Synced(1), Renamed("a", "b"))
    assert left(tmp_path / "1", *written) >= {(("a", b"x"),), (("b", b"x"),)}
    assert left(tmp_path / "2", *written, FolderSynced(".")) == {(("b", b"x"),)}
    gone = (*written, FolderSynced("."), Removed("b"))
    assert left(tmp_path / "3", *gone) == {(("b", b"x"),), ()}


def measured(found: Figures) -> float:
    return sum(figure.measured for figure in found.figures)


@pytest.mark.skipif(recorded_sqlite.library() is None, reason=recorded_sqlite.WHY_NOT)
def test_a_database_that_is_not_synced_is_seen_to_lose(monkeypatch: pytest.MonkeyPatch) -> None:
    pragmas = tuple(p for p in engines.SQLITE_PRAGMAS if "synchronous" not in p)
    assert measured(cut_project_save.run(20, 1)) == 0
    monkeypatch.setattr(engines, "SQLITE_PRAGMAS", (*pragmas, "synchronous=OFF"))
    assert measured(cut_project_save.run(20, 1)) > 0


def test_files_that_are_not_synced_are_seen_to_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(file: object, unnamed: Path, path: Path) -> None:
        file.flush()  # type: ignore[attr-defined]
        unnamed.replace(path)

    monkeypatch.setattr(durable, "rename", rename)
    monkeypatch.setattr(blobs, "rename", rename)
    assert checkpoint.written is durable.written
    assert measured(cut_checkpoint.run(20, 1)) > 0
    assert measured(cut_upload.run(20, 1)) > 0
