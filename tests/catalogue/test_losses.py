"""Losses compared with torch's own, with numbers computed by hand, and with their own result for each sample."""

from __future__ import annotations

import math
from typing import Any, cast

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from torch import Tensor, nn
from torch.nn import functional

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.task import Loss
from torchground.testing.fields import fields

LOSSES = {name: cast(type[Loss], kind) for name, kind in entries("losses").items()}
FORMULAS = [
    "(prediction - target) ** 2",
    "abs(prediction - target) * 2",
    "sum(square(prediction - target))",
    "max(prediction) - mean(target)",
    "-sum(target * log_softmax(prediction))",
]
# for each kind of target: the numbers of classes, or of numbers of a sample, that are tested
ASKED = {"classes": (2, 5), "numbers": (1, 4), "real": (1,), "none": (1,)}
CASES = [
    (name, asks, size)
    for name, kind in LOSSES.items()
    for asks in kind.fits
    for size in ASKED[asks]
]
BELOW_ZERO = {"custom", "value", "nll", "binary_cross_entropy"}
"""Losses that may be negative: if targets are not probabilities, or outputs are not logarithms of probabilities."""


def loss(name: str, **given: Any) -> Loss:
    return cast(Loss, parse("losses", {"type": name, **given}))


def batch(entry: Loss, asks: str, size: int, count: int = 11) -> tuple[Tensor, Tensor]:
    """Random outputs, and random targets of one kind."""
    generator = torch.Generator().manual_seed(3)
    if asks == "classes":
        outputs = torch.randn(count, entry.num_outputs(size), generator=generator)
        return outputs, torch.randint(0, size, (count,), generator=generator)
    outputs = torch.randn(count, size, generator=generator)
    return outputs, torch.rand(count, 0 if asks == "none" else size, generator=generator)


def any_fields(name: str) -> st.SearchStrategy[dict[str, Any]]:
    if name == "custom":
        return st.fixed_dictionaries(
            {"type": st.just("custom"), "expression": st.sampled_from(FORMULAS)}
        )
    return fields(LOSSES[name])


@pytest.mark.parametrize(("name", "asks", "size"), CASES)
@settings(max_examples=20)
@given(data=st.data())
def test_a_loss_is_the_mean_of_the_losses_of_each_sample(
    name: str, asks: str, size: int, data: st.DataObject
) -> None:
    entry = cast(Loss, parse("losses", data.draw(any_fields(name))))
    outputs, targets = batch(entry, asks, size)
    each = entry.each(outputs.shape[1])(outputs, targets)
    assert each.shape == (11,)
    assert (each >= -1e-5).all() or name in BELOW_ZERO
    torch.testing.assert_close(each.mean(), entry.build(outputs.shape[1])(outputs, targets))


@pytest.mark.parametrize(
    ("name", "size"), [(name, size) for name, asks, size in CASES if asks == "classes"]
)
def test_samples_that_are_not_asked_about_count_for_nothing(name: str, size: int) -> None:
    entry = loss(name)
    outputs, targets = batch(entry, "classes", size)
    some = targets.clone()
    some[[1, 4, 9]] = -100
    kept = some >= 0
    each = entry.each(outputs.shape[1])(outputs, some)
    assert (each[~kept] == 0).all()
    function = entry.build(outputs.shape[1])
    torch.testing.assert_close(function(outputs, some), function(outputs[kept], targets[kept]))
    leaning = outputs.clone().requires_grad_()
    function(leaning, some).backward()
    assert leaning.grad is not None
    assert (leaning.grad[~kept] == 0).all()


@pytest.mark.parametrize("name", [name for name, kind in LOSSES.items() if "numbers" in kind.fits])
@pytest.mark.parametrize("shape", [(1, 4, 4), (6, 3), (5,)])
def test_targets_may_have_any_shape_of_the_outputs(name: str, shape: tuple[int, ...]) -> None:
    generator = torch.Generator().manual_seed(1)
    outputs = torch.randn(7, *shape, generator=generator)
    targets = torch.rand(7, *shape, generator=generator)
    entry = loss(name)
    each = entry.each(shape[-1])(outputs, targets)
    assert each.shape == (7,)
    torch.testing.assert_close(each.mean(), entry.build(shape[-1])(outputs, targets))


@pytest.mark.parametrize(("name", "asks", "size"), CASES)
def test_a_loss_has_the_slope_of_its_values(name: str, asks: str, size: int) -> None:
    entry = loss(name)
    outputs, targets = batch(entry, asks, size, count=5)
    targets = targets.double() if targets.is_floating_point() else targets
    function = entry.build(outputs.shape[1])
    assert torch.autograd.gradcheck(
        lambda given: function(given, targets), (outputs.double().requires_grad_(),)
    )


