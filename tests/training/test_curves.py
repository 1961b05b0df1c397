"""The loss curve of one small network on every data set, at a fixed seed. It must not change by accident.

A change that moves a curve on purpose writes it again with ``python -m tests.training.test_curves`` and says why.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.training.drawings import TANH_4, chain, opened, points
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.samples import DataInfo
from torchground.testing.drawings import data_at_hand
from torchground.training.loop import train
from torchground.training.spec import RunSpec

CURVES = Path(__file__).parents[1] / "golden" / "curves"
FLATTEN = {"type": "flatten"}


HIDDEN = [*TANH_4, *TANH_4]


DATA: dict[str, DataInfo] = {
    name: entries("datasets")[name]().info()  # type: ignore[attr-defined]
    for name in data_at_hand()
}
"""The info of each data set that needs neither a person's file nor a download."""


def project_file(data: str) -> dict[str, Any]:
    """Two hidden layers of four units, three epochs, and defaults for everything else."""
    info, training = DATA[data], dict[str, Any](epochs=3)
    if info.num_train < 32:
        training["batch_size"] = info.num_train
    if "minimize" in entries("datasets")[data].tasks:  # type: ignore[attr-defined]
        return chain([{"type": "point"}, {"type": "surface"}], {"type": data}, **training)
    if info.asks == "none":
        training |= {"task": {"type": "reconstruction"}}
    before = [{"type": "embedding"}] if info.is_tokens else []
    if not info.token_targets and (info.is_tokens or len(info.shape) > 1):
        before.append(FLATTEN)
    return chain([*before, *HIDDEN], {"type": data}, **training)


def curve(data: str) -> list[list[float]]:
    """Train and test loss of every epoch point."""
    made = points(list(train(RunSpec(opened(project_file(data))))))
    whole = [point for point in made if point.kind == "epoch"]
    return [[float(p.train_loss or 0), float(p.test_loss or 0)] for p in whole]


@pytest.mark.parametrize("data", DATA)
def test_the_curve_has_not_moved(data: str) -> None:
    saved = CURVES / f"{data}.json"
    assert saved.exists(), (
        "a new data set: write its curve with python -m tests.training.test_curves"
    )
    kept = json.loads(saved.read_text())
    assert kept["project"] == project_file(data)
    for seen, expected in zip(curve(data), kept["losses"], strict=True):
        assert seen == pytest.approx(expected, rel=2e-3)  # other processors round differently


def main() -> None:
    for data in DATA:
        kept = {"project": project_file(data), "losses": curve(data)}
        (CURVES / f"{data}.json").write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
