"""A file has its name when it is whole, or not at all; a lock has one holder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from torchground.files.durable import FileLock, written


def test_a_file_has_its_name_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"before")
    with written(path) as file:
        file.write(b"after")
        file.flush()
        assert path.read_bytes() == b"before"
    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_could_not_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"before")

    def write_half() -> None:
        with written(path) as file:
            file.write(b"half")
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        write_half()
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_lock_has_one_holder_within_a_process_too(tmp_path: Path) -> None:
    one, other = FileLock(tmp_path / "x" / "lock"), FileLock(tmp_path / "x" / "lock")
    assert one.take()
    assert not other.take()
    one.release()
    assert other.take()
    other.release()


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    code = f"""
import os
from pathlib import Path
from torchground.files.durable import FileLock
lock = FileLock(Path({str(path)!r}))
assert lock.take()
print("taken", flush=True)
input()
os._exit(9)
"""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline().strip() == b"taken"
        lock = FileLock(path)
        assert not lock.take()
        other.stdin.close()
        other.wait(60)
        assert lock.take()
        lock.release()
