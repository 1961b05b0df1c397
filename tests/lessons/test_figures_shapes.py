"""The figures of the lessons on architectures: perceptrons, activations, filters, recurrent layers, transformers."""

from itertools import product

import numpy as np
import pytest
import torch

from tests.exhaustive import more
from tests.lessons.training import (
    accuracy,
    curve,
    end,
    lesson_of,
    metric,
    seen,
    trained,
    untrained,
)
from torchground.files.store import FileStore
from torchground.network.check.checking import check, resolve
from torchground.training.loop import train
from torchground.training.messages import StateChanged
from torchground.training.spec import RunSpec


def mistakes(lesson_id: str, variant: str | None = None) -> list[int]:
    """The number of wrong answers in each epoch."""
    return [int(point.metrics["mistakes"]) for point in curve(lesson_id, variant=variant)[1:]]


# ---- one unit ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variant", "epochs", "weights"),
    [(None, 6, [2, 1, -2]), ("OR", 4, [1, 1, 0]), ("NAND", 6, [-2, -1, 3])],
)
def test_a_perceptron_learns_a_truth_table_in_a_known_number_of_epochs(
    variant: str | None, epochs: int, weights: list[int]
) -> None:
    assert mistakes("perceptron-and", variant).index(0) + 1 == epochs
    assert accuracy("perceptron-and", variant=variant) == 1.0
    found = trained("perceptron-and", variant).training.network.named_weights()
    assert torch.cat([param.detach().flatten() for _, param in found]).tolist() == weights


def test_the_mistakes_are_those_that_the_lesson_names() -> None:
    assert mistakes("perceptron-and")[:6] == [1, 3, 3, 2, 1, 0]


def test_a_perceptron_never_learns_xor_and_hidden_units_do() -> None:
    assert min(mistakes("perceptron-xor")) > 0
    assert mistakes("perceptron-xor")[-1] == 4
    assert accuracy("perceptron-xor") == 0.5
    assert accuracy("perceptron-xor", variant="with four hidden units") == 1.0


def test_the_best_line_gets_three_of_the_four_points_of_xor() -> None:
    """No line among many is better. This grid has lines for all ways to divide the four corners."""
    corner = np.array(list(product((0, 1), repeat=2)))
    lit = corner.sum(axis=1) == 1
    steps = np.linspace(-1, 1, 21)
    rights = [((corner @ (a, b) + c > 0) == lit).mean() for a, b, c in product(steps, repeat=3)]
    assert max(rights) == 0.75


def test_setosa_is_parted_from_the_rest_within_five_epochs() -> None:
    assert 0 in mistakes("perceptron-iris")[:5]
    assert accuracy("perceptron-iris") == 1.0


def test_virginica_and_versicolor_are_parted_by_no_line() -> None:
    for variant, low, high in (("virginica or not", 0.92, 0.99), ("versicolor or not", 0.25, 0.8)):
        assert min(mistakes("perceptron-iris", variant)) > 0
        assert low <= accuracy("perceptron-iris", variant=variant) <= high


# ---- activations -------------------------------------------------------------------------------------


def test_a_bend_closes_the_circle_and_without_one_it_stays_open() -> None:
    assert accuracy("mlp-2d") >= 0.97
    flat = [accuracy("mlp-2d", seed, "without a bend") for seed in (1, 2, 3)]
    assert np.mean(flat) <= 0.70


def test_two_clouds_need_no_bend() -> None:
    assert accuracy("mlp-2d", variant="two clouds") >= 0.97
    assert accuracy("mlp-2d", variant="two clouds, without a bend") >= 0.97


# ---- pictures ----------------------------------------------------------------------------------------


def test_four_filters_tell_four_kinds_of_line() -> None:
    assert accuracy("cnn-lines") >= 0.99
    assert trained("cnn-lines").training.project.num_params == 124


def test_moved_digits_are_read_by_a_network_that_was_shown_moved_digits() -> None:
    assert accuracy("cnn-shift") >= 0.93
    moved = accuracy("cnn-shift", variant="without shifts in training")
    still = accuracy("cnn-shift", variant="without shifts at all")
    assert still - moved >= 0.15
    assert still >= 0.97


def test_mnist_is_read_by_the_network_of_the_lesson(files: FileStore) -> None:
    """With random pictures, because the real ones need a download. So no test here measures its figure."""
    file = lesson_of("cnn-mnist").project
    assert check(file, files).num_params == 9_098
    few = {**file["data"], "num_samples": 200}
    project, report = resolve({**file, "data": few}, files)
    assert project, report.problems
    assert [
        message.state for message in train(RunSpec(project)) if isinstance(message, StateChanged)
    ][-1] == "finished"


