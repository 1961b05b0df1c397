"""Damaged files of the data folder are named after a start, and nothing else is said."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.files.damaging import damage
from tests.server.serving import serving
from torchground.files.meta import WeightsMeta
from torchground.files.store import FileStore, name_of
from torchground.server.file_check import FileCheck
from torchground.words import Sentence

KEYS = [f"{number:064x}" for number in range(8)]


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    store = FileStore(tmp_path)
    for key in KEYS:
        with store.new() as new:
            new.file.write(key.encode())
            store.put(key, WeightsMeta(tensors=[]), new)
    return store


def told_of(files: FileStore) -> list[Sentence]:
    """What a check says."""
    told = list[Sentence]()

    async def check() -> None:
        await FileCheck(files, told.append)._check()

    asyncio.run(check())
    return told


def test_sound_files_are_not_worth_a_word(files: FileStore) -> None:
    assert told_of(files) == []


@pytest.mark.parametrize("ending", ["safetensors", "json"])
def test_each_damaged_file_is_counted_and_the_first_are_named(
    files: FileStore, tmp_path: Path, ending: str
) -> None:
    for seed, key in enumerate(KEYS[:7]):
        damage(tmp_path / "stored" / name_of(key, "weights", ending), seed)
    (sentence,) = told_of(files)
    assert sentence.values["count"] == 7
    assert len(sentence.values["named"]) == 5  # type: ignore[arg-type]
    assert str(tmp_path) in str(sentence)


def test_a_file_whose_arrays_are_gone_is_damaged_and_one_that_was_deleted_is_not(
    files: FileStore, tmp_path: Path
) -> None:
    (tmp_path / "stored" / name_of(KEYS[0], "weights")).unlink()
    assert not files.is_sound(KEYS[0], "weights")
    assert files.is_sound("f" * 64, "weights")


def test_a_server_tells_it_in_its_health(files: FileStore, tmp_path: Path) -> None:
    damage(tmp_path / "stored" / name_of(KEYS[3], "weights"), 1)
    with serving(tmp_path) as site:
        for _ in range(600):
            notices = site.client.get("/api/health").json()["notices"]
            if any(KEYS[3][:12] in notice for notice in notices):
                return
            asyncio.run(asyncio.sleep(0.05))
    pytest.fail(f"it was never said: {notices}")
