"""The program that writes one format: ``python -m torchground.export.child``, with the request as JSON on stdin.

The answer goes to standard output: ``{"notes": [sentence …]}`` or ``{"refused": sentence}``. A sentence is a code and
values.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from torchground.export.format import formats
from torchground.export.refusing import NoExport
from torchground.export.trained import Trained
from torchground.files.checkpoints import CheckpointFile
from torchground.files.store import FileStore


def main() -> None:
    """Reads the request, writes the file, and prints the answer."""
    asked = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):  # libraries may print
        answer = _written(asked)
    json.dump(answer, sys.stdout)


def _written(asked: dict[str, Any]) -> dict[str, Any]:
    checkpoint, data_dir = asked["checkpoint"], asked["data_dir"]
    trained = Trained(
        asked["file"],
        None if checkpoint is None else CheckpointFile(Path(checkpoint), asked["sha256"]),
        asked["run_id"],
        None if data_dir is None else FileStore(Path(data_dir)),
    )
    try:
        notes = formats()[asked["format"]].export(trained, Path(asked["path"]))
    except NoExport as error:
        return {"refused": error.sentence.plain()}
    return {"notes": [note.plain() for note in notes]}


if __name__ == "__main__":
    main()
