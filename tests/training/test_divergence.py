"""A loss that is no longer a number ends the run at that step, with the place, and keeps the last finite weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.drawings import NOISY, TANH_4, last_capture, only, points, project, states
from torchground.training import pace
from torchground.training.loop import train
from torchground.training.messages import StateChanged
from torchground.training.spec import RunSpec
from torchground.training.state import Training

RELU = [{"type": "linear", "out_features": 8}, {"type": "relu"}]
DIVERGING: list[tuple[list[dict[str, Any]], dict[str, Any]]] = [
    (
        RELU * 2,
        {"optimizer": {"type": "sgd", "lr": 100.0, "momentum": 0.9}, "loss": {"type": "mse"}},
    ),
    (RELU, {"optimizer": {"type": "sgd", "lr": 100.0, "weight_decay": 10.0}}),
    (NOISY * 2, {"optimizer": {"type": "sgd", "lr": 100.0, "weight_decay": 10.0}, "l2": 5.0}),
]


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize(("layers", "training"), DIVERGING)
def test_it_stops_at_that_step_and_keeps_finite_weights(
    layers: list[dict[str, Any]],
    training: dict[str, Any],
    fast: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pace, "TURN_SECS", 0.0)
    monkeypatch.setattr(pace, "LANE_SECS", 0.0 if fast else 1e9)
    monkeypatch.setattr(pace, "LANE_STEP_SECS", 1e9)
    run = RunSpec(project(layers, epochs=2000, **training), checkpoint_dir=tmp_path)
    messages = list(train(run))
    assert states(messages) == ["running", "failed"]
    ended = only(StateChanged, messages)[-1]
    assert "diverged at step" in ended.reason
    assert "smaller learning rate than 100" in ended.reason
    capture = last_capture(messages, run)
    params = {n: t for n, t in capture.tensors.items() if n.startswith("network.")}
    assert all(bool(torch.isfinite(t).all()) for t in params.values())
    assert capture.facts["step"] == ended.step
    assert f"of step {ended.step}, are kept" in ended.reason
    assert_it_is_the_last_finite_step(run, ended.step, capture.tensors)


def assert_it_is_the_last_finite_step(
    run: RunSpec, step: int, kept: dict[str, torch.Tensor]
) -> None:
    """Trains the same again by hand: at that step the weights are those, one step on something is not finite."""
    training = Training(run.project, torch.device("cpu"))
    with training.random.in_place():
        for _ in range(step):
            _one(training)
        for name, value in training.network.state_dict().items():
            assert torch.equal(kept[f"network.{name}"], value), name
        loss = _one(training)
    assert not training.is_finite() or not torch.isfinite(torch.tensor(loss))


def _one(training: Training) -> float:
    loss = training.take(training.next_batches(1)[0])
    training.end_epoch()
    return loss


def test_the_sentence_names_the_first_node_whose_output_is_not_finite() -> None:
    layers = [{"type": "linear", "out_features": 3}, {"type": "tanh"}]
    run = project(layers, optimizer={"type": "sgd", "lr": 100.0, "weight_decay": 10.0}, epochs=999)
    ended = only(StateChanged, list(train(RunSpec(run))))[-1]
    assert "came out of n0 (Linear)" in ended.reason or "came out of y (Output)" in ended.reason


@pytest.mark.parametrize("clipping", ["clip_grad_norm", "clip_grad_value"])
def test_clipping_is_advised_only_where_nothing_clips_yet(clipping: str) -> None:
    layers = [{"type": "linear", "out_features": 3}, {"type": "tanh"}]
    rate: dict[str, Any] = {"type": "sgd", "lr": 100.0, "weight_decay": 10.0}

    def reason(**more: float) -> str:
        run = project(layers, optimizer=rate, epochs=999, **more)
        ended: str = only(StateChanged, list(train(RunSpec(run))))[-1].reason
        return ended

    assert "or clip the gradients" in reason()
    assert "diverged" in reason(**{clipping: 1.0})
    assert "clip the gradients" not in reason(**{clipping: 1.0})


def test_points_stay_dense_up_to_a_divergence() -> None:
    run = project(RELU, optimizer={"type": "sgd", "lr": 100.0, "weight_decay": 10.0}, epochs=999)
    made = points(list(train(RunSpec(run))))
    assert [p.seq for p in made] == list(range(1, len(made) + 1))


@settings(max_examples=15)
@given(
    lr=st.sampled_from([50.0, 100.0]),
    decay=st.sampled_from([2.0, 10.0]),
    seed=st.integers(0, 99),
    batch_size=st.integers(3, 30),
)
def test_every_run_that_cannot_converge_is_flagged(
    lr: float, decay: float, seed: int, batch_size: int
) -> None:
    optimizer = {"type": "sgd", "lr": lr, "weight_decay": decay}
    run = project(TANH_4, optimizer=optimizer, seed=seed, batch_size=batch_size, epochs=999)
    messages = list(train(RunSpec(run)))
    assert states(messages) == ["running", "failed"]
