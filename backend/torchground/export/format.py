"""The base of all formats, and how they are found."""

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
    """One way to write a trained network; a file of this folder declares an instance as ``FORMAT``.

    Importing that file loads neither torch nor the packages that the format needs.
    """

    type_id: str
    """Its name in addresses: ``/api/runs/{run_id}/export/{type_id}``."""
    title: str
    option: str
    """Its option on the command line: ``--{option} FILE``."""
    summary: str
    """What the option does, in a line."""
    ending: str
    """Of its files: ``.onnx``."""
    media_type: str = "application/octet-stream"
    packages: tuple[str, ...] = ()
    """What must be installed to write it, by import name."""
    extra: str = ""
    """The extra of Torchground that brings these packages."""
    loads_torch: bool = True
    """Whether writing loads torch: the server, which never does, then writes in a process of its own."""

    def check(self, project: Project) -> None:
        """Find out before a training whether such a network can be written. Raises :class:`NoExport`."""
        self.check_packages()

    def check_packages(self) -> None:
        """Raises :class:`NoExport` where a package is missing."""
        for package in self.packages:
            if importlib.util.find_spec(package) is None:
                raise NoExport(PACKAGE_MISSING(title=self.title, package=package, extra=self.extra))

    def write(self, trained: Trained, path: Path) -> list[Sentence]:
        """Write the network into a file; what a person should know of it. Raises :class:`NoExport` and ``OSError``."""
        raise NotImplementedError

    def export(self, trained: Trained, path: Path) -> list[Sentence]:
        """Like :meth:`write`, but the file is there whole or not at all. Raises :class:`NoExport`."""
        self.check_packages()
        try:
            with replacing(path) as unfinished:
                return self.write(trained, unfinished)
        except OSError as error:
            raise NoExport(
                CANNOT_WRITE(path=str(path), why=error.strerror or str(error))
            ) from error


def try_place(path: Path) -> None:
    """Find out whether a file can be written there, without leaving one. Raises ``OSError`` and ``ValueError``."""
    with contextlib.suppress(FileNotFoundError):
        path.lstat()  # refuses what is too long
    _beside(path.resolve()).unlink()


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """The path of an empty file beside ``path``, which takes its name at the end or is removed on an error.

    Raises ``OSError`` where none can be made there.
    """
    path = path.resolve()
    unfinished = _beside(path)
    try:
        yield unfinished
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """A new empty file in the same folder, with a short name of its own."""
    made = path.parent / f".torchground-{secrets.token_hex(8)}.tmp"
    made.touch(exist_ok=False)
    return made


def formats() -> dict[str, Format]:
    """Every format by its ``type_id``, in the order of their names."""
    package = importlib.import_module("torchground.export")
    modules = [
        importlib.import_module(f"{package.__name__}.{info.name}")
        for info in pkgutil.iter_modules(package.__path__)
    ]
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {each.type_id: each for each in sorted(found, key=lambda each: each.type_id)}
