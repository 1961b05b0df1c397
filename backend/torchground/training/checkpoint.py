"""Reads and writes captures as safetensors files. A file gets its name only after all of it is on disk."""

from __future__ import annotations

import json
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from torchground.files.durable import written
from torchground.training.capture import Capture

FORMAT = 2
"""The format of files that this version writes."""
READABLE = (1, FORMAT)
"""The formats that can be read. A file of another format is refused."""


class CheckpointError(ValueError):
    """A file that is not a checkpoint of this run. The message says why."""


def checkpoint_name(run_id: str, capture: Capture) -> str:
    """The file name. It has the run, the step, and the number of points."""
    return f"{run_id}-{capture.facts['step']}-{capture.facts['seq']}.safetensors"


def write(capture: Capture, run_id: str, folder: Path) -> Path:
    """Writes a capture to disk. After it returns, a power failure cannot lose the file. Raises ``OSError``."""
    tensors = {name: tensor.contiguous().cpu() for name, tensor in capture.tensors.items()}
    facts = {"torchground": str(FORMAT), "run": run_id, "facts": json.dumps(capture.facts)}
    path = folder / checkpoint_name(run_id, capture)
    with written(path) as file:
        file.write(save(tensors, facts))
    return path


def read(path: Path, run_id: str) -> Capture:
    """The capture in a file, in the format in which it was written. Raises :class:`CheckpointError`."""
    try:
        with safe_open(path, framework="pt") as file:
            facts = file.metadata() or {}
            version = facts.get("torchground", "")
            if facts.get("run") != run_id or not version.isdigit():
                raise CheckpointError(f"{path.name} is no checkpoint of run {run_id}")
            if int(version) not in READABLE:
                raise CheckpointError(
                    f"{path.name} has format {version}, and this version of Torchground reads up to {FORMAT}; "
                    "open it with a newer one"
                )
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            return Capture(tensors, json.loads(facts["facts"]), int(version))
    except (OSError, SafetensorError, ValueError, KeyError) as error:
        if isinstance(error, CheckpointError):
            raise
        raise CheckpointError(f"{path.name} cannot be read: {error}") from error
