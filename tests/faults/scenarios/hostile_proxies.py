"""Lesson played in a browser through networks that refuse, hold back, buffer or cut its line"""

from __future__ import annotations

import re
import subprocess
import sys

from tests.faults.card import ROOT
from tests.faults.figures import Figure, Figures

SHORT, FULL = 0, 3
SUITE = "tests/e2e/test_bad_lines.py"


def run(count: int, seed: int) -> Figures:
    """How many lessons could not be played, so many times over."""
    found = {"passed": 0, "failed": 0, "error": 0, "skipped": 0}
    for _ in range(count):
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", SUITE]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        last = (done.stdout.strip().splitlines() or [""])[-1]
        for what in found:
            found[what] += sum(int(number) for number in re.findall(rf"(\d+) {what}", last))
    if not found["passed"] + found["failed"] + found["error"]:
        return Figures(0, left_out="there is no browser here, or no page is built")
    return Figures(
        count,
        (
            Figure("lessons that could not be played", found["failed"] + found["error"]),
            Figure("lessons played to their end", found["passed"], None),
        ),
    )
