"""Probes of the training: the planned learning rate, the augmented batch, the loss by output, the gradient norm."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tests.training.drawings import CONV, TANH_4, project
from torchground.network.spec import Project
from torchground.probing.offering import offers_for
from torchground.probing.probe import ProbeError
from torchground.probing.scheduler import ProbeScheduler
from torchground.telemetry.parts import Level
from torchground.telemetry.reading import Reading
from torchground.telemetry.wire import dequantize, unpack_frame
from torchground.training.probed_run import probe_scheduler
from torchground.training.rehearsing import rehearse
from torchground.training.state import Training

DIGITS = {"type": "digits"}
SHIFT = {"type": "random_shift", "pixels": 2}


def begun(run: Project) -> Training:
    return Training(run, torch.device("cpu"))


def step(training: Training) -> None:
    with training.random.in_place():
        training.take(training.next_batches(1)[0])
    training.end_epoch()


def look(
    training: Training, type_id: str, scheduler: ProbeScheduler | None = None, **given: Any
) -> Reading[Any]:
    """The reading that a receiver gets. Raises ``ProbeError``."""
    with training.random.in_place():
        measured = (scheduler or probe_scheduler(training, "r")).measure(
            1, {"type": type_id, **given}
        )
    if measured.data is None:
        raise ProbeError(measured.error)
    (reading,) = unpack_frame(measured.data)["readings"]
    found: Reading = reading
    return found


def offered(run: Project) -> set[str]:
    return {str(offer.probe["type"]) for offer in offers_for(run)}


# ---- the learning rate -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scheduler",
    [
        {"type": "step_lr", "step_size": 2},
        {"type": "one_cycle_lr"},
        {"type": "linear_warmup", "then": "cosine"},
    ],
)
def test_the_planned_rate_is_the_rate_that_every_step_gets(scheduler: dict[str, Any]) -> None:
    run = project(scheduler=scheduler, epochs=5)
    training, total = begun(run), 5 * run.steps_per_epoch
    plan = look(training, "schedule")
    assert plan.tensors["x"].shape == (total,)
    for taken in range(total):
        reading = look(training, "schedule")
        assert reading.facts.now == taken / run.steps_per_epoch
        assert plan.tensors["x"][taken] == pytest.approx(taken / run.steps_per_epoch)
        assert plan.tensors["y"][0, taken] == pytest.approx(training.learning_rate(), abs=1e-12)
        np.testing.assert_allclose(reading.tensors["y"], plan.tensors["y"], atol=1e-12)
        step(training)


def test_a_long_plan_has_five_hundred_points_from_first_to_last() -> None:
    run = project(scheduler={"type": "cosine_annealing_lr"}, epochs=10_000)
    reading = look(begun(run), "schedule")
    assert reading.tensors["y"].shape == (1, 500)
    assert reading.tensors["x"][0] == 0
    assert reading.tensors["x"][-1] == pytest.approx(10_000 - 1 / run.steps_per_epoch)


def test_a_schedule_that_waits_for_the_loss_shows_what_was_seen() -> None:
    run = project(scheduler={"type": "reduce_lr_on_plateau"}, epochs=5)
    training = begun(run)
    scheduler = probe_scheduler(training, "r")
    for _ in range(3):
        reading = look(training, "schedule", scheduler)
        step(training)
    assert reading.facts.names == ["learning rate so far"]
    assert reading.tensors["x"].tolist() == pytest.approx(
        [index / run.steps_per_epoch for index in range(3)]
    )
    assert reading.tensors["y"].tolist() == [[0.01, 0.01, 0.01]]


def test_a_plan_is_offered_where_there_is_a_schedule() -> None:
    with_one = project(scheduler={"type": "step_lr"})
    assert "schedule" in offered(with_one)
    assert "schedule" not in offered(project())
    with pytest.raises(ProbeError, match="no schedule"):
        look(begun(project()), "schedule")


# ---- the augmented batch ---------------------------------------------------------------------------------


def test_the_augmented_batch_is_the_one_that_the_next_step_takes() -> None:
    training = begun(project(CONV, DIGITS, augmentations=[SHIFT], batch_size=20))
    step(training)
    reading = look(training, "augmented_batch", count=12)
    with training.random.in_place():
        x, y = training.prepared(training.next_batches(1)[0])
    values = dequantize(reading.tensors["values"])
    assert values.shape == (2, 8, 8, 8)
    shown = values.reshape(16, 8, 8)
    scale = float(np.max(reading.tensors["values"].scale))  # type: ignore[union-attr]
    assert np.abs(shown[:12] - x[:12, 0].numpy()).max() <= scale / 2 + 1e-6
    assert (shown[12:] == 0).all()
    captions = [name for row in reading.facts.captions for name in row]
    assert captions == [*[str(int(target)) for target in y[:12]], "", "", "", ""]
    assert (reading.facts.shown, reading.facts.total) == (12, 20)


def test_points_of_the_plane_are_shown_with_their_noise() -> None:
    noisy = {"type": "gaussian_noise", "std": 0.5}
    training = begun(project(augmentations=[noisy]))
    reading = look(training, "augmented_batch")
    with training.random.in_place():
        x, y = training.prepared(training.next_batches(1)[0])
    assert np.array_equal(reading.tensors["points"], x.numpy())
    assert np.array_equal(reading.tensors["group"], y.numpy())


def test_a_batch_is_offered_where_it_is_augmented() -> None:
    assert "augmented_batch" in offered(project(CONV, DIGITS, augmentations=[SHIFT]))
    assert "augmented_batch" not in offered(project(CONV, DIGITS))
    with pytest.raises(ProbeError, match="no augmentation"):
        look(begun(project()), "augmented_batch")


# ---- the loss by output ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "loss"),
    [
        (DIGITS, {"type": "cross_entropy"}),
        (DIGITS, {"type": "mse", "softmax": True}),
        (DIGITS, {"type": "multi_margin"}),
        ({"type": "circle"}, {"type": "binary_cross_entropy"}),
        ({"type": "circle"}, {"type": "hinge"}),
        ({"type": "sine"}, {"type": "huber"}),
        ({"type": "sine"}, {"type": "custom"}),
    ],
)
def test_dots_lie_where_their_loss_is_and_the_curve_passes_through_the_chosen_one(
    data: dict[str, Any], loss: dict[str, Any]
) -> None:
    layers = [{"type": "flatten"}, *TANH_4] if data is DIGITS else TANH_4
    run = project(layers, data, loss=loss)
    training = begun(run)
    step(training)
    reading = look(training, "loss_curve", sample=3)
    points, lines = reading.tensors["points"], reading.tensors["lines"].reshape(-1, 80, 4)
    x, y = training.data.test
    with training.measuring():
        outputs = training.network.forward(torch.cat([x[3:4], x[:63]]))
        losses = training.loss_each(outputs, torch.cat([y[3:4], y[:63]]))
    np.testing.assert_allclose(points[:, 1], losses.numpy(), rtol=1e-5, atol=1e-6)
    assert np.array_equal(reading.tensors["marked"][0], points[0])
    assert len(lines) == (2 if run.wanted == (1,) and run.info.classes else 1)
    near = [np.interp(points[0, 0], line[:, 0], line[:, 1]) for line in lines]
    assert min(abs(loss - points[0, 1]) for loss in near) < 0.02
    arrows = reading.tensors["arrows"]
    assert np.array_equal(arrows[:, :2], points)
    assert (arrows[:, 3] <= arrows[:, 1] + 1e-6).all(), "downhill"
    assert "loss_curve" in offered(run)


def test_squared_shares_push_least_where_the_network_is_most_wrong() -> None:
    """As the lesson on losses shows with the arrow of the worst sample."""

    def push_of_the_worst(loss: dict[str, Any]) -> float:
        run = project([{"type": "flatten"}], DIGITS, loss=loss)
        training = begun(run)
        with torch.no_grad():
            for param in training.params:
                param.mul_(40)
        reading = look(training, "loss_curve")
        points, arrows = reading.tensors["points"], reading.tensors["arrows"]
        pushes = np.abs(arrows[:, 2] - arrows[:, 0])
        return float(pushes[points[:, 0].argmin()] / pushes.max())

    assert push_of_the_worst({"type": "cross_entropy"}) > 0.99
    assert push_of_the_worst({"type": "mse", "softmax": True}) < 0.01


def test_a_sample_that_a_person_made_costs_nothing() -> None:
    run = project()
    with pytest.raises(ProbeError, match="no target"):
        look(begun(run), "loss_curve", of="asked", asked="0.5, 0.5")


# ---- the norm of the gradient ------------------------------------------------------------------------------


def test_the_length_of_the_gradient_is_that_of_the_coming_step_before_and_after_clipping() -> None:
    limit = 0.05
    training = begun(project(clip_grad_norm=limit))
    scheduler = probe_scheduler(training, "r")
    for taken in range(3):
        plan = rehearse(training)
        reading = look(training, "gradient_norm", scheduler)
        x, (before, after) = dequantize(reading.tensors["x"]), dequantize(reading.tensors["y"])
        assert x.tolist() == list(range(taken + 1))
        whole = torch.cat([gradient.flatten() for gradient in plan.pulled.values()]).norm().item()
        assert before[-1] == pytest.approx(whole, rel=1e-6)
        assert after[-1] == pytest.approx(limit, rel=1e-3)
        assert reading.facts.remark == f"clipped at {taken + 1} of the {taken + 1} steps drawn"
        step(training)
    assert reading.facts.references == [Level(value=limit, label="clip at 0.05")]


def test_the_length_of_the_gradient_is_offered_where_it_matters() -> None:
    assert "gradient_norm" in offered(project(clip_grad_value=1.0))
    assert "gradient_norm" not in offered(project())
    assert look(begun(project()), "gradient_norm").facts.names == ["as computed"]
