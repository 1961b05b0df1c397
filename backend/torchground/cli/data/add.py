"""``torchground data add FILE``: uploads a file as the page does."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchground.cli.command import Command
from torchground.cli.datafolder import files_of
from torchground.cli.exits import FINISHED
from torchground.cli.options import add_data_dir, add_json
from torchground.cli.output import Output
from torchground.cli.recipes import add_recipe, recipe_of
from torchground.cli.uploading import KINDS, check_room, kind_of, upload
from torchground.cli.wording import size_words, summary_of

if TYPE_CHECKING:
    from torchground.uploads.answer import Found


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the file and the options for reading it."""
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="a file, or a folder of pictures with a folder for each class",
    )
    parser.add_argument(
        "--kind",
        choices=KINDS,
        help="what it is read as (by the end of its name: .csv table, .zip images, .safetensors weights, else text)",
    )
    parser.add_argument("--name", default="", help="what it is called in lists (its file name)")
    add_recipe(parser)
    add_json(parser, "one JSON object with all that was found")
    add_data_dir(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Reads the file in the jail, stores it, and prints how a project uses it. Returns the exit code."""
    from torchground.uploads.suggesting import suggested

    files = files_of(options)
    check_room(files)
    kind = options.kind or kind_of(options.file)
    recipe = recipe_of(options, kind)
    key, found = upload(files, options.file, kind, name=options.name, recipe=recipe)
    uses = suggested(key, found.meta)
    size = files.size_bytes(key, kind)
    if output.json:
        told = {"file": key, "kind": kind, "name": found.meta.name, "size_bytes": size}
        output.line({"result": "ok", **told, **_details(found), "data": uses})
    else:
        _say(found, key, size, uses, output)
    return FINISHED


def _details(found: Found) -> dict[str, Any]:
    preview = found.preview.model_dump(mode="json", include={"rows", "read", "lines", "about"})
    return {"meta": found.meta.model_dump(mode="json"), "preview": preview, "notes": found.notes}


def _say(found: Found, key: str, size: int, uses: list[dict[str, Any]], output: Output) -> None:
    output.say(f"{found.meta.name}: {summary_of(found.meta)}, {size_words(size)}")
    for what, how in found.preview.about.items():
        output.say(f"  {what}: {how}")
    for note in found.notes:
        output.note(f"  note: {note}")
    output.say(f"kept as {key}")
    for use in uses:
        output.say(f'  "data": {json.dumps(use, ensure_ascii=False)}')
    if found.meta.kind == "weights":
        output.say(f'  "training": {{"start": {{"weights": "{key}"}}}}')


COMMAND = Command(
    "add",
    "upload a table, pictures, a text or weights",
    add_options,
    run,
    "Uploads a table (CSV), pictures (a zip or a folder, with a folder for each class), a text or weights\n"
    "(safetensors) into the data folder, and prints how a project file uses it. The same content again\n"
    "is the same file, and the same table read in another way is another one.\n"
    "A table may also be a sheet of Excel or LibreOffice, JSON, NumPy arrays or an SQLite database.\n"
    "Pickles and other formats are refused with what would fit.",
    order=10,
)
