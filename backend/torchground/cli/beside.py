"""A project file that names a file beside it: ``"data": {"type": "csv_table", "file": "./iris.csv"}``.

Only the command line reads such a file; it is read in the jail like every upload, and only from the folder of the
project file and those below it. In the browser the file must be uploaded and chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from torchground.cli.exits import Refused
from torchground.cli.uploading import UploadKind, upload
from torchground.files.meta import BESIDE_BEGINS
from torchground.words import template
from torchground.words.writing import cut

if TYPE_CHECKING:
    from torchground.files.store import FileStore

OUTSIDE = template(
    "cli.beside.outside",
    "{path} lies outside the folder of the project file, {folder}; copy it there, or keep it with torchground data "
    "add and name it by its hash",
)


@dataclass
class Beside:
    """A project whose files beside it were read."""

    project: Any
    """Each such file is replaced by its key; what could not be read stands there as it was."""
    notes: list[str] = field(default_factory=list)
    """What was read otherwise than it stands in the files."""
    refused: list[Refused] = field(default_factory=list)
    """Why a file was not read."""


def with_files_beside(project: Any, folder: Path, files: FileStore) -> Beside:
    """The project with its files beside it, which are put into ``files``. Takes any JSON value."""
    from torchground.catalogue.bases.entries import entries

    read = Beside(project)
    data = project.get("data") if isinstance(project, dict) else None
    entry = entries("datasets").get(str(data.get("type"))) if isinstance(data, dict) else None
    if not isinstance(project, dict) or not isinstance(data, dict) or entry is None:
        return read
    for name, kind in _file_fields(entry).items():
        value = data.get(name)
        if isinstance(value, str) and value.startswith(BESIDE_BEGINS):
            try:
                path = _inside(folder, value, f"data.{name}")
                key, found = upload(files, path, kind, place=f"data.{name}")
            except Refused as refused:
                read.refused.append(refused)
            else:
                data = {**data, name: key}
                read.notes += [f"{value}: {note}" for note in found.notes]
    read.project = {**project, "data": data}
    return read


def _file_fields(entry: Any) -> dict[str, UploadKind]:
    """The fields of a data set that name a file, with the kind of file."""
    hints = {
        name: field.json_schema_extra.get("ui", {})
        for name, field in entry.model_fields.items()
        if isinstance(field.json_schema_extra, dict)
    }
    return {name: cast(UploadKind, ui["file"]) for name, ui in hints.items() if "file" in ui}


def _inside(folder: Path, value: str, place: str) -> Path:
    """Where a file beside the project lies, links followed. Raises :class:`Refused` where that is elsewhere."""
    folder = folder.resolve()
    try:
        path = folder.joinpath(*PurePosixPath(value).parts).resolve()
    except (OSError, ValueError):
        return folder / value  # said where it is opened
    if not path.is_relative_to(folder):
        shown = cut(value, 300)
        raise Refused(OUTSIDE(path=shown, folder=cut(str(folder), 300)), place=place)
    return path
