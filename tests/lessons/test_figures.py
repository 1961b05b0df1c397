"""The figures that the lessons promise, trained through the real loop. Each was measured once and is checked here."""

import numpy as np
import pytest

from tests.lessons.training import accuracy, curve, end
from torchground.catalogue.bases.entries import parse


def test_two_spirals_are_told_apart() -> None:
    assert accuracy("two-spirals") >= 0.95


def test_a_small_tanh_network_closes_the_circle() -> None:
    assert accuracy("circle-first-network") >= 0.97


def test_without_a_bend_the_circle_stays_open() -> None:
    seeds = [accuracy("circle-lines-cannot-bend", seed) for seed in (1, 2, 3)]
    assert np.mean(seeds) <= 0.70


def test_with_the_right_features_no_hidden_layer_is_needed() -> None:
    assert accuracy("circle-features") >= 0.97


def test_four_hidden_units_find_the_cross_with_this_seed_and_not_with_every_other() -> None:
    assert accuracy("xor-hidden-units") >= 0.97
    assert min(accuracy("xor-hidden-units", seed) for seed in range(1, 9)) <= 0.92


def test_three_rings_are_told_apart() -> None:
    assert accuracy("rings") >= 0.97


def test_four_units_are_too_few_for_the_spiral() -> None:
    assert accuracy("spiral-too-small") <= 0.75


def test_two_layers_of_sixteen_are_enough_for_the_spiral() -> None:
    assert accuracy("spiral-large-enough") >= 0.97


def test_iris() -> None:
    assert accuracy("iris") >= 0.90


def test_wine() -> None:
    assert accuracy("wine") >= 0.95


def test_breast_cancer_and_its_test_loss_turns_up_again() -> None:
    points = curve("breast-cancer")
    assert points[-1].metrics["test_accuracy"] >= 0.94
    losses = [point.test_loss for point in points if point.test_loss is not None]
    assert losses[-1] > 1.2 * min(losses)


def test_digits_by_dense_layers() -> None:
    assert accuracy("digits-mlp") >= 0.94


def test_digits_by_convolutions_and_better_than_by_dense_layers() -> None:
    assert accuracy("digits-cnn") >= 0.97
    assert accuracy("digits-cnn") > accuracy("digits-mlp")


def test_the_sine_is_found_and_its_noise_is_not() -> None:
    loss = end("sine").train_loss
    assert loss is not None
    assert 0.008 <= loss <= 0.03


def test_the_hills_are_found() -> None:
    assert end("hills").metrics["test_r2"] >= 0.85


def test_diabetes_and_the_line_that_is_as_good() -> None:
    network = end("diabetes").metrics["test_r2"]
    line = end("diabetes-line").metrics["test_r2"]
    assert network >= 0.25
    assert line >= network
    assert line == pytest.approx(best_line(), abs=0.02)
    assert best_line() == pytest.approx(0.54, abs=0.005)  # the figure in the lesson


def best_line() -> float:
    """R² on the test half of the best linear function, by least squares."""
    split = parse("datasets", {"type": "diabetes"}).split()
    train_x, test_x = (
        np.column_stack([half.inputs, np.ones(len(half))]) for half in (split.train, split.test)
    )
    weights = np.linalg.lstsq(train_x, split.train.targets, rcond=None)[0]
    truth = split.test.targets
    off = ((test_x @ weights - truth) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()
    return float(1 - off)
