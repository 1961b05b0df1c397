"""``--weights``: a project that starts from the weights in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchground.cli.exits import Refused
from torchground.words import template

if TYPE_CHECKING:
    from torchground.files.store import FileStore

CANNOT_READ = template("cli.weights.cannot_read", "cannot read {path}: {why}")
UNFIT = template("cli.weights.unfit", "{path} cannot be started from: {why:inside}")


def starting_from(file: Any, weights: Path, files: FileStore) -> Any:
    """The same project, started from the weights in a safetensors file, which is kept in the data folder.

    Raises :class:`Refused`.
    """
    import hashlib
    import shutil

    from torchground.intake import jail

    try:
        with weights.open("rb") as source, files.new() as new:
            shutil.copyfileobj(source, new.file)
            new.file.seek(0)
            key = hashlib.sha256(new.file.read()).hexdigest()
            answer = jail.bring(files, "weights", key, new, name=weights.name[:120])
    except OSError as error:
        why = error.strerror or str(error)
        raise Refused(CANNOT_READ(path=str(weights), why=why), place="--weights") from None
    if not answer.ok:
        raise Refused(UNFIT(path=str(weights), why=answer.sentence), place="--weights")
    training = file.get("training", {}) if isinstance(file, dict) else {}
    if not isinstance(file, dict) or not isinstance(training, dict):
        return file
    start = training.get("start")
    start = {**(start if isinstance(start, dict) else {}), "weights": key}
    return {**file, "training": {**training, "start": start}}
