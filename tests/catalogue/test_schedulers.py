"""Schedules compared with torch's own, step by step, and with numbers of the textbooks."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, cast

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.optim import lr_scheduler
from torch.optim.lr_scheduler import LRScheduler

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.scheduler import Moment, Scheduler
from torchground.testing.fields import fields

SCHEDULERS = {name: cast(type[Scheduler], kind) for name, kind in entries("schedulers").items()}
BASE = 0.3
Theirs = Callable[[torch.optim.Optimizer, int], LRScheduler]


def scheduler(name: str, **given: Any) -> Scheduler:
    return cast(Scheduler, parse("schedulers", {"type": name, **given}))


def factors(entry: Scheduler, epochs: int, steps_per_epoch: int) -> list[float]:
    """The factor of every step of a training."""
    return [
        entry.factor(Moment(step, steps_per_epoch, epochs), {})
        for step in range(epochs * steps_per_epoch)
    ]


def optimizer() -> torch.optim.Optimizer:
    return torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=BASE)


def their_rates(theirs: Theirs, num: int) -> list[float]:
    """The learning rate of torch's scheduler at each ``step()``."""
    held = optimizer()
    rule = theirs(held, num)
    rates = []
    for _ in range(num):
        rates.append(float(held.param_groups[0]["lr"]))
        held.step()
        rule.step()
    return rates


def warmup_then_cosine(held: torch.optim.Optimizer, num: int) -> LRScheduler:
    climb = lr_scheduler.LinearLR(held, start_factor=0.1, total_iters=8)
    fall = lr_scheduler.CosineAnnealingLR(held, T_max=num - 8)
    return lr_scheduler.SequentialLR(held, [climb, fall], milestones=[8])


EPOCHS = 40
BY_EPOCH: list[tuple[str, dict[str, Any], Theirs]] = [
    ("step_lr", {"step_size": 7, "gamma": 0.3}, lambda o, n: lr_scheduler.StepLR(o, 7, 0.3)),
    (
        "multi_step_lr",
        {"milestones": [3, 11, 12], "gamma": 0.5},
        lambda o, n: lr_scheduler.MultiStepLR(o, [3, 11, 12], 0.5),
    ),
    ("exponential_lr", {"gamma": 0.9}, lambda o, n: lr_scheduler.ExponentialLR(o, 0.9)),
    (
        "cosine_annealing_lr",
        {"min_factor": 0.1},
        lambda o, n: lr_scheduler.CosineAnnealingLR(o, n, eta_min=0.1 * BASE),
    ),
    (
        "cosine_annealing_lr",
        {"T_max": 9},
        lambda o, n: lr_scheduler.CosineAnnealingLR(o, 9),
    ),
    (
        "cosine_annealing_warm_restarts",
        {"T_0": 3, "T_mult": 2, "min_factor": 0.1},
        lambda o, n: lr_scheduler.CosineAnnealingWarmRestarts(o, 3, 2, eta_min=0.1 * BASE),
    ),
    (
        "cosine_annealing_warm_restarts",
        {"T_0": 4, "T_mult": 1},
        lambda o, n: lr_scheduler.CosineAnnealingWarmRestarts(o, 4, 1),
    ),
    ("polynomial_lr", {}, lambda o, n: lr_scheduler.PolynomialLR(o, n)),
    (
        "polynomial_lr",
        {"total_iters": 13, "power": 2.5},
        lambda o, n: lr_scheduler.PolynomialLR(o, 13, 2.5),
    ),
]
BY_STEP: list[tuple[str, dict[str, Any], Theirs]] = [
    (
        "one_cycle_lr",
        {},
        lambda o, n: lr_scheduler.OneCycleLR(o, BASE, total_steps=n, cycle_momentum=False),
    ),
    (
        "one_cycle_lr",
        {
            "pct_start": 0.1,
            "anneal_strategy": "linear",
            "div_factor": 4.0,
            "final_div_factor": 10.0,
        },
        lambda o, n: lr_scheduler.OneCycleLR(
            o,
            BASE,
            total_steps=n,
            pct_start=0.1,
            anneal_strategy="linear",
            div_factor=4.0,
            final_div_factor=10.0,
            cycle_momentum=False,
        ),
    ),
    (
        "linear_warmup",
        {"warmup_epochs": 1.6, "start_factor": 0.2},
        lambda o, n: lr_scheduler.LinearLR(o, start_factor=0.2, total_iters=8),
    ),
    ("linear_warmup", {"warmup_epochs": 1.6, "then": "cosine"}, warmup_then_cosine),
    (
        "cosine_annealing_lr",
        {"unit": "step"},
        lambda o, n: lr_scheduler.CosineAnnealingLR(o, n),
    ),
    ("polynomial_lr", {"unit": "step"}, lambda o, n: lr_scheduler.PolynomialLR(o, n)),
]


