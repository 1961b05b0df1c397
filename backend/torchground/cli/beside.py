"""A project file may name a file beside it: ``"data": {"type": "csv_table", "file": "./iris.csv"}``.

Only the command line reads such a file. It is read in the jail like every upload, and it must be in the folder of the
project file or below it. In the browser, a person must upload the file and choose it.
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
    """The project with the key of each such file in place of its path. A path that could not be read stays."""
    notes: list[str] = field(default_factory=list)
    """Notes about values that were read differently from how they are written in the files."""
    refused: list[Refused] = field(default_factory=list)
    """Why some files were not read."""


def with_files_beside(project: Any, folder: Path, files: FileStore) -> Beside:
    """Reads the files beside a project and puts them into ``files``. ``project`` may be any JSON value."""
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
    """The fields of a data set that name a file, with the kind of each file."""
    hints = {
        name: field.json_schema_extra.get("ui", {})
        for name, field in entry.model_fields.items()
        if isinstance(field.json_schema_extra, dict)
    }
    return {name: cast(UploadKind, ui["file"]) for name, ui in hints.items() if "file" in ui}


def _inside(folder: Path, value: str, place: str) -> Path:
    """The path of a file beside the project, with links resolved. Raises :class:`Refused` where it is outside the
    folder."""
    folder = folder.resolve()
    try:
        path = folder.joinpath(*PurePosixPath(value).parts).resolve()
    except (OSError, ValueError):
        return folder / value  # opening it raises the error
    if not path.is_relative_to(folder):
        shown = cut(value, 300)
        raise Refused(OUTSIDE(path=shown, folder=cut(str(folder), 300)), place=place)
    return path
