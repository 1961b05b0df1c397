"""Tasks: their targets, what they refuse, and their metrics, compared with numbers computed by hand and with
scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pytest
import torch
from sklearn.metrics import r2_score
from torch import Tensor

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.samples import DataInfo, Samples, Split
from torchground.catalogue.bases.task import Drawn, Loss, Task
from torchground.catalogue.tasks import reconstruction

TASKS = {name: cast(type[Task], kind) for name, kind in entries("tasks").items()}
LOSSES = {name: cast(type[Loss], kind) for name, kind in entries("losses").items()}
CLASSES = DataInfo(shape=(4,), num_train=10, num_test=10, classes=["a", "b", "c"])
TWO = DataInfo(shape=(4,), num_train=10, num_test=10, classes=["a", "b"])
NUMBERS = DataInfo(shape=(4,), num_train=10, num_test=10, num_targets=2)
PICTURES = DataInfo(shape=(1, 4, 4), num_train=10, num_test=10, classes=["a", "b"])
NOTHING = DataInfo(shape=(2,), num_train=10, num_test=10, num_targets=0)
VOCAB = ["a", "b", "c", "[MASK]"]
TEXT = DataInfo(shape=(5,), num_train=10, num_test=10, vocab=VOCAB, token_targets=True, causal=True)
HIDDEN = TEXT.model_copy(update={"causal": False, "mask_token": 3})
NAMES = DataInfo(shape=(5,), num_train=10, num_test=10, vocab=VOCAB, classes=["a", "b"])
SETS = {
    "classes": CLASSES,
    "numbers": NUMBERS,
    "pictures": PICTURES,
    "nothing": NOTHING,
    "text": TEXT,
    "hidden": HIDDEN,
    "names": NAMES,
}
FITS = {
    "classification": {"classes", "pictures", "names"},
    "regression": {"numbers"},
    "language_modelling": {"text"},
    "masked_language_modelling": {"hidden"},
    "reconstruction": {"classes", "numbers", "pictures", "nothing"},
    "gan": {"classes", "numbers", "pictures", "nothing"},
    "minimize": {"nothing"},
}


def task(name: str, **fields: Any) -> Task:
    return cast(Task, parse("tasks", {"type": name, **fields}))


def loss(name: str, **fields: Any) -> Loss:
    return cast(Loss, parse("losses", {"type": name, **fields}))


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("data", SETS)
def test_a_task_takes_the_data_it_is_for_and_says_what_else_to_choose(name: str, data: str) -> None:
    refusal = task(name).refuses(SETS[data])
    assert (refusal is None) == (data in FITS[name])
    assert refusal is None or ("choose" in str(refusal) and str(refusal)[0].islower())


def test_every_task_has_its_usual_loss_first_and_every_loss_a_task() -> None:
    for kind in TASKS.values():
        assert kind.losses()[0] == kind.usual_loss
        assert all(kind.asks in LOSSES[name].fits for name in kind.losses())
    assert {name for kind in TASKS.values() for name in kind.losses()} == set(LOSSES)


@pytest.mark.parametrize(
    ("name", "data", "used", "shape"),
    [
        ("classification", CLASSES, "cross_entropy", (3,)),
        ("classification", TWO, "cross_entropy", (2,)),
        ("classification", TWO, "binary_cross_entropy", (1,)),
        ("regression", NUMBERS, "mse", (2,)),
        ("language_modelling", TEXT, "cross_entropy", (5, 4)),
        ("masked_language_modelling", HIDDEN, "cross_entropy", (5, 4)),
        ("reconstruction", PICTURES, "mse", (1, 4, 4)),
        ("gan", NOTHING, "binary_cross_entropy", (1,)),
        ("minimize", NOTHING, "value", (1,)),
    ],
)
def test_the_answer_has_the_shape_that_task_and_loss_ask_for(
    name: str, data: DataInfo, used: str, shape: tuple[int, ...]
) -> None:
    assert task(name).output_shape(data, loss(used)) == shape


# ---- classes and numbers -----------------------------------------------------------------------------


def test_accuracy_is_the_part_told_right() -> None:
    outputs = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    targets = torch.tensor([0, 1, 2, 2])
    found = task("classification").metrics(outputs, targets, loss("cross_entropy"))
    assert found == {"accuracy": 0.75}


def test_one_output_above_zero_means_the_second_of_two_classes() -> None:
    outputs = torch.tensor([[0.5], [-0.5], [0.0], [2.0]])
    found = task("classification").metrics(outputs, torch.tensor([1, 0, 0, 0]), loss("hinge"))
    assert found == {"accuracy": 0.75}


def test_regression_metrics_are_those_of_scikit_learn() -> None:
    generator = torch.Generator().manual_seed(1)
    targets = torch.randn(50, 1, generator=generator)
    outputs = targets + 0.5 * torch.randn(50, 1, generator=generator)
    found = task("regression").metrics(outputs, targets, loss("mse"))
    assert found["r2"] == pytest.approx(r2_score(targets.numpy(), outputs.numpy()), abs=1e-6)
    assert found["mse"] == pytest.approx((outputs - targets).square().mean().item(), abs=1e-6)
    assert found["mae"] == pytest.approx((outputs - targets).abs().mean().item(), abs=1e-6)


def test_a_network_that_answers_the_mean_has_no_r2() -> None:
    targets = torch.tensor([[1.0], [2.0], [6.0]])
    found = task("regression").metrics(torch.full((3, 1), 3.0), targets, loss("mse"))
    assert found["r2"] == pytest.approx(0)


# ---- tokens --------------------------------------------------------------------------------------------


def test_only_places_asked_about_are_measured() -> None:
    right = torch.tensor([[0, 1, 2], [3, 0, 1], [2, 2, 2]])
    outputs = 5.0 * torch.nn.functional.one_hot(right, 4)
    targets = torch.tensor([[0, 1, -100], [3, 1, -100], [-100, -100, -100]])
    found = task("language_modelling").metrics(outputs, targets, loss("cross_entropy"))
    sure, other = math.exp(5), 1.0
    nats = (3 * -math.log(sure / (sure + 3)) - math.log(other / (sure + 3))) / 4
    assert found["accuracy"] == 0.75
    assert found["exact"] == 0.5
    assert found["nats_per_token"] == pytest.approx(nats, rel=1e-5)
    assert found["perplexity"] == pytest.approx(math.exp(nats), rel=1e-5)


def test_a_network_that_knows_nothing_is_as_perplexed_as_there_are_tokens() -> None:
    targets = torch.randint(0, 27, (6, 8), generator=torch.Generator().manual_seed(1))
    found = task("language_modelling").metrics(
        torch.zeros(6, 8, 27), targets, loss("cross_entropy")
    )
    assert found["nats_per_token"] == pytest.approx(math.log(27), rel=1e-6)
    assert found["perplexity"] == pytest.approx(27, rel=1e-5)


def test_outputs_that_are_no_logits_have_no_nats() -> None:
    found = task("masked_language_modelling").metrics(
        torch.zeros(2, 3, 4), torch.zeros(2, 3, dtype=torch.int64), loss("hinge")
    )
    assert set(found) == {"accuracy", "exact"}


def test_the_loss_of_tokens_is_the_mean_over_the_places_asked_about() -> None:
    generator = torch.Generator().manual_seed(5)
    outputs = torch.randn(4, 5, 3, generator=generator)
    targets = torch.randint(0, 3, (4, 5), generator=generator)
    targets[0, 1] = targets[2, 3] = targets[3, 4] = -100
    asked = targets != -100
    for name in task("language_modelling").losses():
        entry = loss(name)
        paired = task("language_modelling").paired(outputs, targets)
        each = entry.each(3)(*paired)
        assert each.shape == (20,)
        assert (each[~asked.flatten()] == 0).all(), name
        mean = each[asked.flatten()].mean()
        torch.testing.assert_close(entry.build(3)(*paired), mean)


def drawn(*layers: dict[str, Any], inputs: Sequence[tuple[str, ...]] | None = None) -> list[Drawn]:
    """A chain of nodes ``n0``, ``n1``, …, or nodes with these inputs. All shapes are (2,)."""
    wires = inputs or [(), *[(f"n{index}",) for index in range(len(layers) - 1)]]
    return [
        Drawn(
            id=f"n{index}",
            layer=parse("layers", layer),
            inputs=tuple(wires[index]),
            input_shapes=((2,),) * len(wires[index]),
            shape=(2,),
            num_params=6 if layer["type"] in ("linear", "conv2d") or layer == OUTPUT else 0,
            trainable=True,
        )
        for index, layer in enumerate(layers)
    ]


# ---- reconstruction -------------------------------------------------------------------------------------


def split() -> Split:
    rng = np.random.default_rng(3)

    def half(count: int) -> Samples:
        inputs = rng.random((count, 1, 4, 4)).astype(np.float32)
        return Samples(inputs, rng.integers(0, 2, count))

    return Split(half(12), half(6), 3.0, 2.0)


def test_reconstruction_asks_for_the_inputs_and_keeps_the_classes_as_labels() -> None:
    before = split()
    posed = task("reconstruction").posed(before, seed=1)
    for half, was in ((posed.train, before.train), (posed.test, before.test)):
        assert np.array_equal(half.targets, was.inputs)
        assert np.array_equal(half.inputs, was.inputs)
        assert half.labels is not None
        assert np.array_equal(half.labels, was.targets)
    assert (posed.target_mean, posed.target_std) == (0.0, 1.0)


def test_noise_spoils_inputs_and_never_targets() -> None:
    noisy, before = task("reconstruction", noise=0.3), split()
    posed = noisy.posed(before, seed=1)
    for half, was in ((posed.train, before.train), (posed.test, before.test)):
        assert np.array_equal(half.inputs, was.inputs)
        assert np.array_equal(half.targets, was.inputs)
        spoiled = noisy.measured(half.inputs, seed=1)
        assert (spoiled - was.inputs).std() == pytest.approx(0.3, rel=0.25)
        assert np.array_equal(spoiled, noisy.measured(half.inputs, seed=1))
        assert not np.array_equal(spoiled, noisy.measured(half.inputs, seed=2))
    assert task("reconstruction").measured(before.test.inputs, seed=1) is before.test.inputs
    x = torch.zeros(400, 16)
    torch.manual_seed(1)
    changed, targets = noisy.prepare(x, x)
    assert targets is x
    assert changed.std().item() == pytest.approx(0.3, rel=0.05)
    assert task("reconstruction").prepare(x, x)[0] is x


def test_noise_for_measuring_is_the_same_however_many_samples_get_it_at_one_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noisy, inputs = task("reconstruction", noise=0.3), split().train.inputs
    whole = noisy.measured(inputs, seed=1)
    monkeypatch.setattr(reconstruction, "SPOILED_AT_ONCE", 5)
    assert np.array_equal(noisy.measured(inputs, seed=1), whole)


def test_the_error_of_a_reconstruction_is_of_the_answers_not_the_logits() -> None:
    outputs, targets = torch.zeros(3, 1, 2, 2), torch.full((3, 1, 2, 2), 0.5)
    measured = task("reconstruction").metrics
    assert measured(outputs, targets, loss("binary_cross_entropy")) == {"mse": 0.0}
    assert measured(outputs, targets, loss("mse")) == {"mse": 0.25}


# ---- two networks -----------------------------------------------------------------------------------------


INPUT, NOISE, SWITCH = {"type": "input"}, {"type": "noise"}, {"type": "real_or_fake"}
LINEAR, OUTPUT = {"type": "linear", "out_features": 2}, {"type": "output"}


def refused(*layers: dict[str, Any], inputs: Sequence[tuple[str, ...]]) -> str:
    refusal = task("gan").refuses_drawing(drawn(*layers, inputs=inputs))
    return "" if refusal is None else str(refusal.sentence)


def test_two_networks_that_meet_in_the_switch_are_taken() -> None:
    wires = [(), (), ("n1",), ("n0", "n2"), ("n3",), ("n4",)]
    assert refused(INPUT, NOISE, LINEAR, SWITCH, LINEAR, OUTPUT, inputs=wires) == ""


@pytest.mark.parametrize(
    ("layers", "wires", "sentence"),
    [
        ([INPUT, LINEAR, OUTPUT], [(), ("n0",), ("n1",)], "add Real or fake"),
        (
            [INPUT, NOISE, LINEAR, SWITCH, SWITCH, OUTPUT],
            [(), (), ("n1",), ("n0", "n2"), ("n3", "n2"), ("n4",)],
            "remove all but one",
        ),
        (
            [INPUT, LINEAR, SWITCH, OUTPUT],
            [(), ("n0",), ("n0", "n1"), ("n2",)],
            "wire only Noise",
        ),
        (
            [INPUT, NOISE, LINEAR, SWITCH, OUTPUT],
            [(), (), ("n1",), ("n2", "n0"), ("n3",)],
            "wire the Input there",
        ),
        (
            [INPUT, NOISE, LINEAR, SWITCH, OUTPUT],
            [(), (), ("n1",), ("n0", "n2"), ("n2",)],
            "wire the discriminator",
        ),
        (
            [INPUT, NOISE, LINEAR, SWITCH, {"type": "add"}, OUTPUT],
            [(), (), ("n1",), ("n0", "n2"), ("n3", "n0"), ("n4",)],
            "lead all its inputs through",
        ),
    ],
)
def test_a_drawing_that_is_no_two_networks_says_what_is_missing(
    layers: list[dict[str, Any]], wires: list[tuple[str, ...]], sentence: str
) -> None:
    assert sentence in refused(*layers, inputs=wires)


@pytest.mark.parametrize(
    ("train", "names"),
    [
        ("both", {"generator": ["n1", "n2"], "discriminator": ["n0", "n3", "n4", "n5"]}),
        ("generator", {"generator": ["n1", "n2"]}),
        ("discriminator", {"discriminator": ["n0", "n3", "n4", "n5"]}),
    ],
)
def test_the_networks_that_take_steps_are_those_asked_to_learn(
    train: str, names: dict[str, list[str]]
) -> None:
    wires = [(), (), ("n1",), ("n0", "n2"), ("n3",), ("n4",)]
    nodes = drawn(INPUT, NOISE, LINEAR, SWITCH, LINEAR, OUTPUT, inputs=wires)
    learners = task("gan", train=train).learners(nodes)
    assert {name: [node.id for node in part] for name, part in learners.items()} == names
    assert list(task("regression").learners(nodes)) == [""]


def test_every_sample_of_the_data_is_real() -> None:
    posed = task("gan").posed(split(), seed=1)
    assert posed.train.targets.shape == (12, 1)
    assert (posed.train.targets == 1).all()
    assert posed.train.labels is not None
    logits = torch.tensor([[0.0], [0.0]])
    real = loss("binary_cross_entropy").build(1)(logits, torch.ones(2, 1))
    assert real.item() == pytest.approx(math.log(2))


def test_the_least_of_a_surface_is_looked_for_without_targets() -> None:
    outputs = torch.tensor([[3.0], [-1.0]])
    assert loss("value").build(1)(outputs, torch.zeros(2, 0)).item() == 1
    each: Tensor = loss("value").each(1)(outputs, torch.zeros(2, 0))
    assert each.tolist() == [3, -1]
    assert task("minimize").metrics(outputs, torch.zeros(2, 0), loss("value")) == {}
