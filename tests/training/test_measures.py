"""Losses and metrics of an epoch point: every part of the data is measured in the same way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import torch

from tests.training.architectures import ARCHITECTURES, FILES
from tests.training.drawings import TANH_4, chain, opened
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.samples import Split
from torchground.network.spec import Project
from torchground.training import measures
from torchground.training.measures import Measures
from torchground.training.settings import with_setting
from torchground.training.state import Training

CPU = torch.device("cpu")
BY_TASK: dict[str, dict[str, Any]] = {
    "regression": chain(TANH_4, {"type": "plane", "num_samples": 200}, epochs=2),
    **{ARCHITECTURES[name].training.task.type: file for name, file in FILES.items()},
}
"""A small project for every task."""


def all_turned_on(file: dict[str, Any]) -> Project:
    """The project with a value other than the default for every number of its task, and with every fitting
    augmentation."""
    plain = opened(file)
    task = plain.training.task.model_dump()
    for name, field in type(plain.training.task).model_fields.items():
        if isinstance(field.default, float):
            task[name] = 0.3
    augmentations = [
        {"type": name}
        for name, kind in entries("augmentations").items()
        if kind().refuses(plain.info) is None  # type: ignore[attr-defined]
    ]
    wanted = {"task": task}
    if not plain.training.task.adversarial:
        wanted["augmentations"] = augmentations
    return opened({**file, "training": {**file["training"], **wanted}})


def with_same_halves(project: Project) -> Project:
    """The project with data whose test half is its train half."""
    split = project.data.split()

    def halves() -> Split:
        return replace(split, test=split.train)

    data = project.data.model_copy()
    object.__setattr__(data, "split", halves)
    info = project.info.model_copy(update={"num_test": project.info.num_train})
    return replace(project, data=data, info=info)


def test_there_is_a_project_for_every_task() -> None:
    assert set(BY_TASK) == set(entries("tasks"))


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("task", BY_TASK)
def test_the_same_samples_have_the_same_loss_as_train_and_as_test(
    task: str, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measures, "CHUNK", 100_000 if at_once else 64)
    training = Training(with_same_halves(all_turned_on(BY_TASK[task])), CPU)
    with training.random.in_place():
        for batch in training.next_batches(3):
            training.take(batch)
        losses = Measures(training).losses()
    assert losses.of["train"] == pytest.approx(losses.of["test"], rel=1e-5)
    for name, value in losses.metrics.items():
        if name.startswith("train_"):
            test = losses.metrics[name.replace("train_", "test_")]
            assert value == pytest.approx(test, rel=1e-5)


def test_noise_spoils_what_is_measured_in_both_halves_and_never_what_steps_are_taken_on() -> None:
    training = Training(ARCHITECTURES["autoencoder"], CPU)
    for clean, spoiled in (
        (training.data.train, training.measured.train),
        (training.data.test, training.measured.test),
    ):
        assert float((spoiled[0] - clean[0]).std()) == pytest.approx(0.1, rel=0.05)
        assert torch.equal(spoiled[1], clean[1])


def test_what_is_measured_follows_a_change_of_the_noise() -> None:
    training = Training(ARCHITECTURES["autoencoder"], CPU)
    before = training.measured.test[0]
    training.change(with_setting(training.project, "task.noise", 0.2))
    clean = training.data.test[0]
    assert torch.allclose(training.measured.test[0] - clean, 2 * (before - clean), atol=1e-5)
    training.change(with_setting(training.project, "task.noise", 0.0))
    assert torch.equal(training.measured.test[0], clean)


def test_a_task_that_leaves_its_batches_alone_keeps_no_second_copy_of_the_samples() -> None:
    training = Training(ARCHITECTURES["mlp"], CPU)
    assert training.measured is training.data
