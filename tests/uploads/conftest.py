"""What the tests of files share: a data folder of their own, and a way to upload a file to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from torchground.files.store import FileStore
from torchground.uploads import jail
from torchground.uploads.answer import Found, Refusal


@dataclass(frozen=True)
class Upload:
    """Uploads files to a store."""

    files: FileStore

    def __call__(self, kind: str, content: bytes | str) -> tuple[str, Found | Refusal]:
        """Read a file of a kind in the jail: its key, and the answer."""
        data = content.encode() if isinstance(content, str) else content
        key = hashlib.sha256(data).hexdigest()
        with self.files.new() as new:
            new.file.write(data)
            return key, jail.upload(self.files, kind, key, new)


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    """The files of a data folder of this test's own."""
    return FileStore(tmp_path)


@pytest.fixture
def upload(files: FileStore) -> Upload:
    return Upload(files)


def names(files: FileStore) -> list[str]:
    """Every file below ``stored``."""
    return sorted(path.name for path in (files.data_dir / "stored").glob("*"))
