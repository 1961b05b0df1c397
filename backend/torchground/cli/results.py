"""The files that a training writes at its end. Their paths are checked before it begins."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from torchground.cli.exits import WRONG_USAGE, Refused
from torchground.export.format import Format, formats, try_place
from torchground.export.refusing import NoExport
from torchground.words import Sentence, template
from torchground.words.writing import cut

if TYPE_CHECKING:
    from torchground.export.trained import Trained
    from torchground.network.spec import Project

_THEN = "; choose another place, nothing was trained"
IS_FOLDER = template(
    "cli.result.is_folder", "{option} {path} is a folder; name a file in it, nothing was trained"
)
NO_FOLDER = template(
    "cli.result.no_folder",
    "{option} {path} cannot be written, as there is no folder {folder}; make it first, nothing was trained",
)
NOT_A_FILE = template(
    "cli.result.not_a_file", "{option} {path} is a device or a pipe, not a file" + _THEN
)
PROTECTED = template("cli.result.protected", "{option} {path} is write-protected" + _THEN)
TOO_LONG = template(
    "cli.result.too_long",
    "{option}: the path of {length:,} characters is too long for this system" + _THEN,
)
NOT_WRITABLE = template(
    "cli.result.not_writable", "{option} {path} cannot be written: {why}" + _THEN
)
NO_PATH = template("cli.result.no_path", "{option} {path} is no name of a file" + _THEN)
SAME_AS = template(
    "cli.result.same_as", "{option} would overwrite {path}, which {other} names as well" + _THEN
)
CANNOT_EXPORT = template("cli.result.cannot_export", "{option}: {why:inside}; nothing was trained")
NO_CHECKPOINT = template(
    "cli.result.no_checkpoint",
    "{path} was not written, as the training ended before it had weights to keep",
)
NOT_WRITTEN = template("cli.result.not_written", "{path} was not written: {why:inside}")
WRITTEN = template("cli.result.written", "{path}: {note:inside}")


@dataclass(frozen=True)
class Result:
    """A file that a person asked for."""

    format: Format
    path: Path

    @property
    def option(self) -> str:
        return f"--{self.format.option}"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds an option for each format."""
    for each in formats().values():
        parser.add_argument(
            f"--{each.option}", dest=_dest(each), type=Path, metavar="FILE", help=each.summary
        )


def asked_for(options: argparse.Namespace) -> list[Result]:
    """The files that the options name. Checks that each can be written. Raises :class:`Refused`."""
    results: list[Result] = []
    taken = {_resolved(options.file): "FILE"}
    for each in formats().values():
        path: Path | None = getattr(options, _dest(each))
        if path is None:
            continue
        result = Result(each, path)
        _check_place(result)
        other = taken.setdefault(_resolved(path), result.option)
        if other != result.option:
            raise _refused(result, SAME_AS(option=result.option, path=str(path), other=other))
        results.append(result)
    return results


def check_formats(results: list[Result], project: Project) -> None:
    """Checks that each format can express this network. Raises :class:`Refused`."""
    for result in results:
        try:
            result.format.check(project)
        except NoExport as error:
            raise _refused(
                result, CANNOT_EXPORT(option=result.option, why=error.sentence)
            ) from None


def write(results: list[Result], trained: Trained | None) -> Iterator[Sentence | Refused]:
    """Writes every file. Yields notes about the files, and the reason for each file that could not be written.

    ``trained`` is None where the training ended before its first checkpoint.
    """
    for result in results:
        path = str(result.path)
        if trained is None:
            yield _refused(result, NO_CHECKPOINT(path=path))
            continue
        try:
            notes = result.format.export(trained, result.path)
        except NoExport as error:
            yield _refused(result, NOT_WRITTEN(path=path, why=error.sentence))
        else:
            yield from (WRITTEN(path=path, note=note) for note in notes)


def _check_place(result: Result) -> None:
    """Raises :class:`Refused` where the file cannot be written."""
    path, problem = result.path, None
    told = {"option": result.option, "path": cut(str(path), 300)}
    try:
        if path.is_dir():
            problem = IS_FOLDER(**told)
        elif not path.parent.is_dir():
            problem = NO_FOLDER(**told, folder=cut(str(path.parent), 300))
        elif path.exists() and not path.is_file():
            problem = NOT_A_FILE(**told)
        elif path.exists() and not os.access(path, os.W_OK):
            problem = PROTECTED(**told)
        else:
            try_place(path)
    except ValueError:
        problem = NO_PATH(**told)
    except OSError as error:
        problem = _why_not(told, path, error)
    if problem is not None:
        raise _refused(result, problem)


def _why_not(told: dict[str, str], path: Path, error: OSError) -> Sentence:
    if error.errno == errno.ENAMETOOLONG:
        return TOO_LONG(option=told["option"], length=len(str(path)))
    return NOT_WRITABLE(**told, why=error.strerror or str(error))


def _refused(result: Result, sentence: Sentence) -> Refused:
    return Refused(sentence, place=result.option, exit_code=WRONG_USAGE)


def _resolved(path: Path) -> str:
    """The resolved path as text, the same for the same file. The path itself where it cannot be resolved."""
    with contextlib.suppress(OSError, ValueError):
        return str(path.resolve())
    return str(path)


def _dest(each: Format) -> str:
    return f"result_{each.type_id}"