# ---- the same as torch's ----------------------------------------------------------------------------------

THEIRS: list[tuple[str, dict[str, Any], str, nn.Module]] = [
    (
        "cross_entropy",
        {"label_smoothing": 0.2},
        "classes",
        nn.CrossEntropyLoss(label_smoothing=0.2),
    ),
    ("nll", {}, "classes", nn.NLLLoss()),
    ("multi_margin", {}, "classes", nn.MultiMarginLoss()),
    ("multi_margin", {"p": 2, "margin": 0.5}, "classes", nn.MultiMarginLoss(p=2, margin=0.5)),
    ("mse", {}, "numbers", nn.MSELoss()),
    ("l1", {}, "numbers", nn.L1Loss()),
    ("huber", {"delta": 0.3}, "numbers", nn.HuberLoss(delta=0.3)),
    ("binary_cross_entropy", {}, "numbers", nn.BCEWithLogitsLoss()),
]


@pytest.mark.parametrize(("name", "given", "asks", "theirs"), THEIRS)
def test_a_loss_that_torch_has_too_is_the_same(
    name: str, given: dict[str, Any], asks: str, theirs: nn.Module
) -> None:
    entry = loss(name, **given)
    outputs, targets = batch(entry, asks, 4)
    torch.testing.assert_close(entry.build(4)(outputs, targets), theirs(outputs, targets))


def test_cosine_is_torchs_cosine_embedding() -> None:
    outputs, targets = batch(loss("cosine"), "numbers", 4)
    theirs = functional.cosine_embedding_loss(outputs, targets, torch.ones(11))
    torch.testing.assert_close(loss("cosine").build(4)(outputs, targets), theirs)


# ---- known numbers ---------------------------------------------------------------------------------------


def test_cross_entropy_of_a_blind_guess_is_the_logarithm_of_the_classes() -> None:
    for name in ("cross_entropy", "kl_div"):
        entry = loss(name, **({"smoothing": 0.0} if name == "kl_div" else {}))
        value = entry.build(3)(torch.zeros(4, 3), torch.tensor([0, 1, 2, 0]))
        assert value.item() == pytest.approx(math.log(3))


def test_mean_squared_error_on_classes_wants_one_for_the_true_class() -> None:
    function = loss("mse").build(3)
    right = torch.eye(3)[[0, 2]]
    assert function(right, torch.tensor([0, 2])).item() == 0
    assert function(right, torch.tensor([0, 1])).item() == pytest.approx(2 / 6)


def test_mean_squared_error_on_numbers_is_in_squared_units() -> None:
    function = loss("mse").build(1)
    assert function(torch.tensor([[1.0], [3.0]]), torch.tensor([[0.0], [0.0]])).item() == 5


def test_squared_shares_hardly_slope_where_the_network_is_sure_and_wrong() -> None:
    entry = loss("mse", softmax=True)
    assert entry.squashed() == "softmax"
    outputs = torch.tensor([[9.0, 0.0, 0.0]], requires_grad=True)
    value = entry.build(3)(outputs, torch.tensor([1]))
    shares = outputs.detach().softmax(dim=1)
    wanted = (shares - torch.tensor([[0.0, 1.0, 0.0]])).square().mean()
    torch.testing.assert_close(value.detach(), wanted)
    value.backward()
    flat = outputs.grad
    outputs = outputs.detach().requires_grad_()
    loss("cross_entropy").build(3)(outputs, torch.tensor([1])).backward()
    assert flat is not None
    assert outputs.grad is not None
    assert flat.abs().max() < 1e-3 < 0.9 < outputs.grad.abs().max()


def test_divergence_from_smoothed_targets_is_nought_where_the_shares_are_those() -> None:
    wanted = torch.tensor([[0.9 + 0.1 / 4, 0.1 / 4, 0.1 / 4, 0.1 / 4]])
    entry = loss("kl_div", smoothing=0.1)
    assert entry.build(4)(wanted.log(), torch.tensor([0])).item() == pytest.approx(0, abs=1e-6)
    shifted = wanted.log() + 3
    assert entry.build(4)(shifted, torch.tensor([0])).item() == pytest.approx(0, abs=1e-6)


def test_hinge_is_nought_beyond_the_margin_and_straight_before_it() -> None:
    each = loss("hinge").each(1)(torch.tensor([[2.0], [0.5], [-1.0]]), torch.tensor([1, 1, 1]))
    assert each.tolist() == [0, 0.5, 2]
    each = loss("hinge").each(1)(torch.tensor([[-2.0], [0.5]]), torch.tensor([0, 0]))
    assert each.tolist() == [0, 1.5]


