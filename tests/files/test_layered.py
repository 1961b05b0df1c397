"""Two layers of blobs: everything is read, and only the upper one is written."""

from pathlib import Path

import pytest

from torchground.files.blobs import Blobs, FolderBlobs
from torchground.files.layered import LayeredBlobs


def put(blobs: Blobs, name: str, content: bytes) -> None:
    with blobs.new() as new:
        new.file.write(content)
        blobs.put(name, new)


def contents(blobs: Blobs, name: str) -> bytes:
    with blobs.open(name) as file:
        return file.read()


@pytest.fixture
def lower(tmp_path: Path) -> FolderBlobs:
    blobs = FolderBlobs(tmp_path / "lower" / "stored")
    put(blobs, "old", b"old")
    put(blobs, "both", b"below")
    return blobs


@pytest.fixture
def layered(tmp_path: Path, lower: FolderBlobs) -> LayeredBlobs:
    blobs = LayeredBlobs(FolderBlobs(tmp_path / "upper" / "stored"), lower)
    put(blobs, "new", b"new")
    put(blobs, "both", b"above")
    return blobs


def test_both_layers_are_read_the_upper_one_first(layered: LayeredBlobs) -> None:
    assert [contents(layered, name) for name in ("old", "new", "both")] == [
        b"old",
        b"new",
        b"above",
    ]
    assert sorted(blob.name for blob in layered.all()) == ["both", "new", "old"]
    for name in ("old", "new", "both"):
        known = layered.known(name)
        assert known
        with layered.local(name) as path:
            assert path.stat().st_size == known.size_bytes
    assert layered.known("none") is None
    with pytest.raises(FileNotFoundError):
        layered.open("none")


def test_the_lower_layer_is_never_written(
    layered: LayeredBlobs, lower: FolderBlobs, tmp_path: Path
) -> None:
    assert layered.delete("both") is True
    assert layered.delete("old") is False
    with layered.lock():
        put(layered, "more", b"more")
    assert {blob.name: contents(lower, blob.name) for blob in lower.all()} == {
        "old": b"old",
        "both": b"below",
    }
    assert [entry.name for entry in (tmp_path / "lower").iterdir()] == ["stored"]
    assert contents(layered, "both") == b"below"
