"""The base class of all formats, and the function that finds them."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import pkgutil
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from torchground.export.refusing import NoExport
from torchground.words import Sentence, template

if TYPE_CHECKING:
    from torchground.export.trained import Trained
    from torchground.network.spec import Project

PACKAGE_MISSING = template(
    "export.package_missing",
    "{title} needs the package {package}, which is not installed here; pip install 'torchground[{extra}]'",
)
CANNOT_WRITE = template("export.cannot_write", "cannot write {path}: {why}")


class Format:
    """One way to write a trained network. A file in this folder declares an instance as ``FORMAT``.

    Importing that file loads neither torch nor the packages that the format needs.
    """

    type_id: str
    """Its name in URLs: ``/api/runs/{run_id}/export/{type_id}``."""
    title: str
    option: str
    """Its option on the command line: ``--{option} FILE``."""
    summary: str
    """One line about what the option does."""
    ending: str
    """The end of its file names: ``.onnx``."""
    media_type: str = "application/octet-stream"
    packages: tuple[str, ...] = ()
    """The import names of the packages that must be installed to write it."""
    extra: str = ""
    """The extra of Torchground that installs these packages."""
    loads_torch: bool = True
    """Whether writing loads torch. Then the server, which never loads torch, writes in a separate process."""

    def check(self, project: Project) -> None:
        """Checks before a training whether this network can be written. Raises :class:`NoExport`."""
        self.check_packages()

    def check_packages(self) -> None:
        """Raises :class:`NoExport` where a package is missing."""
        for package in self.packages:
            if importlib.util.find_spec(package) is None:
                raise NoExport(PACKAGE_MISSING(title=self.title, package=package, extra=self.extra))

    def write(self, trained: Trained, path: Path) -> list[Sentence]:
        """Writes the network to a file. Returns notes for people. Raises :class:`NoExport` and ``OSError``."""
        raise NotImplementedError

    def export(self, trained: Trained, path: Path) -> list[Sentence]:
        """Like :meth:`write`, but the file is either complete or not there. Raises :class:`NoExport`."""
        self.check_packages()
        try:
            with replacing(path) as unfinished:
                return self.write(trained, unfinished)
        except OSError as error:
            raise NoExport(
                CANNOT_WRITE(path=str(path), why=error.strerror or str(error))
            ) from error


def try_place(path: Path) -> None:
    """Checks whether a file can be written at a path, without leaving one. Raises ``OSError`` and ``ValueError``."""
    with contextlib.suppress(FileNotFoundError):
        path.lstat()  # raises where the name is too long
    _beside(path.resolve()).unlink()


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """The path of an empty file beside ``path``. At the end it gets the name ``path``; on an error it is removed.

    Raises ``OSError`` where no file can be made there.
    """
    path = path.resolve()
    unfinished = _beside(path)
    try:
        yield unfinished
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """A new empty file in the same folder, with a short unique name."""
    made = path.parent / f".torchground-{secrets.token_hex(8)}.tmp"
    made.touch(exist_ok=False)
    return made


def formats() -> dict[str, Format]:
    """Every format by its ``type_id``, in alphabetical order."""
    package = importlib.import_module("torchground.export")
    modules = [
        importlib.import_module(f"{package.__name__}.{info.name}")
        for info in pkgutil.iter_modules(package.__path__)
    ]
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {each.type_id: each for each in sorted(found, key=lambda each: each.type_id)}