def test_the_numbers_of_a_sample_may_be_added_up() -> None:
    outputs, targets = torch.zeros(3, 8), torch.full((3, 8), 0.5)
    summed = loss("binary_cross_entropy", reduction="sum").build(8)(outputs, targets)
    assert summed.item() == pytest.approx(8 * math.log(2))


def test_yes_or_no_takes_one_output_for_two_classes() -> None:
    for name in ("binary_cross_entropy", "hinge", "perceptron"):
        assert loss(name).num_outputs(2) == 1
        assert loss(name).num_outputs(3) == 3
    outputs, classes = torch.tensor([[0.3], [-2.0]]), torch.tensor([1, 0])
    ours = loss("binary_cross_entropy").build(1)(outputs, classes)
    theirs = functional.binary_cross_entropy_with_logits(outputs[:, 0], classes.float())
    torch.testing.assert_close(ours, theirs)


# ---- Rosenblatt's perceptron ------------------------------------------------------------------------------

TABLE = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]


def rosenblatt(answers: list[int], epochs: int) -> tuple[list[int], list[float]]:
    """Train with SGD, rate 1, one row at a time, from zero. Returns the mistakes in each epoch, and weights and bias at
    the end."""
    entry = loss("perceptron")
    function, weights = entry.build(1), torch.zeros(3, requires_grad=True)
    optimizer = parse("optimizers", {"type": "sgd", "lr": 1.0}).build([weights])
    mistakes = []
    for _ in range(epochs):
        count = 0
        for row, answer in zip(TABLE, answers, strict=True):
            optimizer.zero_grad()
            outputs = (torch.tensor([*row, 1.0]) * weights).sum().reshape(1, 1)
            count += int(entry.mistakes(outputs, torch.tensor([answer])))
            function(outputs, torch.tensor([answer])).backward()
            optimizer.step()
        mistakes.append(count)
    return mistakes, weights.tolist()


@pytest.mark.parametrize(
    ("answers", "epochs", "wanted"),
    [
        ([0, 0, 0, 1], 6, [2, 1, -2]),
        ([0, 1, 1, 1], 4, [1, 1, 0]),
        ([1, 1, 1, 0], 6, [-2, -1, 3]),
    ],
    ids=["and", "or", "nand"],
)
def test_the_perceptron_learns_the_tables_in_known_epochs(
    answers: list[int], epochs: int, wanted: list[float]
) -> None:
    mistakes, weights = rosenblatt(answers, epochs)
    assert mistakes[-1] == 0
    assert 0 not in mistakes[:-1]
    assert weights == wanted


def test_the_perceptron_never_learns_xor() -> None:
    mistakes, _ = rosenblatt([0, 1, 1, 0], 100)
    assert 0 not in mistakes
    assert mistakes[-1] == 4


def test_a_perceptron_of_many_classes_moves_the_wrong_winner_and_the_true_one() -> None:
    outputs = torch.tensor([[1.0, 3.0, 2.0], [5.0, 0.0, 0.0]], requires_grad=True)
    entry, targets = loss("perceptron"), torch.tensor([2, 0])
    assert int(entry.mistakes(outputs, targets)) == 1
    entry.each(3)(outputs, targets).sum().backward()
    assert outputs.grad is not None
    assert outputs.grad.tolist() == [[0, 1, -1], [0, 0, 0]]


# ---- custom formulas ---------------------------------------------------------------------------------------


def test_a_formula_can_say_what_other_losses_say() -> None:
    outputs, targets = batch(loss("mse"), "numbers", 4)
    for text, other in (
        ("(prediction - target) ** 2", loss("mse")),
        ("abs(prediction - target)", loss("l1")),
        ("softplus(prediction) - prediction * target", loss("binary_cross_entropy")),
    ):
        ours = loss("custom", expression=text).build(4)(outputs, targets)
        torch.testing.assert_close(ours, other.build(4)(outputs, targets))
    outputs, targets = batch(loss("cross_entropy"), "classes", 5)
    ours = loss("custom", expression="-sum(target * log_softmax(prediction))")
    theirs = loss("cross_entropy").build(5)(outputs, targets)
    torch.testing.assert_close(ours.build(5)(outputs, targets), theirs)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_has_the_slope_of_its_values(text: str) -> None:
    outputs, targets = batch(loss("mse"), "numbers", 4)
    function = loss("custom", expression=text).build(4)
    assert torch.autograd.gradcheck(
        lambda given: function(given, targets.double()), (outputs.double().requires_grad_(),)
    )


def test_a_text_that_is_no_formula_is_refused_with_its_place() -> None:
    with pytest.raises(ValidationError, match="at character 1: `foo` is no function"):
        loss("custom", expression="foo(prediction)")
