"""The figures of the lessons on better training and on explanations, trained through the real loop."""

import math
from itertools import pairwise

import numpy as np
import pytest
import torch

from tests.lessons.training import accuracy, curve, end, seen, trained
from torchground.network.check.checking import resolve
from torchground.telemetry.messages import Point
from torchground.training.loop import Loop
from torchground.training.messages import PointMade
from torchground.training.spec import RunSpec

# ---- optimizers and schedules --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variant", "steps"),
    [
        (None, 212),
        ("momentum", 38),
        ("Nesterov", 21),
        ("Adagrad", 9),
        ("RMSprop", 38),
        ("Adam", 49),
    ],
)
def test_steps_down_the_ravine(variant: str | None, steps: int) -> None:
    points = curve("optim-surface", variant=variant)
    assert next(p.step for p in points if p.train_loss is not None and p.train_loss < 0.01) == steps


def surface(lr: float, function: str = "ravine", kappa: float = 100.0) -> list[float]:
    """The heights during plain gradient descent from (1, 1)."""
    nodes = [
        {"id": "x", "layer": {"type": "input"}},
        {"id": "p", "layer": {"type": "point", "start": [1.0, 1.0]}},
        {"id": "f", "layer": {"type": "surface", "function": function, "kappa": kappa}},
        {"id": "y", "layer": {"type": "output", "head": "none"}},
    ]
    edges = [{"source": a["id"], "target": b["id"]} for a, b in pairwise(nodes)]
    file = {
        "title": "surface",
        "network": {"nodes": nodes, "edges": edges},
        "data": {"type": "surface_start"},
        "training": {"optimizer": {"type": "sgd", "lr": lr}, "batch_size": 1, "epochs": 300},
    }
    project, report = resolve(file)
    assert project, report.problems
    loop = Loop(RunSpec(project), None)
    points: list[Point] = [m.point for m in loop.road() if isinstance(m, PointMade)]
    return [point.train_loss or 0.0 for point in points if point.kind == "epoch"]


def test_gradient_descent_shrinks_by_the_rate_of_the_theory() -> None:
    heights = surface(2 / 101, "quadratic")
    assert math.sqrt(heights[200] / heights[199]) == pytest.approx(99 / 101, abs=1e-3)


def test_above_two_over_the_curvature_the_ball_climbs_out() -> None:
    heights = surface(0.0201)
    assert heights[-1] > heights[0] > 0
    assert all(later > sooner for sooner, later in pairwise(heights[150:]))


RACERS = (None, "RMSprop", "momentum", "Adagrad", "gradient descent")


def test_the_order_of_the_race_at_one_learning_rate() -> None:
    def mean(racer: str | None) -> float:
        losses = [end("optim-race", seed, racer).train_loss for seed in (1, 2, 3)]
        return float(np.mean([loss for loss in losses if loss is not None]))

    adam, rmsprop, momentum, adagrad, plain = map(mean, RACERS)
    assert adam < rmsprop < momentum < adagrad < plain
    assert adam < mean("momentum, tuned") < momentum / 2


def test_a_schedule_comes_to_rest() -> None:
    def rattle(variant: str | None) -> float:
        points = curve("lr-schedule", variant=variant)[-5:]
        return float(np.std([point.metrics["test_accuracy"] for point in points]))

    constant = rattle(None)
    for variant in ("steps", "cosine", "warm-up and cosine"):
        assert rattle(variant) < constant / 3


# ---- losses and initialisation ---------------------------------------------------------------------------


def test_cross_entropy_is_ahead_of_squared_error_after_one_epoch() -> None:
    entropy = curve("losses")[1].metrics["test_accuracy"]
    squares = curve("losses", variant="squared error on softmax")[1].metrics["test_accuracy"]
    assert entropy - squares >= 0.3


def test_at_the_start_cross_entropy_is_a_blind_guess() -> None:
    assert curve("losses")[0].train_loss == pytest.approx(math.log(10), abs=0.05)


def intercept(variant: str | None) -> float:
    training = trained("losses-outliers", variant).training
    with torch.inference_mode():
        return training.network.forward(torch.zeros(1, 1)).item()


def test_a_few_bad_points_pull_up_only_the_squared_error() -> None:
    assert abs(intercept(None) - 1) <= 0.2
    assert abs(intercept("absolute error") - 1) <= 0.2
    assert intercept("squared error") >= 1.5


