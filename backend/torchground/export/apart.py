"""Writes a format in a separate process, for a server that never loads torch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from torchground.export.format import Format
from torchground.export.refusing import NoExport
from torchground.export.trained import Trained
from torchground.words import Sentence, from_values, template

_FEW_THREADS = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE")
"""The environment variables that a child gets. It gets none of the server's own, such as the address of its
database."""
WALL_SECS = 120.0
"""A format that takes longer is stopped."""
_MOST_SAID = 2_000
"""The most characters of a child's error output that are kept."""

TOO_SLOW = template(
    "export.too_slow",
    "writing {title} took more than {seconds:.0f} seconds and was given up; train on the command line with "
    "--{option} instead",
)
FAILED = template(
    "export.failed", "writing {title} failed: {why}; the weights can be written all the same"
)


def export_apart(each: Format, trained: Trained, path: Path) -> list[Sentence]:
    """Like :meth:`Format.export`, in a child process that ends with this call at the latest. Blocks.

    Raises :class:`NoExport`.
    """
    if not each.loads_torch:
        return each.export(trained, path)
    each.check_packages()
    answer = _answer(each, _asked(each, trained, path))
    if "refused" in answer:
        raise NoExport(from_values(answer["refused"]["code"], answer["refused"]["values"]))
    return [from_values(note["code"], note["values"]) for note in answer["notes"]]


def _asked(each: Format, trained: Trained, path: Path) -> dict[str, Any]:
    checkpoint = trained.checkpoint
    return {
        "format": each.type_id,
        "file": trained.file,
        "checkpoint": None if checkpoint is None else str(checkpoint.path.absolute()),
        "sha256": None if checkpoint is None else checkpoint.sha256,
        "run_id": trained.run_id,
        "data_dir": None if trained.files is None else str(trained.files.data_dir.absolute()),
        "path": str(path.absolute()),
    }


def _answer(each: Format, asked: dict[str, Any]) -> dict[str, Any]:
    """The child's answer. Raises :class:`NoExport` where the child fails or takes too long."""
    command = [sys.executable, "-I", "-m", "torchground.export.child"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=WALL_SECS,
            env={**_FEW_THREADS, **_kept_environment()},
        )
    except subprocess.TimeoutExpired:
        sentence = TOO_SLOW(title=each.title, seconds=WALL_SECS, option=each.option)
        raise NoExport(sentence) from None
    if done.returncode != 0:
        complaint = done.stderr.decode("utf-8", "replace")[-_MOST_SAID:].strip()
        last = complaint.splitlines()[-1][:300] if complaint else f"exit code {done.returncode}"
        raise NoExport(FAILED(title=each.title, why=last))
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _kept_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT if name in os.environ}