# ---- sequences ---------------------------------------------------------------------------------------


def test_gates_that_start_open_remember_over_sixty_steps() -> None:
    assert end("rnn-recall").step <= 400
    assert accuracy("rnn-recall") >= 0.99
    assert accuracy("rnn-recall", variant="GRU") >= 0.99


def test_a_plain_rnn_forgets_and_so_does_an_lstm_with_the_usual_start() -> None:
    assert accuracy("rnn-recall", variant="plain RNN") <= 0.6
    assert accuracy("rnn-recall", variant="LSTM with the usual start") <= 0.6


def test_the_gradient_reaches_the_first_step_through_gates_only() -> None:
    def ratio(variant: str | None) -> float:
        (reading,) = seen(untrained("rnn-recall", variant), "gradient_through_time")
        return float(reading.facts.ratios[0])

    assert ratio("plain RNN") < 1e-8
    assert ratio("LSTM with the usual start") < 1e-8
    assert min(ratio(None), ratio("GRU")) > 1e-3


def test_clipping_saves_a_training_that_explodes() -> None:
    assert accuracy("rnn-clip") >= 0.95
    failed = trained("rnn-clip", "without clipping").state
    assert failed.state == "failed"
    assert failed.step <= 4
    assert "not finite" in str(failed.reason)
    slow = "without clipping, a thousandth of the learning rate"
    assert accuracy("rnn-clip", variant=slow) <= 0.8


def test_the_next_value_is_told_near_the_noise_and_a_weighted_sum_does_it_better() -> None:
    rows = seen(trained("rnn-timeseries").training, "baseline")[0].facts.rows
    scores = {name: test for name, _, test in rows}
    naive, line = scores["repeat the last value"], scores["linear autoregression"]
    found = [metric("test_mse", "rnn-timeseries", variant) for variant in (None, "RNN", "GRU")]
    assert max(found) <= 0.025
    assert max(found) < naive / 2
    dense = metric("test_mse", "rnn-timeseries", "a small dense network")
    assert max(line, dense) < min(found)


def test_word_order_decides_and_a_bag_of_words_has_none() -> None:
    assert accuracy("rnn-sentiment") >= 0.98
    assert accuracy("rnn-sentiment", variant="RNN") >= 0.98
    assert accuracy("rnn-sentiment", variant="GRU") >= 0.98
    assert accuracy("rnn-sentiment", variant="a bag of words") <= 0.75


def test_a_text_is_told_letter_by_letter() -> None:
    assert metric("test_nats_per_token", "char-lm") <= 1.75


def test_names_are_told_equally_well_by_all() -> None:
    nats = [
        metric("test_nats_per_token", "names", variant)
        for variant in (None, "RNN", "LSTM", "a GPT")
    ]
    assert max(nats) <= 1.80
    assert max(nats) - min(nats) < 0.05


# ---- transformers ------------------------------------------------------------------------------------


def test_a_gpt_sorts_and_goes_on_with_letters_that_somebody_types() -> None:
    assert end("gpt-sort").step <= 300
    assert metric("test_exact", "gpt-sort") >= 0.99
    typed = {"of": "asked", "asked": "CABBAC", "length": 6}
    (reading,) = seen(trained("gpt-sort").training, "generated", **typed)
    assert reading.facts.text == "CABBACAABBCC"


def test_hidden_letters_are_found_by_their_place_and_not_without() -> None:
    assert end("bert-mirror").step <= 300
    assert accuracy("bert-mirror") >= 0.99
    assert accuracy("bert-mirror", variant="without positions") <= 0.45


def test_the_verb_agrees_with_its_subject() -> None:
    assert end("bert-agreement").step <= 600
    assert accuracy("bert-agreement") >= 0.98


@pytest.mark.parametrize("variant", ["residuals only", more(None)])
def test_with_residuals_deep_blocks_learn(variant: str | None) -> None:
    loss = end("tf-ablation", variant=variant).train_loss
    assert loss is not None
    assert loss < 0.1


@pytest.mark.parametrize("variant", ["neither", more("norms only")])
def test_without_residuals_deep_blocks_do_not(variant: str) -> None:
    loss = end("tf-ablation", variant=variant).train_loss
    assert loss is not None
    assert loss > 0.5