def test_where_the_weights_start() -> None:
    assert accuracy("init") >= 0.9
    assert accuracy("init", variant="Xavier") >= 0.9
    assert accuracy("init", variant="normal 0.01") <= 0.15
    assert accuracy("init", variant="zeros") <= 0.15


@pytest.mark.parametrize(
    ("variant", "spread"),
    [("normal 0.01", 2e-13), ("Xavier", 0.017), (None, 0.55), ("normal 1", 1.9e7)],
)
def test_the_spread_at_the_tenth_layer(variant: str | None, spread: float) -> None:
    from tests.lessons.training import untrained

    readings = {r.path: r for r in seen(untrained("init", variant), "layer_stats")}
    found = readings["relu10"].facts.activation_std
    assert spread / 3 <= found <= 3 * spread


# ---- depth, normalisation, regularisation -----------------------------------------------------------------


def test_batch_normalization_wakes_the_network() -> None:
    assert accuracy("bn-sigmoid") >= 0.75
    assert accuracy("bn-sigmoid-without") <= 0.2


def test_the_way_around_the_layers() -> None:
    assert accuracy("vanish-deep") >= 0.9
    assert accuracy("vanish-deep-plain") <= 0.2


def ratio(lesson_id: str) -> float:
    """The gradient norm of the first layer divided by that of the last, after one epoch."""
    norms = curve(lesson_id)[1].norms
    first, last = norms["in"].gradient, norms["y"].gradient
    assert first is not None
    assert last
    return first / last


def test_the_gradient_walks_around_and_not_through() -> None:
    assert ratio("vanish-deep-plain") < 1e-5 < 1e-1 < ratio("vanish-deep")


def test_what_helps_against_learning_by_heart() -> None:
    alone = end("regularise").test_loss or 0.0
    shifted = end("regularise", variant="shifted pictures").test_loss or 9.0
    early = end("regularise", variant="early stopping").test_loss or 9.0
    dropped = end("regularise", variant="dropout").test_loss or 9.0
    assert max(shifted, early) < 0.7 * alone
    assert dropped < alone


def test_l1_leaves_few_weights_that_matter() -> None:
    network = trained("regularise", "L1").training.network
    weights = [p.detach().flatten() for n, p in network.named_weights() if n.endswith("weight")]
    assert (torch.cat(weights).abs() < 1e-3).float().mean().item() > 0.7


# ---- explanations ---------------------------------------------------------------------------------------


def attacked(lesson_id: str, variant: str | None = None) -> dict[str, float]:
    """The accuracy at ε 0.15 for each attack."""
    reading = seen(trained(lesson_id, variant).training, "robustness", count=200)[0]
    at = [round(float(x), 2) for x in reading.tensors["x"]].index(0.15)
    return dict(zip(reading.facts.names, reading.tensors["y"][:, at].tolist(), strict=True))


def test_it_is_the_direction_that_misleads() -> None:
    found = attacked("adversarial")
    assert found["noise"] >= 0.9
    assert found["FGSM"] <= 0.45
    assert found["PGD"] <= found["FGSM"] + 0.02


def test_trained_against_itself_it_is_harder_to_mislead() -> None:
    assert attacked("adversarial", "trained against itself")["FGSM"] >= 0.6


def test_integrated_gradients_add_up() -> None:
    training = trained("interpret").training
    for sample in range(5):
        shares = seen(training, "attribution", sample=sample, steps=50)[0].facts.shares
        assert abs(shares.sum - (shares.value - shares.baseline)) <= 0.15


def test_without_the_pixels_it_named_the_answer_goes() -> None:
    training = trained("interpret").training
    x, y = training.data.test
    x, y = x[:100].clone(), y[:100]
    named, drawn = x.clone(), x.clone()
    generator = np.random.default_rng(0)
    for sample in range(len(x)):
        reading = seen(training, "attribution", sample=sample, target=int(y[sample]))[0]
        blame = np.asarray(reading.tensors["values"].data[1, 0], np.int16).ravel()
        named[sample].view(-1)[torch.from_numpy(np.argsort(blame)[-8:].copy())] = 0
        inked = np.flatnonzero(x[sample].numpy() > 0)
        drawn[sample].view(-1)[torch.from_numpy(generator.choice(inked, 8, replace=False))] = 0
    with training.measuring():
        right = [
            (training.network.forward(p).argmax(1) == y).float().mean().item()
            for p in (named, drawn)
        ]
    assert right[0] <= 0.2
    assert right[0] < right[1]
