"""Which database used a data folder last: a mark that lies in the folder and in the database, new at every opening."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from torchground.files.durable import written


@dataclass(frozen=True)
class Mark:
    """Equal in the folder and in the database only where this very database was the last one in this folder.

    An older copy of a database has an older ``opening``, another database has another ``store``.
    """

    store: str
    """Made with the database, never changed."""
    opening: str
    """Made anew whenever a server opens the database."""


_MARK = TypeAdapter(Mark)


class FolderMark:
    """The mark of one data folder. Every method blocks."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Mark | None:
        """The mark that was written last; None where there is none, or none that can be read."""
        try:
            return _MARK.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None

    def write(self, mark: Mark) -> None:
        """Replace the mark; durable when this returns. Raises ``OSError``."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with written(self._path) as file:
            file.write(_MARK.dump_json(_MARK.validate_python(asdict(mark))))
