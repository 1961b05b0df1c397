"""The largest differences between the numbers that a page gets and the worker's own tensors, for each probe.

    python -m tests.bench.truth [--halts 5]

A run of each network is halted several times. Each time, the reading of every probe is compared with the numbers that
its checkpoint gives. The probes that lessons of other networks offer are compared too. Exact numbers may differ by
1e-5, rounded numbers by half a scale.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench.served import table
from tests.e2e.projects import Json, lesson
from tests.e2e.served import Served
from tests.e2e.tab import Tab
from tests.e2e.truth import Difference, Halted, Truth, worst

NETWORKS = ("two-spirals", "digits-cnn", "diabetes")
OFFERING = ("rnn-recall", "gpt-sort", "vae-digits", "gan-ring", "perceptron-and")
"""Lessons whose offered probes are compared too, after a few steps."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--halts", type=int, default=5)
    given = parser.parse_args()
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory() as folder:
        server = Served(Path(folder) / "data")
        try:
            server.start()
            server.wait_for_worker()
            for name in NETWORKS:
                project = lesson(name, epochs=100_000)
                found, steps = measured(server, project, Path(folder), given.halts)
                rows += [
                    [name, steps, probe, exact, scales]
                    for probe, (exact, scales) in sorted(worst(found).items())
                ]
            for name in OFFERING:
                found = offered(server, lesson(name, epochs=100_000), Path(folder))
                rows += [[name, "4", probe, *far] for probe, far in sorted(worst(found).items())]
        finally:
            server.stop()
    table(rows, "network", "at steps", "probe", "exact, ≤ 1e-5", "rounded, ≤ 0.5 scale")


def offered(server: Served, project: Json, folder: Path) -> list[Difference]:
    """All differences in the probes that one lesson offers."""
    with Tab(server) as tab:
        run = Halted(server, tab, project, folder)
        run.go(4)
        found = run.offered()
        tab.obeyed(run.run_id, type="stop")
    return found


def measured(
    server: Served, project: Json, folder: Path, halts: int
) -> tuple[list[Difference], str]:
    """All differences of one network, and the steps at which it was halted."""
    found: list[Difference] = []
    steps = [0]
    with Tab(server) as tab:
        run = Halted(server, tab, project, folder)
        truth = Truth(run.file, None)
        found += truth.point(run.epoch_point())
        for halt in range(halts + 1):
            for frame in run.look().values():
                found += truth.differences(frame)
            if halt < halts:
                run.run_on(epochs=4 * (halt + 1))
                truth = run.go(1)
                steps.append(truth.step)
        tab.obeyed(run.run_id, type="stop")
    return found, " ".join(map(str, steps))


if __name__ == "__main__":
    main()
