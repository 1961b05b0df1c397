"""Reads a project file: JSON, or a sentence about what it is instead."""

from __future__ import annotations

import codecs
from pathlib import Path

from torchground.cli.exits import BadFile

MAX_FILE_BYTES = 1_000_000
"""As large as what the server accepts."""


def read_project(path: Path) -> object:
    """The JSON in a file, whatever it is. Raises :class:`BadFile`."""
    from pydantic_core import from_json

    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise BadFile(f"Cannot read {path}: {error.strerror or error}.") from None
    except ValueError:
        raise BadFile(f"Cannot read {str(path)!r}: this is no name of a file.") from None
    if len(content) > MAX_FILE_BYTES:
        raise BadFile(f"{path} is larger than {MAX_FILE_BYTES:,} bytes; no project file is.")
    try:
        return from_json(content.removeprefix(codecs.BOM_UTF8))
    except ValueError as error:
        raise BadFile(
            f"{path} is not JSON: {str(error)[:200]}. A project file is what the playground saves."
        ) from None
