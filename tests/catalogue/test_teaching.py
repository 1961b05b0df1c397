"""Losses, optimizers and tasks against torch, scikit-learn and hand-computed numbers."""

from __future__ import annotations

import math
from typing import Any, cast

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sklearn.metrics import r2_score
from torch import nn

from tests.catalogue.drawing import fields
from torchground.catalogue.dataset import DataInfo
from torchground.catalogue.entry import entries, parse
from torchground.catalogue.task import Loss, Optimizer, Task

LOSSES = {name: cast(type[Loss], kind) for name, kind in entries("losses").items()}
OPTIMIZERS = {name: cast(type[Optimizer], kind) for name, kind in entries("optimizers").items()}
TASKS = {name: cast(type[Task], kind) for name, kind in entries("tasks").items()}
CLASSES = DataInfo(shape=(4,), num_train=10, num_test=10, classes=["a", "b", "c"])
NUMBERS = DataInfo(shape=(4,), num_train=10, num_test=10, num_targets=2)


def outputs_and_targets(task: str) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(3)
    if task == "classification":
        return torch.randn(11, 3, generator=generator), torch.randint(
            0, 3, (11,), generator=generator
        )
    return torch.randn(11, 2, generator=generator), torch.randn(11, 2, generator=generator)


PAIRS = [(task, loss) for task, kind in TASKS.items() for loss in kind.losses]


@pytest.mark.parametrize(("task", "loss"), PAIRS)
@settings(max_examples=20)
@given(data=st.data())
def test_a_loss_is_the_mean_of_the_losses_of_each_sample(
    task: str, loss: str, data: st.DataObject
) -> None:
    entry = parse("losses", data.draw(fields(LOSSES[loss])))
    outputs, targets = outputs_and_targets(task)
    each = entry.each(outputs.shape[1])(outputs, targets)
    assert each.shape == (11,)
    assert (each >= 0).all()
    torch.testing.assert_close(each.mean(), entry.build(outputs.shape[1])(outputs, targets))


def test_every_loss_fits_some_task_and_every_task_names_known_losses() -> None:
    assert {loss for _, loss in PAIRS} == set(LOSSES)


def test_cross_entropy_of_a_blind_guess_is_the_logarithm_of_the_classes() -> None:
    loss = parse("losses", {"type": "cross_entropy"}).build(3)
    assert loss(torch.zeros(4, 3), torch.tensor([0, 1, 2, 0])).item() == pytest.approx(math.log(3))


def test_mean_squared_error_on_classes_wants_one_for_the_true_class() -> None:
    loss = parse("losses", {"type": "mse"}).build(3)
    right = torch.eye(3)[[0, 2]]
    assert loss(right, torch.tensor([0, 2])).item() == 0
    assert loss(right, torch.tensor([0, 1])).item() == pytest.approx(2 / 6)


def test_mean_squared_error_on_numbers_is_in_squared_units() -> None:
    loss = parse("losses", {"type": "mse"}).build(1)
    assert loss(torch.tensor([[1.0], [3.0]]), torch.tensor([[0.0], [0.0]])).item() == 5


@pytest.mark.parametrize("name", OPTIMIZERS)
@settings(max_examples=30)
@given(data=st.data())
def test_every_field_of_an_optimizer_reaches_torch(name: str, data: st.DataObject) -> None:
    drawn = data.draw(fields(OPTIMIZERS[name]))
    if drawn.get("nesterov"):
        drawn |= {"momentum": 0.5, "dampening": 0.0}
    entry = parse("optimizers", drawn)
    group = entry.build([nn.Parameter(torch.zeros(2))]).param_groups[0]
    told: dict[str, Any] = entry.model_dump(exclude={"type"})
    assert {field: group[field] for field in told} == told


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_finds_the_bottom_of_a_bowl(name: str) -> None:
    weight = nn.Parameter(torch.tensor([3.0, -2.0]))
    optimizer = parse("optimizers", {"type": name, "lr": 0.1}).build([weight])
    for _ in range(200):
        optimizer.zero_grad()
        weight.square().sum().backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    assert weight.square().sum().item() < 0.1


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_two_optimizers_take_equal_steps(name: str) -> None:
    def walk() -> torch.Tensor:
        weight = nn.Parameter(torch.linspace(-1, 1, 7))
        optimizer = parse("optimizers", {"type": name}).build([weight])
        for _ in range(20):
            optimizer.zero_grad()
            weight.sin().sum().backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        return weight.detach()

    assert torch.equal(walk(), walk())


@pytest.mark.parametrize(
    "wrong", [{"nesterov": True}, {"nesterov": True, "momentum": 0.9, "dampening": 0.1}]
)
def test_nesterov_without_momentum_is_refused_with_what_to_do(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="set momentum"):
        parse("optimizers", {"type": "sgd", **wrong})


def test_accuracy_is_the_part_told_right() -> None:
    task = parse("tasks", {"type": "classification"})
    outputs = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    assert task.metrics(outputs, torch.tensor([0, 1, 2, 2])) == {"accuracy": 0.75}


def test_regression_metrics_are_those_of_scikit_learn() -> None:
    generator = torch.Generator().manual_seed(1)
    targets = torch.randn(50, 1, generator=generator)
    outputs = targets + 0.5 * torch.randn(50, 1, generator=generator)
    metrics = parse("tasks", {"type": "regression"}).metrics(outputs, targets)
    assert metrics["r2"] == pytest.approx(r2_score(targets.numpy(), outputs.numpy()), abs=1e-6)
    assert metrics["mse"] == pytest.approx((outputs - targets).square().mean().item(), abs=1e-6)
    assert metrics["mae"] == pytest.approx((outputs - targets).abs().mean().item(), abs=1e-6)


def test_a_network_that_answers_the_mean_has_no_r2() -> None:
    targets = torch.tensor([[1.0], [2.0], [6.0]])
    metrics = parse("tasks", {"type": "regression"}).metrics(torch.full((3, 1), 3.0), targets)
    assert metrics["r2"] == pytest.approx(0)


def test_tasks_refuse_data_of_the_other_sort_and_ask_for_fitting_outputs() -> None:
    classification = parse("tasks", {"type": "classification"})
    regression = parse("tasks", {"type": "regression"})
    assert classification.refuses(CLASSES) is None
    assert regression.refuses(NUMBERS) is None
    assert "choose regression" in (classification.refuses(NUMBERS) or "")
    assert "choose classification" in (regression.refuses(CLASSES) or "")
    assert classification.num_outputs(CLASSES) == 3
    assert regression.num_outputs(NUMBERS) == 2
