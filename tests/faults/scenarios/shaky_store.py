"""Store that fails, is late, or does and says it did not, under the tests of server and runs"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.card import ROOT
from tests.faults.figures import Figure, Figures

SHORT, FULL = 1, 5
SHORT_SUITE = ("tests/runs/test_registry.py",)
SUITE = (
    "tests/server/test_routes.py",
    "tests/server/test_stream.py",
    "tests/server/test_exports.py",
    "tests/runs/test_registry.py",
    "tests/runs/test_watched.py",
)
MEANT = "statement or commit or cannot_delete"
"""Tests that make the store fail themselves, and count what it does."""


def run(count: int, seed: int) -> Figures:
    """How many tests fail, over so many seeds."""
    failed = faults = passed = 0
    for number in range(count):
        with tempfile.TemporaryDirectory() as folder:
            told = Path(folder) / "told"
            output = _suite(seed + number, told, SUITE if count > SHORT else SHORT_SUITE)
            faults += int(told.read_text()) if told.exists() else 0
        failed += _count("failed", output) + _count("error", output)
        passed += _count("passed", output)
        if failed:
            print(output[-3000:])
    return Figures(
        count,
        (
            Figure("tests that failed", failed),
            Figure("tests that passed", passed, None),
            Figure("faults of the store", faults, None),
        ),
    )


def _suite(seed: int, told: Path, files: tuple[str, ...]) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.faults.shaky_store"]
    command += ["-p", "no:cacheprovider", "-k", f"not ({MEANT})", *files]
    more = {"TORCHGROUND_FAULTS_SEED": str(seed), "TORCHGROUND_FAULTS_TOLD": str(told)}
    done = subprocess.run(command, cwd=ROOT, env=os.environ | more, capture_output=True, text=True)
    return done.stdout


def _count(what: str, output: str) -> int:
    found = re.findall(rf"(\d+) {what}s?\b", output.strip().splitlines()[-1] if output else "")
    return int(found[0]) if found else int(what == "failed" and not output.strip())
