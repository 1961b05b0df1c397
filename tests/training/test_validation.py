"""The validation split: it is drawn from the train samples, measured, and watched by early stopping and schedules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.training.architectures import ARCHITECTURES, FILES
from tests.training.drawings import TANH_4, chain, finished, only, opened, points, project
from torchground.network.check.checking import resolve
from torchground.telemetry.messages import Point
from torchground.training.data import tensors
from torchground.training.loop import train
from torchground.training.losses import Losses
from torchground.training.measures import Measures
from torchground.training.messages import StateChanged
from torchground.training.spec import RunSpec
from torchground.training.state import Training

CPU = torch.device("cpu")
HELD_OUT = {"val_fraction": 0.25}
DATA: dict[str, dict[str, Any]] = {
    "classes": {"type": "moons", "num_samples": 200},
    "numbers": {"type": "plane", "num_samples": 200},
    "series": {"type": "series", "length": 600, "window": 20},
}


def with_val(data: dict[str, Any], fraction: float = 0.25, **training: Any) -> Training:
    flat = [{"type": "flatten"}] if data["type"] == "series" else []
    return Training(project([*flat, *TANH_4], data, val_fraction=fraction, **training), CPU)


def rows(samples: Any) -> list[bytes]:
    return [row.tobytes() for row in samples.inputs]


def test_without_a_fraction_the_parts_are_the_very_ones_of_the_data() -> None:
    run = project()
    split = run.split()
    assert list(split.parts) == ["train", "test"]
    assert np.array_equal(split.train.inputs, run.data.split().train.inputs)
    assert run.info == run.data.info()


@pytest.mark.parametrize("kind", ["classes", "numbers"])
def test_validation_samples_are_drawn_from_the_train_samples_and_nothing_is_lost(kind: str) -> None:
    training = with_val(DATA[kind])
    split, whole = training.split, training.project.data.split()
    assert split.val is not None
    assert sorted(rows(split.train) + rows(split.val)) == sorted(rows(whole.train))
    assert rows(split.test) == rows(whole.test)
    info = training.project.info
    assert (info.num_train, info.num_val) == (len(split.train), len(split.val)) == (75, 25)
    places = [rows(whole.train).index(row) for row in rows(split.train)]
    assert places == sorted(places)
    assert rows(split.val) != rows(whole.train)[-25:]


def test_every_class_has_its_share_of_the_validation_samples() -> None:
    training = with_val({"type": "iris", "test_fraction": 0.2}, 0.2)
    val = training.split.parts["val"]
    assert np.bincount(val.targets).tolist() == [8, 8, 8]


def test_the_seed_of_the_data_draws_them_and_that_of_the_training_does_not() -> None:
    one = rows(with_val(DATA["classes"], seed=1).split.parts["val"])
    assert one == rows(with_val(DATA["classes"], seed=2).split.parts["val"])
    other = with_val({**DATA["classes"], "seed": 2}).split.parts["val"]
    assert one != rows(other)


def test_of_a_series_it_is_the_last_part_and_no_train_window_reaches_into_it() -> None:
    training = with_val(DATA["series"])
    split, whole = training.split, training.project.data.split()
    val = split.parts["val"]
    assert rows(val) == rows(whole.train)[-len(val) :]
    assert rows(split.train) == rows(whole.train)[: len(split.train)]
    assert len(split.train) == training.project.info.num_train
    trained = {*split.train.inputs.reshape(-1).tolist(), *split.train.targets.reshape(-1).tolist()}
    assert not trained & {*val.inputs.reshape(-1).tolist(), *val.targets.reshape(-1).tolist()}


@pytest.mark.parametrize("name", ["mlp", "gan", "autoencoder", "gpt", "vae"])
def test_every_epoch_point_has_a_validation_loss_and_its_metrics(name: str) -> None:
    file = {
        **FILES[name],
        "training": {**FILES[name]["training"], **HELD_OUT, "epochs": 1, "batch_size": 8},
    }
    made = [p for p in points(list(train(RunSpec(opened(file))))) if p.kind == "epoch"]
    for point in made:
        assert point.val_loss is not None
        of_test = [metric for metric in point.metrics if metric.startswith("test_")]
        assert all(metric.replace("test_", "val_") in point.metrics for metric in of_test)


def test_a_run_without_a_split_has_no_validation_loss() -> None:
    made = points(list(train(RunSpec(project()))))
    assert all(point.val_loss is None for point in made)
    assert not any(name.startswith("val_") for point in made for name in point.metrics)


def test_validation_samples_are_measured_by_the_same_road() -> None:
    training = with_val(DATA["classes"])
    same = replace(training.split, val=training.split.train)
    training.data = training._measured = tensors(same, CPU)
    losses = Measures(training).losses()
    assert losses.of["val"] == pytest.approx(losses.of["train"], rel=1e-6)
    assert losses.metrics["val_accuracy"] == losses.metrics["train_accuracy"]


OVERFITTING = {
    "optimizer": {"type": "adam", "lr": 0.3},
    "early_stopping": {"patience": 3},
    "epochs": 60,
}


def best_epoch(made: list[Point], part: str) -> int:
    losses = {p.epoch: getattr(p, f"{part}_loss") for p in made if p.kind == "epoch" and p.epoch}
    return min(losses, key=lambda epoch: losses[epoch])


@pytest.mark.parametrize(("training", "part"), [(HELD_OUT, "val"), ({}, "test")])
def test_early_stopping_keeps_the_weights_with_the_lowest_watched_loss(
    training: dict[str, Any], part: str, tmp_path: Path
) -> None:
    run = RunSpec(project(TANH_4, **OVERFITTING, **training), checkpoint_dir=tmp_path)
    messages = list(train(run))
    ended, made = only(StateChanged, messages)[-1], points(messages)
    word = {"val": "validation", "test": "test"}[part]
    best = best_epoch([p for p in made if p is not made[-1]], part)
    assert f"the {word} loss was lowest after epoch {best} " in str(ended.reason)
    chosen = next(p for p in made if p.kind == "epoch" and p.epoch == best)
    assert getattr(made[-1], f"{part}_loss") == getattr(chosen, f"{part}_loss")


def test_a_schedule_on_a_plateau_watches_the_validation_loss() -> None:
    plateau = {"type": "reduce_lr_on_plateau", "patience": 0, "threshold": 1.0}
    training = with_val(DATA["classes"], scheduler=plateau)
    training.watched(Losses({"train": 1.0, "val": 1.0, "test": 9.0}, {}))
    training.watched(Losses({"train": 1.0, "val": 2.0, "test": 1.0}, {}))
    assert training.schedule_memory["best"] == 1.0


def test_a_run_with_a_validation_split_goes_on_from_its_checkpoints(tmp_path: Path) -> None:
    made, _ = finished(RunSpec(project(**HELD_OUT), checkpoint_dir=tmp_path))
    again, _ = finished(RunSpec(project(**HELD_OUT), "other", checkpoint_dir=tmp_path))
    assert made == again


# ---- the check -------------------------------------------------------------------------------------------


def checked(data: dict[str, Any], **training: Any) -> Any:
    return resolve(chain(TANH_4, data, **training))[1]


def test_early_stopping_without_a_split_says_that_it_watches_the_test_loss() -> None:
    report = checked(DATA["classes"], early_stopping={})
    (warning,) = report.problems
    assert (warning.severity, warning.place) == ("warning", "training.early_stopping")
    assert "watches the test loss" in warning.sentence
    (fix,) = warning.fixes
    assert (fix.place, fix.value) == (["training", "val_fraction"], 0.2)
    assert checked(DATA["classes"], early_stopping={}, val_fraction=0.2).problems == []


def test_a_split_that_leaves_nothing_to_train_with_is_refused() -> None:
    series = {"type": "series", "length": 400, "window": 149}
    report = resolve(chain([{"type": "flatten"}], series, val_fraction=0.9))[1]
    (problem,) = [one for one in report.problems if one.severity == "error"]
    assert problem.place == "training.val_fraction"
    assert "nothing is left to train with" in problem.sentence


def test_steps_and_samples_of_the_report_are_those_without_the_split() -> None:
    report = checked(DATA["classes"], val_fraction=0.25, batch_size=10)
    assert (report.data.num_train, report.data.num_val, report.steps_per_epoch) == (75, 25, 8)
    assert ARCHITECTURES["mlp"].info.num_val == 0
