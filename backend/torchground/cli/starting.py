"""``--weights``: lets a project start from the weights in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchground.cli.uploading import upload

if TYPE_CHECKING:
    from torchground.files.store import FileStore


def starting_from(file: Any, weights: Path, files: FileStore) -> Any:
    """The same project with the weights of a safetensors file as its start. Puts the file into ``files``.

    Raises ``Refused``.
    """
    key, _ = upload(files, weights, "weights", place="--weights")
    training = file.get("training", {}) if isinstance(file, dict) else {}
    if not isinstance(file, dict) or not isinstance(training, dict):
        return file
    start = training.get("start")
    start = {**(start if isinstance(start, dict) else {}), "weights": key}
    return {**file, "training": {**training, "start": start}}
