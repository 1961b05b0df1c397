"""Schedules set the learning rate of every step. Early stopping ends a run and restores its best weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from tests.training.architectures import RING, gan
from tests.training.drawings import (
    CIRCLE,
    TANH_4,
    finished,
    last_capture,
    only,
    opened,
    points,
    project,
    started,
    until,
)
from tests.training.test_strategies import in_fast_strategy, steps
from torchground.network.spec import Project
from torchground.telemetry.messages import Play, Point, Set
from torchground.training.loop import train
from torchground.training.messages import Checkpointed, StateChanged
from torchground.training.spec import Resume, RunSpec
from torchground.training.state import Training

CPU = torch.device("cpu")


def rates(run: Project) -> list[float | None]:
    """The learning rate of every epoch point."""
    return [point.learning_rate for point in points(list(train(RunSpec(run))))]


def test_points_tell_the_learning_rate_of_the_step_that_comes_next() -> None:
    adam = {"type": "adam", "lr": 0.1}
    steps_down = {"type": "step_lr", "step_size": 2, "gamma": 0.5}
    assert rates(project(optimizer=adam, scheduler=steps_down, epochs=4)) == pytest.approx(
        [0.1, 0.1, 0.05, 0.05, 0.025]
    )
    assert rates(project(optimizer=adam, epochs=2)) == [None] * 3
    cosine = {"type": "cosine_annealing_lr"}
    found = rates(project(optimizer=adam, scheduler=cosine, epochs=10))
    assert [found[0], found[5], found[10]] == pytest.approx([0.1, 0.05, 0.0], abs=1e-12)


def test_every_step_of_both_strategies_is_taken_at_the_planned_rate() -> None:
    run = project(
        optimizer={"type": "adam", "lr": 0.1},
        scheduler={"type": "one_cycle_lr"},
        epochs=12,
    )
    training = Training(run, CPU)
    for fast in (False, True):
        if fast:
            in_fast_strategy(training)
        for _ in range(6):
            planned = training.learning_rate()
            steps(training, 1)
            (group,) = training.learners["optimizer"].optimizer.param_groups
            assert group["lr"] == planned


def test_a_live_learning_rate_is_multiplied_by_the_schedule() -> None:
    run = project(
        optimizer={"type": "sgd", "lr": 0.1},
        scheduler={"type": "step_lr", "step_size": 1, "gamma": 0.5},
        epochs=3,
    )
    loop, inbox = started(RunSpec(run, start_paused=True))
    seen = until(loop, "paused")
    inbox.command(1, Set(field="optimizer.lr", value=0.4))
    inbox.command(2, Play())
    made = points(seen + until(loop, "finished"))
    assert [p.learning_rate for p in made] == pytest.approx([0.1, 0.4, 0.2, 0.1, 0.05])


def test_a_plateau_lowers_the_rate_right_after_the_epoch_that_brought_nothing() -> None:
    run = project(
        optimizer={"type": "sgd", "lr": 1e-12},
        scheduler={"type": "reduce_lr_on_plateau", "patience": 1, "gamma": 0.1},
        epochs=4,
    )
    made = rates(run)
    assert made == pytest.approx([1e-12, 1e-12, 1e-12, 1e-13, 1e-13], rel=1e-6)


def test_both_networks_follow_the_schedule() -> None:
    schedule = {"type": "step_lr", "step_size": 1, "gamma": 0.5}
    other = {"type": "sgd", "lr": 0.3}
    training = Training(opened(gan(RING, scheduler=schedule, generator_optimizer=other)), CPU)
    steps(training, training.steps_per_epoch + 1)
    found = [learner.optimizer.param_groups[0]["lr"] for learner in training.learners.values()]
    assert found == pytest.approx([0.0005, 0.15])


# ---- early stopping ----------------------------------------------------------------------------------


def stopping(**rule: Any) -> Project:
    """A project whose loss soon goes up and down around its best value."""
    return project(
        TANH_4,
        CIRCLE,
        optimizer={"type": "sgd", "lr": 20.0},
        early_stopping={"patience": 3, **rule},
        epochs=60,
    )


def ended(run: RunSpec) -> tuple[list[Point], StateChanged, dict[str, torch.Tensor]]:
    messages = list(train(run))
    capture = last_capture(messages, run)
    return points(messages), only(StateChanged, messages)[-1], capture.tensors


def test_it_ends_after_so_many_epochs_without_a_lower_loss(tmp_path: Path) -> None:
    made, end, tensors = ended(RunSpec(stopping(), checkpoint_dir=tmp_path))
    *whole, last = made
    losses = [float(point.test_loss or 0) for point in whole[1:]]
    best = losses.index(min(losses)) + 1
    assert len(losses) == best + 3 == whole[-1].epoch
    assert end.state == "finished"
    assert f"Stopped early after epoch {best + 3}" in str(end.reason)
    assert f"The weights of epoch {best} were taken up again" in str(end.reason)
    assert (last.kind, last.epoch, last.step) == ("epoch", best + 3, whole[-1].step)
    assert last.test_loss == min(losses)
    again = Training(stopping(), CPU)
    steps(again, best * again.steps_per_epoch)
    for name, value in again.network.state_dict().items():
        assert torch.equal(value, tensors[f"network.{name}"]), name


def test_the_weights_stay_where_the_best_are_not_wanted(tmp_path: Path) -> None:
    made, end, _ = ended(RunSpec(stopping(restore_best=False), checkpoint_dir=tmp_path))
    assert "taken up" not in str(end.reason)
    assert [point.epoch for point in made] == list(range(len(made)))


def test_a_change_that_is_too_small_does_not_count(tmp_path: Path) -> None:
    made, end, _ = ended(RunSpec(stopping(min_delta=1e5), checkpoint_dir=tmp_path))
    assert "Stopped early after epoch 4: the test loss was lowest after epoch 1" in str(end.reason)
    assert len(made) == 6


def test_the_best_weights_are_taken_up_after_the_last_epoch_too(tmp_path: Path) -> None:
    run = RunSpec(stopping(patience=60), checkpoint_dir=tmp_path)
    made, end, _ = ended(run)
    losses = [float(point.test_loss or 0) for point in made[1:-1]]
    assert made[-1].test_loss == min(losses)
    assert str(end.reason).startswith("The weights of epoch")


def test_a_run_that_ended_early_has_ended_when_it_is_opened_again(tmp_path: Path) -> None:
    run = RunSpec(stopping(), checkpoint_dir=tmp_path)
    messages = list(train(run))
    kept = only(Checkpointed, messages)[-1].file
    again = list(train(RunSpec(run.project, resume=Resume(kept, last_seq=len(points(messages))))))
    assert points(again) == []
    assert only(StateChanged, again)[-1] == only(StateChanged, messages)[-1]


def test_without_a_rule_nothing_is_kept(tmp_path: Path) -> None:
    _, capture = finished(RunSpec(project(), checkpoint_dir=tmp_path))
    assert not any(name.startswith("best.") for name in capture.tensors)
