"""``torchground data download mnist``: downloads a known data set, or trained weights, once."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from torchground.cli.command import Command
from torchground.cli.datafolder import files_of
from torchground.cli.exits import FAILED, FINISHED, WRONG_USAGE, Refused
from torchground.cli.options import add_data_dir, add_json
from torchground.cli.output import Output
from torchground.cli.uploading import check_room
from torchground.words import other, template

if TYPE_CHECKING:
    from torchground.catalogue.bases.fetchable import Fetchable
    from torchground.uploads.fetching import Fetching, Progress

_LOOK_SECS = 0.1
"""The time between two looks at the progress."""

UNKNOWN = template("cli.download.unknown", "{name:quoted} is nothing to download; {known:and} are")
DONE = template("cli.download.done", "{title} lies in the data folder")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the names of the downloads and the options."""
    parser.add_argument(
        "names", metavar="NAME", nargs="+", help="mnist, cifar10 …; torchground data list names all"
    )
    add_json(parser, "one JSON object a download, then one with the result")
    add_data_dir(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Downloads one after another. Skips what is already here. Returns the exit code."""
    from torchground.uploads.fetching import Fetching, fetchables

    known = fetchables()
    for name in options.names:
        if name not in known:
            sentence = UNKNOWN(name=name, known=list(known))
            raise Refused(sentence, place="NAME", exit_code=WRONG_USAGE)
    files = files_of(options)
    check_room(files)
    fetching = Fetching(files)
    try:
        for name in options.names:
            _fetch(known[name], fetching, output)
    finally:
        fetching.close()
    if output.json:
        output.line({"result": "ok", "downloads": len(options.names)})
    return FINISHED


def _fetch(kind: Fetchable, fetching: Fetching, output: Output) -> None:
    """Downloads one data set or one set of weights. Raises :class:`Refused` where that fails."""
    progress = fetching.start(kind)
    progress = progress if output.json else _with_bar(kind, fetching, progress)
    while progress.state == "going":
        time.sleep(_LOOK_SECS)
        progress = fetching.progress(kind)
    if progress.state != "done":
        raise Refused(
            progress.sentence or other("it was given up"), place=kind.type_id(), exit_code=FAILED
        )
    output.say(f"{DONE(title=kind.title)}.")
    if output.json:
        output.line({"type": kind.type_id(), "size_bytes": progress.total})


def _with_bar(kind: Fetchable, fetching: Fetching, progress: Progress) -> Progress:
    """Shows a bar on standard error until the download is complete or has failed."""
    from tqdm import tqdm

    with tqdm(
        total=progress.total, desc=kind.title, unit="B", unit_scale=True, file=sys.stderr
    ) as bar:
        while progress.state == "going":
            time.sleep(_LOOK_SECS)
            progress = fetching.progress(kind)
            bar.total = progress.total
            bar.update(progress.fetched - bar.n)
    return progress


COMMAND = Command(
    "download", "fetch known data sets or trained weights once", add_options, run, order=30
)
