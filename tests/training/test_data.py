"""Samples as tensors, and the batches for the steps: order, dtypes, augmentation, and changes by the task."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tests.training.architectures import ARCHITECTURES, DIGITS
from tests.training.drawings import CIRCLE, CONV, TANH_4, opened, project
from tests.training.test_curves import DATA, project_file
from tests.training.test_strategies import in_fast_strategy, steps
from torchground.catalogue.bases.samples import Samples, Split
from torchground.network.build import build
from torchground.network.spec import Project
from torchground.training.data import tensors
from torchground.training.state import Training

CPU = torch.device("cpu")
SHIFTED = {"augmentations": [{"type": "random_shift"}]}


@pytest.mark.parametrize("name", DATA)
def test_whole_numbers_stay_whole_and_others_are_single_precision(name: str) -> None:
    training, info = Training(opened(project_file(name)), CPU), DATA[name]
    (x, y), num = training.data.train, info.num_train
    assert x.shape == (num, *info.shape)
    assert x.dtype == (torch.int64 if info.is_tokens else torch.float32)
    if info.asks == "none" and training.task.type != "minimize":
        assert y.shape == x.shape
    elif info.asks in ("tokens", "classes"):
        assert y.dtype == torch.int64
        assert y.shape == (x.shape if info.asks == "tokens" else (num,))
    else:
        assert y.dtype == torch.float32
        assert y.shape == (num, info.num_targets)


def test_any_kind_of_numbers_becomes_one_of_two() -> None:
    samples = Samples(np.zeros((3, 2), np.float64), np.zeros((3,), np.int32))
    made = tensors(Split(samples, samples), CPU)
    assert (made.x.dtype, made.y.dtype) == (torch.float32, torch.int64)
    assert (len(made.train[0]), len(made.test[0])) == (3, 3)


def test_without_shuffling_samples_come_in_the_order_of_the_file() -> None:
    training = Training(project(shuffle=False, batch_size=7), CPU)
    for _ in range(2):
        x = torch.cat([batch[0] for batch in training.next_batches(99)])
        assert torch.equal(x, training.data.train[0])
        steps(training, training.steps_per_epoch)
    assert training.epoch == 2


def test_an_epoch_passes_every_sample_once() -> None:
    training = Training(project(batch_size=7), CPU)
    x = torch.cat([batch[0] for batch in training.next_batches(99)])
    assert not torch.equal(x, training.data.train[0])
    assert sorted(x.tolist()) == sorted(training.data.train[0].tolist())


def pictures(**training: Any) -> Project:
    return project(CONV, DIGITS, **{"batch_size": 200, "epochs": 1} | training)


def test_augmentation_changes_what_is_learned_from_and_never_what_is_measured() -> None:
    training = Training(pictures(**SHIFTED), CPU)
    before = training.data.x.clone()
    plain = training.next_batches(1)[0]
    steps(training, 1)
    assert training.batch is not None
    assert training.batch[0].shape == plain[0].shape
    assert not torch.equal(training.batch[0], plain[0])
    assert torch.equal(training.batch[1], plain[1])
    assert torch.equal(training.data.x, before)


def test_augmentation_draws_from_the_run_and_is_another_in_every_epoch() -> None:
    one, other = (Training(pictures(**SHIFTED), CPU) for _ in range(2))
    torch.manual_seed(1)
    found = steps(one, 3)
    torch.manual_seed(2)
    assert steps(other, 3) == found
    assert found != steps(Training(pictures(), CPU), 3)
    still = Training(pictures(**SHIFTED, shuffle=False), CPU)
    first: list[torch.Tensor] = []
    for _ in range(2):
        steps(still, 1)
        assert still.batch is not None
        first.append(still.batch[0])
        steps(still, still.steps_per_epoch - 1)
    assert not torch.equal(*first)


def test_augmented_batches_pass_a_fast_strategy_too() -> None:
    plain, fast = (Training(pictures(**SHIFTED), CPU) for _ in range(2))
    assert steps(plain, 2) == steps(fast, 2)
    in_fast_strategy(fast)
    assert steps(plain, 5) == steps(fast, 5)


def test_noise_is_added_to_the_inputs_of_a_reconstruction_and_not_to_its_targets() -> None:
    training = Training(ARCHITECTURES["autoencoder"], CPU)
    x, y = training.next_batches(1)[0]
    steps(training, 1)
    assert training.batch is not None
    assert torch.equal(training.batch[1], y)
    assert 0.05 < float((training.batch[0] - x).std()) < 0.15


def test_mistakes_are_counted_as_they_are_made() -> None:
    training = Training(ARCHITECTURES["perceptron"], CPU)
    wrong: list[int] = []
    for _ in range(4):
        wrong.append(0)
        for _ in range(training.steps_per_epoch):
            (x, y), network = training.next_batches(1)[0], training.network
            with torch.no_grad():
                wrong[-1] += int(((network(x)[:, 0] > 0).long() != y).sum())
            steps(training, 1)
        assert training.epoch_mistakes == wrong[-1]
    assert sum(wrong) > 0


# ---- first weights -----------------------------------------------------------------------------------


def test_an_initializer_draws_every_weight_anew_by_the_seed() -> None:
    plain, zero = build(project(TANH_4)), build(project(TANH_4, initializer={"type": "zeros"}))
    assert all(float(w.detach().abs().sum()) > 0 for n, w in plain.named_weights() if "weight" in n)
    assert all(float(w.detach().abs().sum()) == 0 for n, w in zero.named_weights() if "weight" in n)
    drawn = project(TANH_4, initializer={"type": "orthogonal"})
    one, other, third = build(drawn), build(drawn), build(drawn, seed=9)
    names = [name for name, _ in one.named_weights() if "weight" in name]
    for name in names:
        first = dict(one.named_weights())[name]
        assert torch.equal(first, dict(other.named_weights())[name])
        assert not torch.equal(first, dict(third.named_weights())[name])


def test_building_leaves_the_random_state_alone() -> None:
    before = torch.get_rng_state()
    build(project(TANH_4, CIRCLE, initializer={"type": "normal"}))
    assert torch.equal(before, torch.get_rng_state())
