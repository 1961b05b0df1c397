"""Questions to every optimizer: torch gets its fields, it minimizes a quadratic function, and its steps are
repeatable."""

from __future__ import annotations

from typing import Any

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.task import Optimizer
from torchground.testing.sorts import draw_entry


def hands_every_field_to_torch(kind: type[Entry]) -> None:
    """A field that torch has under the same name has the value that was set."""

    @settings(max_examples=30, deadline=None)
    @given(data=st.data())
    def hold(data: st.DataObject) -> None:
        entry = draw_entry(kind, data)
        assert isinstance(entry, Optimizer)
        group = entry.build([nn.Parameter(torch.zeros(2))]).param_groups[0]
        told: dict[str, Any] = entry.model_dump(exclude={"type"})
        shared = {name: value for name, value in told.items() if name in group}
        expected = {name: None if value == "none" else value for name, value in shared.items()}
        assert {name: group[name] for name in shared} == expected
        assert "lr" in group

    hold()


def walks_down_a_bowl(kind: type[Entry]) -> None:
    """With its default fields it comes nearer to the minimum."""
    heights = [walked(kind, steps).square().sum().item() for steps in (0, 50, 400)]
    assert heights[0] > heights[1] > heights[2] >= 0 or heights[1] < 1e-6


def takes_the_same_steps_twice(kind: type[Entry]) -> None:
    """A run can be repeated only if each step can be repeated."""
    assert torch.equal(walked(kind, 20), walked(kind, 20))


def has_a_learning_rate_that_may_change_while_it_runs(kind: type[Entry]) -> None:
    """It has the field ``lr`` with ``ui(live=True)``."""
    assert "lr" in kind.live_fields()


QUESTIONS = (
    hands_every_field_to_torch,
    walks_down_a_bowl,
    takes_the_same_steps_twice,
    has_a_learning_rate_that_may_change_while_it_runs,
)


def walked(kind: type[Entry], steps: int) -> torch.Tensor:
    """The weights [3] after some steps of an optimizer with its default fields on a quadratic function."""
    weight = nn.Parameter(torch.tensor([3.0, -2.0, 0.5]))
    optimizer = parse("optimizers", {"type": kind.type_id()}).build([weight])

    def again() -> float:
        optimizer.zero_grad()
        height = weight.square().sum()
        height.backward()  # type: ignore[no-untyped-call]
        return height.item()

    for _ in range(steps):
        optimizer.step(again)
    return weight.detach()
