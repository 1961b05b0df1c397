"""Where a person's projects, runs and files are stored."""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torchground.files.store import FileStore


def default_data_dir() -> Path:
    """The default data folder of this person on this system."""
    from platformdirs import user_data_path

    return user_data_path("torchground", appauthor=False)


def files_of(options: argparse.Namespace) -> FileStore:
    """The store of uploaded and downloaded files. It is the same folder as the server's."""
    from torchground.files.store import FileStore

    return FileStore(options.data_dir or default_data_dir())


@contextlib.contextmanager
def files_for_one_command(options: argparse.Namespace) -> Iterator[FileStore]:
    """The same files for reading. Files that the command stores go to a temporary folder, which is deleted at the
    end."""
    from torchground.files.blobs import FolderBlobs
    from torchground.files.layered import LayeredBlobs
    from torchground.files.store import FileStore

    kept = files_of(options)
    with tempfile.TemporaryDirectory(prefix="torchground-") as folder:
        own = FolderBlobs(Path(folder) / "stored")
        yield FileStore(kept.data_dir, LayeredBlobs(own, kept.blobs))