@pytest.mark.parametrize(("name", "given", "theirs"), BY_EPOCH)
def test_an_epoch_has_the_rate_that_torch_gives_it(
    name: str, given: dict[str, Any], theirs: Theirs
) -> None:
    ours = factors(scheduler(name, **given), EPOCHS, 3)
    wanted = their_rates(theirs, EPOCHS)
    for epoch, rate in enumerate(wanted):
        for factor in ours[3 * epoch : 3 * epoch + 3]:
            assert BASE * factor == pytest.approx(rate, abs=1e-12)


@pytest.mark.parametrize(("name", "given", "theirs"), BY_STEP)
def test_a_step_has_the_rate_that_torch_gives_it(
    name: str, given: dict[str, Any], theirs: Theirs
) -> None:
    ours = factors(scheduler(name, **given), 12, 5)
    wanted = their_rates(theirs, 60)
    assert [BASE * factor for factor in ours] == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize(
    "given",
    [
        {"gamma": 0.5, "patience": 2},
        {"gamma": 0.1, "patience": 0, "cooldown": 2, "min_factor": 0.002},
        {"gamma": 0.7, "patience": 1, "threshold": 0.05},
    ],
)
def test_a_plateau_is_left_when_torch_leaves_it(given: dict[str, Any]) -> None:
    losses = [1.0 / (1 + n % 17) + 0.05 * math.sin(n) for n in range(80)]
    losses[30] = math.nan
    theirs, held = dict(given), optimizer()
    theirs["factor"] = theirs.pop("gamma")
    theirs["min_lr"] = BASE * theirs.pop("min_factor", 0.0)
    rule = lr_scheduler.ReduceLROnPlateau(held, eps=0, **theirs)
    ours, memory = scheduler("reduce_lr_on_plateau", **given), dict[str, float]()
    for epoch, loss in enumerate(losses):
        factor = ours.factor(Moment(epoch * 3, 3, 80), memory)
        assert BASE * factor == pytest.approx(held.param_groups[0]["lr"], abs=1e-12)
        ours.watched(loss, memory)
        rule.step(loss)
        memory = json.loads(json.dumps(memory, allow_nan=False))
    assert held.param_groups[0]["lr"] < BASE / 4


def test_the_numbers_of_the_textbook() -> None:
    steps, falling = scheduler("step_lr"), scheduler("cosine_annealing_lr")
    at = [Moment(epoch, 1, 50) for epoch in (0, 10, 25, 49)]
    rates = [0.1 * steps.factor(moment, {}) for moment in at]
    assert rates == pytest.approx([0.1, 0.05, 0.025, 0.00625])
    rates = [0.1 * falling.factor(moment, {}) for moment in at]
    assert [round(rate, 5) for rate in rates] == [0.1, 0.09045, 0.05, 0.0001]


@pytest.mark.parametrize("name", SCHEDULERS)
@settings(max_examples=60)
@given(data=st.data())
def test_a_factor_is_never_below_nought_nor_above_one(name: str, data: st.DataObject) -> None:
    entry = cast(Scheduler, parse("schedulers", data.draw(fields(SCHEDULERS[name], most=60))))
    epochs, steps_per_epoch = data.draw(st.integers(1, 30)), data.draw(st.integers(1, 7))
    memory: dict[str, float] = {}
    for epoch in range(epochs + 1):
        for step in range(steps_per_epoch):
            moment = Moment(epoch * steps_per_epoch + step, steps_per_epoch, epochs)
            factor = entry.factor(moment, memory)
            assert math.isfinite(factor)
            assert -1e-12 <= factor <= 1 + 1e-12
            assert entry.factor(moment, memory) == factor
        entry.watched(data.draw(st.floats(-1e6, 1e6)), memory)
    assert all(type(value) is float for value in memory.values())


def test_only_the_plateau_waits_for_the_losses() -> None:
    waiting = [name for name, kind in SCHEDULERS.items() if kind.watches_loss]
    assert waiting == ["reduce_lr_on_plateau"]
