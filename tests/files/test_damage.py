"""A damaged file is refused with a sentence; nobody ever trains on other numbers than were written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.files.damaging import (
    Outcome,
    damage,
    damaged_checkpoint,
    damaged_upload,
    damaged_weights,
)
from torchground.files.meta import WeightsMeta
from torchground.files.store import FileStore, MissingFile, name_of

Damaging = Callable[[Path, Iterable[int]], Iterator[Outcome]]
NUM = 150


@pytest.mark.parametrize("damaging", [damaged_checkpoint, damaged_upload, damaged_weights])
def test_no_damage_gives_other_numbers_and_each_refusal_is_a_sentence(
    damaging: Damaging, tmp_path: Path
) -> None:
    outcomes = list(damaging(tmp_path, range(NUM)))
    assert len(outcomes) >= 2 * NUM
    assert [one for one in outcomes if one.read == "other"] == []
    refused = [one for one in outcomes if one.read == "refused"]
    assert len(refused) >= len(outcomes) - 2
    assert all("damaged" in one.said for one in refused)


def test_weights_from_before_there_were_checksums_are_checked_by_their_name(tmp_path: Path) -> None:
    files, key = FileStore(tmp_path), "0" * 64
    with files.new() as new:
        new.file.write(b"not what this hash is of")
        files.put(key, WeightsMeta(tensors=[]), new)
    known = tmp_path / "stored" / name_of(key, "weights", "json")
    known.write_bytes(known.read_bytes().partition(b"\n")[0])
    assert files.weights(key) == WeightsMeta(tensors=[])
    with pytest.raises(MissingFile, match="damaged"):
        files.open(key, "weights")


def test_a_damaged_upload_is_whole_again_once_it_is_uploaded_again(tmp_path: Path) -> None:
    files, key = FileStore(tmp_path), "2" * 64
    for _ in range(2):
        with files.new() as new:
            new.file.write(b"the content")
            files.put(key, WeightsMeta(tensors=[]), new)
        with files.open(key, "weights") as file:
            assert file.read() == b"the content"
        damage(tmp_path / "stored" / name_of(key, "weights"), 1)
        with pytest.raises(MissingFile, match="damaged"):
            files.open(key, "weights")
