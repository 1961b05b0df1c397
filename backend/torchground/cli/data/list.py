"""``torchground data list``: lists the files in the data folder and the known downloads."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from torchground.cli.command import Command
from torchground.cli.datafolder import files_of
from torchground.cli.exits import FINISHED
from torchground.cli.options import add_data_dir, add_json
from torchground.cli.output import Output
from torchground.cli.uploading import KINDS
from torchground.cli.wording import size_words, summary_of

if TYPE_CHECKING:
    from torchground.files.store import FileStore

_SHOWN = 12
"""How many characters of a hash are shown. They are enough to name the file in ``data remove``."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options."""
    add_json(parser, "one JSON object a file, with its whole hash, then one with the result")
    add_data_dir(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Lists uploaded files, the newest first, then downloads. Returns the exit code."""
    files = files_of(options)
    uploads, fetched = list(_uploads(files)), list(_downloads(files))
    if output.json:
        for told in (*uploads, *fetched):
            output.line({name: value for name, value in told.items() if name != "summary"})
        here = sum(told["here"] for told in fetched)
        output.line({"result": "ok", "files": len(uploads), "downloads": here})
        return FINISHED
    for told in uploads:
        size = size_words(told["size_bytes"])
        about = f"{told['name']}: {told['summary']}, {size}"
        output.say(f"{told['kind']:<9} {told['file'][:_SHOWN]}  {about}")
    for told in fetched:
        state = "here" if told["here"] else f"{size_words(told['size_bytes'])} to download"
        output.say(f"download  {told['type']:<{_SHOWN}}  {told['title']}: {state}")
    return FINISHED


def _uploads(files: FileStore) -> Iterator[dict[str, Any]]:
    from torchground.files.store import MissingFile

    for kind in KINDS:
        for key in files.keys(kind):
            try:
                meta, size = files.known(key, kind), files.size_bytes(key, kind)
            except MissingFile:
                continue  # another process has just removed it
            told = {"file": key, "kind": kind, "name": meta.name, "size_bytes": size}
            yield {**told, "summary": summary_of(meta)}


def _downloads(files: FileStore) -> Iterator[dict[str, Any]]:
    from torchground.uploads.fetching import fetchables

    for type_id, kind in fetchables().items():
        size = sum(source.size for source in kind.sources)
        here = kind.is_here(files)
        yield {"type": type_id, "title": kind.title, "size_bytes": size, "here": here}


COMMAND = Command(
    "list", "what lies in the data folder, and what can be downloaded", add_options, run, order=20
)
