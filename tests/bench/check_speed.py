"""How long the check takes, as a table: drawings of 50 and 200 nodes, and files that are too large.

Run: python -m tests.bench.check_speed
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

from tests.network.check.random_graphs import random_project
from torchground.network.check.checking import check
from torchground.testing.drawings import project

Json = dict[str, Any]
ROUNDS = 50


def main() -> None:
    """Prints one row for each file: milliseconds of the check alone, without HTTP."""
    print(f"{'project':44} {'nodes':>7} {'edges':>7} {'median ms':>10} {'worst ms':>9}")
    for name, file in files().items():
        times = sorted(timed(file) for _ in range(ROUNDS))
        nodes, edges = file["network"]["nodes"], file["network"]["edges"]
        row = (
            f"{len(nodes):>7,} {len(edges):>7,} {statistics.median(times):>10.2f} {times[-1]:>9.2f}"
        )
        print(f"{name:44} {row}")
    print("torch was loaded" if "torch" in sys.modules else "torch was not loaded")


def files() -> dict[str, Json]:
    wide = [{"type": "linear", "out_features": 4096}]
    circle = project(*[{"type": "relu"}] * 48)
    circle["network"]["edges"].append({"source": "n47", "target": "n0"})
    wrong = project(*[{"type": "linear", "out_features": 0, "colour": "red"}] * 48)
    thousands = project()
    thousands["network"]["nodes"] *= 50_000
    return {
        "chain of 50 nodes": project(*[*wide, {"type": "relu"}] * 24, data="digits"),
        "random drawing of about 50 nodes": random_project(3, num_nodes=44),
        "chain of 200 nodes": project(*[{"type": "relu"}] * 198),
        "50 nodes in a circle": circle,
        "50 nodes, each with two problems": wrong,
        "1,000,000,000 params": project(*wide * 64),
        "100,000 nodes": thousands,
    }


def timed(file: Json) -> float:
    """Milliseconds of one check."""
    start = time.perf_counter()
    check(file)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
