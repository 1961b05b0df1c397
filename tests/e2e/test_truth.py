"""Only real numbers: whatever a run sends is its worker's own tensor at the step written beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from tests.e2e.projects import Json, chain, lesson, small
from tests.e2e.served import Served
from tests.e2e.tab import Tab
from tests.e2e.truth import Difference, Halted, Truth

pytestmark = pytest.mark.e2e

EXACT = 1e-5
HALF_A_SCALE = 0.5 + 1e-3
"""Half a scale, and what two ways of adding up the same numbers may differ by."""


def pictures() -> Json:
    """Digits through everything that behaves otherwise while it trains."""
    layers: dict[str, Json] = {
        "x": {"type": "input"},
        "c1": {"type": "conv2d", "out_channels": 6, "kernel_size": 3, "padding": 1},
        "n1": {"type": "batch_norm2d"},
        "a1": {"type": "relu"},
        "p1": {"type": "max_pool2d", "kernel_size": 2},
        "flat": {"type": "flatten"},
        "h1": {"type": "linear", "out_features": 80},
        "n2": {"type": "batch_norm1d"},
        "d1": {"type": "dropout", "p": 0.3},
        "y": {"type": "output"},
    }
    data = {"type": "digits", "test_fraction": 0.25, "seed": 1}
    return chain(layers, data, batch_size=64, l2=1e-3)


def branches() -> Json:
    folder = Path(__file__).parents[1] / "golden" / "projects" / "v1"
    project: Json = json.loads((folder / "diabetes_branches.json").read_text(encoding="utf-8"))
    return project


PROJECTS = {
    "spiral": small(l1=1e-3, clip_grad_norm=0.05),
    "digits": pictures(),
    "diabetes": lesson("diabetes", clip_grad_norm=1.0),
    "sine": lesson("sine"),
    "hills": lesson("hills"),
    "branches": branches(),
}
for project in PROJECTS.values():
    project["training"]["epochs"] = 100_000  # none ends before it is looked at

OFFERING = ["digits-cnn", "rnn-recall", "gpt-sort", "vae-digits", "gan-ring", "perceptron-and"]
"""A lesson of each family of networks."""


@pytest.fixture
def tab(served: Served) -> Iterator[Tab]:
    with Tab(served) as opened:
        yield opened


@pytest.mark.parametrize("name", PROJECTS)
def test_every_number_is_the_workers_own(
    served: Served, tab: Tab, tmp_path: Path, name: str
) -> None:
    run = Halted(served, tab, PROJECTS[name], tmp_path)
    first = Truth(run.file, None)
    check(first.point(run.epoch_point()))
    for frame in run.look().values():
        check(first.differences(frame))
    per_epoch = tab.runs[run.run_id]["steps_per_epoch"]
    within = run.go(per_epoch // 2)
    frames = run.look()
    for frame in frames.values():
        check(within.differences(frame))
    ended = run.go(per_epoch - per_epoch // 2)
    check(ended.point(run.epoch_point()))
    for frame in run.look().values():
        check(ended.differences(frame))
    run.run_on(epochs=6)
    later = run.go(1)
    for frame in run.look().values():
        check(later.differences(frame))
    seen = {key.partition("(")[0] for key in frames}
    assert seen >= {"weights", "weight_histograms", "layer_stats", "feature_maps", "sample_output"}
    own = {"spiral": "output_map", "digits": "filters", "diabetes": "prediction", "sine": "curve"}
    assert own.get(name, "prediction") in seen


@pytest.mark.parametrize("name", OFFERING)
def test_what_a_lesson_offers_is_what_its_checkpoint_gives(
    served: Served, tab: Tab, tmp_path: Path, name: str
) -> None:
    project = lesson(name, epochs=100_000)
    run = Halted(served, tab, project, tmp_path)
    run.go(4)
    found = run.offered()
    assert len(found) > 10
    wrong = [one for one in found if one.exact > 1e-6 or one.scales > HALF_A_SCALE]
    assert not wrong, wrong
    tab.obeyed(run.run_id, type="stop")


def test_the_number_under_the_cursor_is_exact(served: Served, tab: Tab, tmp_path: Path) -> None:
    run = Halted(served, tab, PROJECTS["spiral"], tmp_path)
    truth = run.go(9)
    weight = tab.measure(run.run_id, type="weight_value", node="h2", index=[3, 1])
    reading = weight["readings"][0]
    assert float(reading.tensors["values"]) == truth.weight("h2.weight")[3, 1].item()
    slope = truth.gradients["h2.weight"][3, 1].item()
    assert reading.facts.gradient == pytest.approx(slope, abs=EXACT)
    unit = tab.measure(run.run_id, type="unit_value", node="a1", index=[2], point=[0.25, -0.5])
    expected = truth.unit("a1", torch.tensor([[0.25, -0.5]]))[2].item()
    assert float(unit["readings"][0].tensors["values"]) == pytest.approx(expected, abs=EXACT)
    whole = tab.measure(run.run_id, type="unit_value", index=[0], sample=4, of="train")
    answer = truth.unit("y", truth.train[0][4:5]).softmax(dim=0)[0].item()
    assert float(whole["readings"][0].tensors["values"]) == pytest.approx(answer, abs=EXACT)


@pytest.mark.parametrize(
    ("probe", "place"),
    [
        ({"type": "weight_value", "node": "h9", "index": [0]}, "h9"),
        ({"type": "weight_value", "node": "h1", "index": [99, 0]}, "99"),
        ({"type": "unit_value", "node": "a1", "index": [0], "sample": 10**6}, "1000000"),
        ({"type": "confusion", "colour": 1}, "colour"),
        ({"type": "x-ray"}, "x-ray"),
    ],
)
def test_where_there_is_no_number_it_says_why(tab: Tab, probe: Json, place: str) -> None:
    run_id = tab.start(small(), paused=True)
    with pytest.raises(LookupError, match=place):
        tab.measure(run_id, **probe)


def check(differences: list[Difference]) -> None:
    wrong = [one for one in differences if one.exact > EXACT or one.scales > HALF_A_SCALE]
    assert not wrong, wrong
    assert differences
