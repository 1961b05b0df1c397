"""The penalty changes the gradients between backward and update."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from torchground.training.penalty import Penalty, punish


def penalty(*weights: nn.Parameter, l1: float = 0, l2: float = 0, **clips: float) -> Penalty:
    clip_norm, clip_value = clips.get("clip_norm"), clips.get("clip_value")
    return Penalty(frozenset(weights), l1, l2, clip_norm, clip_value)


def param(values: list[float], gradient: list[float] | None) -> nn.Parameter:
    made = nn.Parameter(torch.tensor(values))
    made.grad = None if gradient is None else torch.tensor(gradient)
    return made


def test_l1_and_l2_pull_on_weights_and_leave_biases_alone() -> None:
    weight, bias = param([2.0, -4.0], [0.0, 0.0]), param([3.0], [1.0])
    punish(penalty(weight, l1=0.5, l2=0.1), [weight, bias])
    assert weight.grad is not None
    assert bias.grad is not None
    assert weight.grad.tolist() == pytest.approx([0.7, -0.9])
    assert bias.grad.tolist() == [1.0]


def test_all_gradients_together_are_shortened_to_the_norm() -> None:
    one, other, without = param([0.0], [3.0]), param([0.0], [4.0]), param([0.0], None)
    punish(penalty(clip_norm=1.0), [one, other, without])
    assert one.grad is not None
    assert other.grad is not None
    assert [one.grad.item(), other.grad.item()] == pytest.approx([0.6, 0.8], rel=1e-5)
    assert without.grad is None


def test_each_number_is_held_between_the_clip_value_and_its_opposite() -> None:
    one = param([0.0, 0.0, 0.0], [3.0, -4.0, 0.5])
    punish(penalty(clip_value=1.0), [one])
    assert one.grad is not None
    assert one.grad.tolist() == [1.0, -1.0, 0.5]


def test_a_penalty_of_nothing_says_so() -> None:
    assert penalty().changes_nothing
    assert not penalty(l2=0.1).changes_nothing
    assert not penalty(clip_value=1.0).changes_nothing
