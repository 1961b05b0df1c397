"""A loss that is not finite ends the run at that step. The reason names the place, and the last finite weights stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.architectures import ARCHITECTURES
from tests.training.drawings import NOISY, TANH_4, last_capture, only, points, project, states
from torchground.network.spec import Project
from torchground.training import pace
from torchground.training.divergence import reason_of_growth
from torchground.training.loop import train
from torchground.training.messages import Noted, StateChanged
from torchground.training.nonfinite import (
    first_nonfinite_in_step,
    first_nonfinite_when_measured,
)
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
    monkeypatch.setattr(pace, "SEARCH_SECS", 0.0 if fast else 1e9)
    monkeypatch.setattr(pace, "SMALL_STEP_SECS", 1e9)
    run = RunSpec(project(layers, epochs=2000, **training), checkpoint_dir=tmp_path)
    messages = list(train(run))
    assert states(messages) == ["running", "failed"]
    ended = only(StateChanged, messages)[-1]
    assert "diverged at step" in str(ended.reason)
    assert "smaller learning rate than 100" in str(ended.reason)
    capture = last_capture(messages, run)
    params = {n: t for n, t in capture.tensors.items() if n.startswith("network.")}
    assert all(bool(torch.isfinite(t).all()) for t in params.values())
    assert capture.facts["step"] == ended.step
    assert f"of step {ended.step}, are kept" in str(ended.reason)
    assert_it_is_the_last_finite_step(run, ended.step, capture.tensors)


def assert_it_is_the_last_finite_step(
    run: RunSpec, step: int, kept: dict[str, torch.Tensor]
) -> None:
    """Trains the same run again step by step: at that step the weights are equal, and one step later something is not
    finite."""
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


def reason_of(run: Project, state: str = "failed") -> str:
    """The reason that a person reads at the end."""
    ended = only(StateChanged, list(train(RunSpec(run))))[-1]
    assert ended.state == state
    assert ended.reason is not None
    return str(ended.reason)


SINE = {"type": "sine"}
SGD = {"type": "sgd", "lr": 1.0}


def with_loss(expression: str, **training: Any) -> Project:
    """A small regression with a custom loss."""
    loss = {"type": "custom", "expression": expression}
    return project(RELU, SINE, loss=loss, epochs=2, **training)


def test_a_loss_that_divides_by_zero_is_not_told_to_lower_its_learning_rate() -> None:
    reason = reason_of(with_loss("(prediction - target) / (target - target) * 0"))
    assert reason.startswith("The training stopped at step 1, before any update: the loss")
    assert "is not a number, for outputs that are finite" in reason
    assert "learning rate is not the reason" in reason
    assert "look where the loss divides" in reason.lower()
    assert "smaller" not in reason


def test_a_loss_that_is_infinite_before_any_update_is_not_told_to_lower_its_learning_rate() -> None:
    reason = reason_of(with_loss("exp(prediction + 1000) + 0 * target"))
    assert "before any update: the loss (Custom formula) is infinite" in reason
    assert "smaller" not in reason


def test_a_loss_that_loses_its_value_after_some_steps_is_told_where_to_look() -> None:
    reason = reason_of(with_loss("log(prediction + 1) + 0 * target", optimizer=SGD))
    assert "diverged at step" in reason
    assert "look where the loss divides" in reason.lower()


def test_a_gradient_that_is_not_finite_is_named_where_the_loss_is_finite() -> None:
    reason = reason_of(with_loss("sqrt(abs(target - target) * prediction)"))
    assert "before any update: the loss is finite, and the first gradient that is not" in reason
    assert "y (Output)" in reason
    assert "no finite slope" in reason


def test_an_update_that_overflows_is_named_where_loss_and_gradients_are_finite() -> None:
    decay = {"type": "sgd", "lr": 100.0, "weight_decay": 10.0}
    training = Training(project([], SINE, optimizer=decay), torch.device("cpu"))
    with training.random.in_place(), torch.no_grad():
        training.params[1].fill_(1e18)  # only the bias, so that the loss is still finite
        found = first_nonfinite_in_step(training)
        training.params[1].fill_(1e37)
    assert found.what == "unknown"
    with training.random.in_place():
        assert first_nonfinite_in_step(training).what == "loss"


@pytest.mark.parametrize("name", ["mlp", "gan", "vae"])
def test_looking_for_what_is_not_finite_leaves_the_run_where_it_stood(name: str) -> None:
    training = Training(ARCHITECTURES[name], torch.device("cpu"))
    with training.random.in_place():
        for _ in range(3):
            _one(training)
        before = training.capture()
        assert first_nonfinite_in_step(training).what == "unknown"
        assert first_nonfinite_when_measured(training).what == "unknown"
        after = training.capture()
    assert before.facts == after.facts
    for tensor, value in before.tensors.items():
        assert torch.equal(value, after.tensors[tensor]), tensor


def test_a_loss_that_grows_without_end_is_said_to_have_diverged_although_it_is_finite() -> None:
    run = project(
        optimizer={"type": "lbfgs", "line_search_fn": "none"}, data={"type": "moons"}, epochs=5
    )
    messages = list(train(RunSpec(run)))
    ended = only(StateChanged, messages)[-1]
    assert ended.state == "finished"
    assert "diverged, though its numbers stayed finite" in str(ended.reason)
    assert "all 250 samples as one batch" in str(ended.reason)
    noted = only(Noted, messages)
    assert len(noted) == 1
    assert "diverged" in str(noted[0].sentence)


def test_a_run_that_learns_is_not_said_to_have_diverged() -> None:
    messages = list(train(RunSpec(project())))
    assert only(StateChanged, messages)[-1].reason is None
    assert only(Noted, messages) == []


@pytest.mark.parametrize(
    ("first", "now", "grew"),
    [(0.5, 9e5, False), (0.5, 1.1e6, True), (1e4, 9e9, False), (1e4, 1.1e10, True)],
)
def test_growth_is_measured_by_the_loss_before_the_first_step(
    first: float, now: float, grew: bool
) -> None:
    training = Training(project(), torch.device("cpu"))
    training.first_loss = first
    assert (reason_of_growth(training, now) is not None) == grew


def test_the_sentence_names_the_node_whose_weights_an_update_made_infinite() -> None:
    layers = [{"type": "linear", "out_features": 3}, {"type": "tanh"}]
    run = project(layers, optimizer={"type": "sgd", "lr": 100.0, "weight_decay": 10.0}, epochs=999)
    reason = reason_of(run)
    assert "loss and gradients are finite, and the update made numbers of n0 (Linear)" in reason
    assert "smaller learning rate than 100" in reason


def test_the_sentence_names_the_first_node_whose_output_is_not_finite() -> None:
    training = Training(project(RELU * 2, SINE), torch.device("cpu"))
    with training.random.in_place(), torch.no_grad():
        for param in training.params:
            param.fill_(1e30)
        found = first_nonfinite_in_step(training)
    assert (found.what, found.node) == ("output", "n2")


@pytest.mark.parametrize("clipping", ["clip_grad_norm", "clip_grad_value"])
def test_clipping_is_advised_only_where_nothing_clips_yet(clipping: str) -> None:
    layers = [{"type": "linear", "out_features": 3}, {"type": "tanh"}]
    rate: dict[str, Any] = {"type": "sgd", "lr": 100.0, "weight_decay": 10.0}

    def reason(**more: float) -> str:
        run = project(layers, optimizer=rate, epochs=999, **more)
        return str(only(StateChanged, list(train(RunSpec(run))))[-1].reason)

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
