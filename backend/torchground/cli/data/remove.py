"""``torchground data remove``: removes files from the data folder."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from torchground.cli.command import Command
from torchground.cli.datafolder import files_of
from torchground.cli.exits import FINISHED, WRONG_USAGE, Refused
from torchground.cli.options import add_data_dir, add_json
from torchground.cli.output import Output
from torchground.words import template

if TYPE_CHECKING:
    from torchground.files.store import FileStore

_LEAST = 6
"""The least number of characters of a hash that a person must give."""

UNKNOWN = template(
    "cli.remove.unknown",
    "no file in the data folder is called {name:quoted}; torchground data list shows them by the beginning of their "
    "hash, and downloads by name",
)
SEVERAL = template(
    "cli.remove.several", "{count:,} files begin with {name:quoted}; give more of the hash"
)
REMOVED = template("cli.remove.removed", "{name} was removed")
LET_GO = template(
    "cli.remove.let_go",
    "{name} is kept no longer; it goes as soon as a server on this data folder finds that no saved project and no run "
    "uses it",
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the names of the files and the options."""
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="+",
        help=f"the beginning of a file's hash ({_LEAST} characters or more), or the name of a download",
    )
    add_json(parser, "one JSON object a file, then one with the result")
    add_data_dir(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Removes each file. Finds all of them by their names before it removes the first. Returns the exit code."""
    files = files_of(options)
    chosen = [_chosen(files, name) for name in options.names]
    for key, kind in chosen:
        files.drop(key, kind)
    gone = _collected(files)
    for key, kind in chosen:
        is_gone = (key, kind) in gone
        if output.json:
            output.line({"file": key, "kind": kind, "gone": is_gone})
        output.say(f"{(REMOVED if is_gone else LET_GO)(name=key)}.")
    if output.json:
        output.line({"result": "ok", "files": len(chosen)})
    return FINISHED


def _chosen(files: FileStore, name: str) -> tuple[str, str]:
    """The key and the kind of the one file that a name means. Raises :class:`Refused`."""
    from torchground.files.meta import MODELS

    found = [
        (key, kind)
        for kind in MODELS
        for key in files.keys(kind)
        if key == name or (len(name) >= _LEAST and len(key) == 64 and key.startswith(name))
    ]
    if len(found) == 1:
        return found[0]
    sentence = SEVERAL(count=len(found), name=name) if found else UNKNOWN(name=name)
    raise Refused(sentence, place="NAME", exit_code=WRONG_USAGE)


def _collected(files: FileStore) -> set[tuple[str, str]]:
    """Deletes unused files at once where no server has ever used the folder. Otherwise a server deletes them, because
    it knows which files its projects and runs use."""
    if files.checkpoints.folder.exists():
        return set()
    return set(files.collect(frozenset()))


COMMAND = Command("remove", "forget files of the data folder", add_options, run, order=40)
