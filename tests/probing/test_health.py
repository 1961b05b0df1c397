"""The health of a training: blind guesses, dead and saturated units, classes that are never answered, moved weights."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from tests.probing.test_probes_of_training import begun, look, step
from tests.training.drawings import project
from torchground.network.spec import Project
from torchground.probing.scheduler import ProbeScheduler
from torchground.telemetry.kinds.table import TrainingHealth
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training

RELU = [{"type": "linear", "out_features": 8}, {"type": "relu"}]
SIGMOID = [{"type": "linear", "out_features": 8}, {"type": "sigmoid"}]


def health(training: Training, scheduler: ProbeScheduler | None = None) -> TrainingHealth:
    found = look(training, "health", scheduler).facts.health
    assert isinstance(found, TrainingHealth)
    return found


def drawn(layers: list[dict[str, Any]], **more: Any) -> Project:
    return project(layers, **more)


def test_a_blind_guess_of_balanced_classes_has_the_loss_log_of_their_number() -> None:
    found = health(begun(drawn(RELU)))
    assert found.blind_loss == pytest.approx(0.6931, abs=2e-3)
    assert found.loss is not None
    assert found.loss > 0
    assert found.moved == 0


def test_weights_that_moved_are_measured_against_their_start() -> None:
    training = begun(drawn(RELU))
    scheduler = probe_scheduler(training, "r")
    start = [param.detach().clone() for _, param in training.network.named_weights()]
    for _ in range(3):
        step(training)
    now = [param.detach() for _, param in training.network.named_weights()]
    pairs = list(zip(start, now, strict=True))
    moved = sum(float((b - a).double().square().sum()) for a, b in pairs)
    norm = sum(float(a.double().square().sum()) for a, _ in pairs)
    assert health(training, scheduler).moved == pytest.approx((moved / norm) ** 0.5, rel=1e-6)


def test_dead_units_are_those_that_pass_no_gradient_for_any_sample() -> None:
    training = begun(drawn(RELU))
    bias = dict(training.network.named_weights())
    (name,) = [one for one in bias if one.endswith(".bias") and bias[one].shape == (8,)]
    with torch.no_grad():
        bias[name][:5] = -100
        bias[name][5:] = 100
    (layer,) = health(training).layers
    assert (layer.dead, layer.units, layer.saturated) == (5, 8, None)


def test_saturation_is_the_part_of_the_inputs_where_both_sides_are_flat() -> None:
    training = begun(drawn(SIGMOID))
    assert health(training).layers[0].saturated == pytest.approx(0, abs=0.05)
    params = dict(training.network.named_weights())
    (name,) = [one for one in params if one.endswith(".bias") and params[one].shape == (8,)]
    with torch.no_grad():
        params[name].fill_(50)
    assert health(training).layers[0].saturated == 1


def test_a_class_that_is_never_answered_has_no_answers() -> None:
    training = begun(drawn(RELU))
    params = list(training.network.named_weights())
    with torch.no_grad():
        for _, param in params:
            param.zero_()
        bias = params[-1][1]
        bias[0] = 5
    classes = health(training).classes
    assert sum(one.answers for one in classes) == sum(one.samples for one in classes)
    assert min(one.answers for one in classes) == 0


def test_measuring_changes_nothing() -> None:
    measured, left = begun(drawn(RELU)), begun(drawn(RELU))
    for _ in range(3):
        health(measured)
        step(measured)
        step(left)
    assert measured.mean_loss() == left.mean_loss()
