"""Optimizers: their fields reach torch, they find the minimum, and they converge at the rates of the textbooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from torch import Tensor, nn

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.task import Optimizer
from torchground.testing.fields import fields

OPTIMIZERS = {name: cast(type[Optimizer], kind) for name, kind in entries("optimizers").items()}
TORCH_NAMES = {
    "adam": "Adam",
    "adamw": "AdamW",
    "nadam": "NAdam",
    "adamax": "Adamax",
    "adagrad": "Adagrad",
    "adadelta": "Adadelta",
    "rmsprop": "RMSprop",
    "sgd": "SGD",
    "lbfgs": "LBFGS",
}
Heights = Callable[[Tensor], Tensor]


def bowl(w: Tensor) -> Tensor:
    return w.square().sum()


def ravine(w: Tensor) -> Tensor:
    """½(x² + 100 y²): a hundred times steeper across than along."""
    return 0.5 * (w[0].square() + 100 * w[1].square())


def walk(
    height: Heights, start: tuple[float, ...], steps: int, until: float = -1.0, **given: Any
) -> tuple[Tensor, int]:
    """The position of an optimizer after at most ``steps`` steps, and the number of steps until it was lower than
    ``until``."""
    w = nn.Parameter(torch.tensor(start, dtype=torch.float64))
    optimizer = cast(Optimizer, parse("optimizers", given)).build([w])

    def closure() -> Tensor:
        optimizer.zero_grad()
        value = height(w)
        value.backward()  # type: ignore[no-untyped-call]
        return value

    for step in range(steps):
        if height(w.detach()).item() < until:
            return w.detach(), step
        optimizer.step(closure)
    return w.detach(), steps


def test_every_optimizer_is_the_one_of_torch() -> None:
    assert set(TORCH_NAMES) == set(OPTIMIZERS)
    for name, theirs in TORCH_NAMES.items():
        built = parse("optimizers", {"type": name}).build([nn.Parameter(torch.zeros(2))])
        assert type(built).__name__ == theirs


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
    if told.get("line_search_fn") == "none":
        told["line_search_fn"] = None
    assert {field: group[field] for field in told} == told


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_finds_the_bottom_of_a_bowl(name: str) -> None:
    lr = {"adadelta": 30.0, "adagrad": 0.5}.get(name, 0.1)
    found, _ = walk(bowl, (3.0, -2.0), 200, type=name, lr=lr)
    assert bowl(found).item() < 0.1


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_two_optimizers_take_equal_steps(name: str) -> None:
    def waves(w: Tensor) -> Tensor:
        return w.sin().sum()

    ways = [walk(waves, (-1.0, -0.3, 0.4, 1.0), 20, type=name)[0] for _ in range(2)]
    assert torch.equal(*ways)


@pytest.mark.parametrize(
    "wrong", [{"nesterov": True}, {"nesterov": True, "momentum": 0.9, "dampening": 0.1}]
)
def test_nesterov_without_momentum_is_refused_with_what_to_do(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="set momentum"):
        parse("optimizers", {"type": "sgd", **wrong})


# ---- what theory says ----------------------------------------------------------------------------------


def test_gradient_descent_in_a_ravine_goes_at_the_rate_of_theory() -> None:
    """(κ − 1) / (κ + 1) with κ = 100 and the best learning rate, 2 / (1 + 100)."""
    start = (1.0, 1.0)
    before, _ = walk(ravine, start, 300, type="sgd", lr=2 / 101)
    after, _ = walk(ravine, start, 301, type="sgd", lr=2 / 101)
    rate = (after.norm() / before.norm()).item()
    assert rate == pytest.approx(99 / 101, abs=1e-9)
    assert round(rate, 4) == 0.9802


def test_gradient_descent_climbs_out_above_two_over_the_steepest_bend() -> None:
    below, _ = walk(ravine, (1.0, 1.0), 500, type="sgd", lr=0.0199)
    above, _ = walk(ravine, (1.0, 1.0), 500, type="sgd", lr=0.0201)
    assert ravine(below).item() < 0.01
    assert ravine(above).item() > ravine(torch.tensor([1.0, 1.0])).item()
    once, _ = walk(ravine, (0.0, 1.0), 1, type="sgd", lr=0.0201)
    assert once[1].item() == pytest.approx(-1.01)


def test_lbfgs_with_a_line_search_is_at_the_bottom_at_once() -> None:
    found, _ = walk(ravine, (7.0, 1.0), 1, type="lbfgs", line_search_fn="strong_wolfe")
    assert ravine(found).item() < 1e-6


def test_the_first_step_of_adam_is_as_long_as_the_learning_rate() -> None:
    for name in ("adam", "adamw", "adamax"):
        found, _ = walk(ravine, (3.0, -2.0), 1, type=name, lr=0.1, weight_decay=0.0)
        assert found.tolist() == pytest.approx([2.9, -1.9], abs=1e-6)


@pytest.mark.parametrize(
    ("given", "steps"),
    [
        ({"type": "sgd", "lr": 0.0198}, 212),
        ({"type": "sgd", "lr": 0.0055, "momentum": 0.9}, 38),
        ({"type": "sgd", "lr": 0.01, "momentum": 0.9, "nesterov": True}, 21),
        ({"type": "adagrad", "lr": 0.5}, 9),
        ({"type": "rmsprop", "lr": 0.02}, 38),
        ({"type": "adam", "lr": 0.1}, 49),
    ],
    ids=["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"],
)
def test_the_race_down_the_ravine_takes_known_steps(given: dict[str, Any], steps: int) -> None:
    assert walk(ravine, (-1.5, 1.0), 400, until=0.01, **given)[1] == steps
