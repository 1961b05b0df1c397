"""The loss curve of one small network on every data set, at a fixed seed: what must not drift.

A change that moves a curve on purpose writes it anew with ``python -m tests.training.test_curves`` and says why.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.training.drawings import TANH_4, chain, opened, points
from torchground.catalogue.entry import entries
from torchground.training.loop import train
from torchground.training.spec import RunSpec

CURVES = Path(__file__).parents[1] / "golden" / "curves"
FLATTEN = {"type": "flatten"}


def project_file(data: str) -> dict[str, Any]:
    """Two hidden layers of four, three epochs, everything else as it comes."""
    layers = [FLATTEN, *TANH_4] if data == "digits" else TANH_4
    return chain([*layers, *TANH_4], {"type": data}, epochs=3)


def curve(data: str) -> list[list[float]]:
    """Train and test loss of every epoch point."""
    made = points(list(train(RunSpec(opened(project_file(data))))))
    return [[float(p.train_loss or 0), float(p.test_loss or 0)] for p in made]


@pytest.mark.parametrize("data", entries("datasets"))
def test_the_curve_has_not_moved(data: str) -> None:
    saved = CURVES / f"{data}.json"
    assert saved.exists(), (
        "a new data set: write its curve with python -m tests.training.test_curves"
    )
    kept = json.loads(saved.read_text())
    assert kept["project"] == project_file(data)
    for seen, expected in zip(curve(data), kept["losses"], strict=True):
        assert seen == pytest.approx(expected, rel=2e-3)  # other processors round otherwise


def main() -> None:
    for data in entries("datasets"):
        kept = {"project": project_file(data), "losses": curve(data)}
        (CURVES / f"{data}.json").write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
