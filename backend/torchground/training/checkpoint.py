"""Reads and writes captures as safetensors files. A file gets its name only after all of it is on disk."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from torchground.files.checkpoints import CheckpointFile
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


def write(capture: Capture, run_id: str, folder: Path) -> CheckpointFile:
    """Writes a capture to disk. After it returns, a power failure cannot lose the file. Raises ``OSError``."""
    tensors = {name: tensor.contiguous().cpu() for name, tensor in capture.tensors.items()}
    facts = {"torchground": str(FORMAT), "run": run_id, "facts": json.dumps(capture.facts)}
    path = folder / checkpoint_name(run_id, capture)
    made = hashlib.sha256()
    with written(path) as file:
        for part in _parts(save(tensors, facts)):
            file.write(part)
            made.update(part)
    return CheckpointFile(path, made.hexdigest())


def _parts(content: bytes) -> tuple[bytes, memoryview]:
    """A safetensors file as its header and its tensors, the facts in the header in order.

    The library writes them in another order each time. The same capture must give the same bytes: a run that repeats
    its steps writes a checkpoint again under the same name.
    """
    begin = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:begin])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text, memoryview(content)[begin:]


def read(checkpoint: CheckpointFile, run_id: str) -> Capture:
    """The capture in a file, in the format in which it was written.

    Raises :class:`CheckpointError`, also where the bytes are not those that were written.
    """
    path = checkpoint.path
    try:
        if checkpoint.sha256 is not None and path.is_file() and not checkpoint.is_sound():
            raise CheckpointError(
                f"{path.name} is damaged: its bytes are not those that were written"
            )
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
