"""Opens a project file and the files beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchground.cli.beside import with_files_beside
from torchground.cli.output import Output
from torchground.cli.reading import read_project

if TYPE_CHECKING:
    from torchground.files.store import FileStore


def open_project(path: Path, files: FileStore, output: Output) -> Any:
    """The JSON of a project file, of any type. Puts the files beside it into ``files``.

    Prints why a file beside it cannot be read; the check then reports it together with the other problems. Raises
    ``Refused`` where the file is not JSON.
    """
    beside = with_files_beside(read_project(path), path.parent, files)
    for refused in beside.refused:
        output.refusal(refused)
    for note in beside.notes:
        output.note(note)
    return beside.project
