"""Probes of codes, of two networks, of a line, a surface and a series, and probes that explain answers: recomputed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tests.lessons.training import untrained
from torchground.lessons import lessons
from torchground.network.check.checking import resolve
from torchground.probing.probe import ProbeError
from torchground.probing.scheduler import ProbeScheduler
from torchground.telemetry.reading import Reading
from torchground.telemetry.wire import dequantize, unpack_frame
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training


def begun(lesson_id: str, steps: int = 3, **training: Any) -> tuple[Training, ProbeScheduler]:
    """A lesson after a few steps."""
    file = next(lesson.project for lesson in lessons() if lesson.id == lesson_id)
    project, report = resolve({**file, "training": {**file["training"], **training}})
    assert project, report.problems
    started = Training(project, torch.device("cpu"))
    scheduler = probe_scheduler(started, "r")
    with started.random.in_place():
        for _ in range(steps):
            started.take(started.next_batches(1)[0])
            started.end_epoch()
    return started, scheduler


def look(scheduler: ProbeScheduler, probe: str, **fields: Any) -> list[Reading[Any]]:
    """The readings that a receiver gets. Raises ``ProbeError``."""
    measured = scheduler.measure(1, {"type": probe, **fields})
    if measured.data is None:
        raise ProbeError(measured.error)
    found: list[Reading[Any]] = unpack_frame(measured.data)["readings"]
    return found


def outputs(training: Training, x: torch.Tensor) -> torch.Tensor:
    with training.measuring():
        return training.network.forward(x).clone()


# ---- codes -----------------------------------------------------------------------------------------------


def test_reconstructions_are_what_the_network_gives_back() -> None:
    training, scheduler = begun("ae-denoise")
    (reading,) = look(scheduler, "reconstructions", count=5)
    assert reading.facts.row_names == ["in", "out", "PCA 16", "clean"]
    rows = dequantize(reading.tensors["values"])
    scale = float(np.max(reading.tensors["values"].scale))
    x, y = (part[:5] for part in training.measured.test)
    assert np.abs(rows[0] - x[:, 0].numpy()).max() <= scale / 2 + 1e-6
    assert np.abs(rows[1] - outputs(training, x)[:, 0].numpy()).max() <= scale / 2 + 1e-6
    assert np.abs(rows[3] - y.reshape(x.shape)[:, 0].numpy()).max() <= scale / 2 + 1e-6


def test_the_codes_are_those_of_the_narrow_layer_and_coloured_by_class() -> None:
    training, scheduler = begun("ae-digits")
    codes, straight = look(scheduler, "latent_plane")
    x = training.data.test[0][:450]
    with training.measuring():
        expected = training.network.outputs(x, until="linear3")["linear3"].clone()
    assert np.array_equal(codes.tensors["points"], expected.numpy())
    labels = training.split.test.labels
    assert labels is not None
    assert np.array_equal(codes.tensors["group"], labels[:450])
    assert straight.tensors["points"].shape == (len(expected), 2)


def test_the_clouds_of_a_variational_code_are_mean_and_spread() -> None:
    training, scheduler = begun("vae-digits")
    ellipses = look(scheduler, "latent_plane")[0].tensors["ellipses"]
    with training.measuring():
        given = training.network.outputs(training.data.test[0][:120], until="linear3")["linear3"]
    assert np.allclose(ellipses[:, :2], given[:, :2].numpy(), atol=1e-6)
    assert np.allclose(ellipses[:, 2:], (given[:, 2:] / 2).exp().numpy(), atol=1e-6)


def test_a_decoded_point_is_the_corner_of_the_decoded_grid() -> None:
    _, scheduler = begun("ae-digits")
    (grid,) = look(scheduler, "decoded_grid", size=4)
    low, high = grid.facts.low, grid.facts.high
    (point,) = look(scheduler, "decoded_point", point=[low[0], high[1]])
    pictures, scale = dequantize(grid.tensors["values"]), grid.tensors["values"].scale
    assert np.abs(pictures[0, 0] - point.tensors["values"][0, 0]).max() <= scale / 2 + 1e-6
    with pytest.raises(ProbeError, match="2 numbers"):
        look(scheduler, "decoded_point", point=[1.0])


# ---- two networks ------------------------------------------------------------------------------------------


def test_generated_points_are_the_generators_and_the_counts_add_up() -> None:
    training, scheduler = begun("gan-ring")
    (reading,) = look(scheduler, "generated_samples", count=100)
    points = reading.tensors["points"]
    assert np.array_equal(points[:100], training.data.test[0][:100].numpy())
    from torchground.probing.shared.adversaries import SEED

    noise = torch.randn(100, 2, generator=torch.Generator().manual_seed(SEED))
    with training.measuring():
        made = training.network.outputs(noise, given={"z": noise}, until="g5")["g5"].clone()
    assert np.allclose(points[100:], made.numpy(), atol=1e-6)
    assert reading.tensors["grid"].shape == (21, 21, 2)
    (modes,) = look(scheduler, "modes")
    assert modes.tensors["values"].sum() == 1000


# ---- weights, a line, a surface, a series ------------------------------------------------------------------


def test_what_moved_since_the_start() -> None:
    training, scheduler = begun("digits-mlp", 0)
    assert look(scheduler, "change_since_start")[0].tensors["values"].max() == 0
    before = {name: param.detach().clone() for name, param in training.network.named_weights()}
    training.take(training.next_batches(1)[0])
    (reading,) = look(scheduler, "change_since_start")
    node = reading.facts.names[0]
    pairs = [(p, before[n]) for n, p in training.network.named_weights() if n.startswith(node)]
    moved = sum((param - start).square().sum().item() for param, start in pairs)
    length = sum(start.square().sum().item() for _, start in pairs)
    assert reading.tensors["values"][0, 0] == pytest.approx((moved / length) ** 0.5, rel=1e-5)


def test_the_line_is_where_the_unit_is_nothing() -> None:
    training, scheduler = begun("perceptron-and", 5)
    (reading,) = look(scheduler, "decision_line")
    ends = torch.from_numpy(reading.tensors["lines"].copy()).reshape(2, 2)
    assert outputs(training, ends).abs().max() < 1e-4
    upcoming = training.next_batches(1)[0]
    assert np.array_equal(reading.tensors["marked"], upcoming[0].numpy())
    assert reading.facts.unit.next.target == int(upcoming[1][0])


def test_the_way_over_the_surface_ends_where_the_point_is() -> None:
    training, scheduler = begun("optim-surface", 0)
    look(scheduler, "surface_path")
    for _ in range(3):
        training.take(training.next_batches(1)[0])
        training.end_epoch()
        (reading,) = look(scheduler, "surface_path")
    x, y = next(iter(training.network.parameters())).detach().flatten().tolist()
    assert reading.tensors["path"][-1].tolist() == [x, y]
    assert reading.facts.steps == [0, 1, 2, 3]
    assert reading.facts.value == pytest.approx(0.5 * (x * x + 100 * y * y), rel=1e-5)
    assert reading.facts.gradient == pytest.approx([x, 100 * y], rel=1e-5)


def test_the_middle_of_the_landscape_is_the_loss_and_nothing_moved() -> None:
    training, scheduler = begun("two-spirals")
    before = training.capture().tensors
    (reading,) = look(scheduler, "loss_landscape", size=5)
    x, y = training.data.train[0][:256], training.data.train[1][:256]
    expected = training.loss(outputs(training, x), y).item()
    assert reading.facts.centre == pytest.approx(expected, rel=1e-6)
    assert reading.tensors["values"][2, 2] == pytest.approx(expected, rel=1e-6)
    after = training.capture().tensors
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_left_to_itself_a_forecast_feeds_on_its_own_words() -> None:
    training, scheduler = begun("rnn-timeseries")
    (reading,) = look(scheduler, "forecast", start=7, length=3)
    truth, ahead, free = reading.tensors["y"]
    x = training.data.test[0]
    assert np.allclose(ahead[:20], outputs(training, x[:20])[:, 0].numpy(), atol=1e-5)
    assert np.allclose(truth[:20], training.data.test[1][:20, 0].numpy(), atol=1e-6)
    window = x[7]
    for at in range(7, 10):
        value = outputs(training, window[None])[0]
        assert free[at] == pytest.approx(value.item(), abs=1e-5)
        window = torch.cat([window[1:], value[None]])
    assert np.isnan(free[:7]).all()
    assert np.isnan(free[10:]).all()


def test_residuals_are_truth_less_prediction() -> None:
    training, scheduler = begun("diabetes")
    points, counts = look(scheduler, "residuals")
    std, mean = training.split.target_std, training.split.target_mean
    predicted = outputs(training, training.data.test[0])[:, 0] * std + mean
    truth = training.data.test[1][:, 0] * std + mean
    expected = torch.stack([predicted, truth - predicted], dim=1).numpy()
    assert np.allclose(points.tensors["points"], expected, rtol=1e-4, atol=1e-3)
    assert counts.tensors["counts"].sum() == len(truth)


# ---- explanations ----------------------------------------------------------------------------------------


def test_without_a_change_the_accuracy_under_attack_is_the_accuracy() -> None:
    training, scheduler = begun("digits-cnn", 60)
    (reading,) = look(scheduler, "robustness", count=50)
    x, y = training.data.test[0][:50], training.data.test[1][:50]
    right = (outputs(training, x).argmax(dim=1) == y).float().mean().item()
    assert reading.tensors["y"][:, 0].tolist() == pytest.approx([right] * 3)


@pytest.mark.parametrize("attack", ["noise", "fgsm", "pgd"])
def test_an_adversarial_example_stays_near_and_within_the_range(attack: str) -> None:
    _, scheduler = begun("digits-cnn", 20)
    picture, bars = look(scheduler, "adversarial", attack=attack, epsilon=0.1)
    values, scale = dequantize(picture.tensors["values"]), float(picture.tensors["values"].scale)
    assert np.abs(values[0, 1]).max() <= 0.1 + scale
    assert values[0, 2].min() >= -scale
    assert values[0, 2].max() <= 1 + scale
    assert bars.tensors["values"].sum(axis=1) == pytest.approx([1, 1], abs=1e-5)


METHODS = ["saliency", "input_x_gradient", "integrated_gradients", "occlusion", "grad_cam"]


@pytest.mark.parametrize("method", METHODS)
def test_every_way_of_asking_leaves_the_run_as_it_was(method: str) -> None:
    training, scheduler = begun("digits-cnn")
    before = training.capture().tensors
    (reading,) = look(scheduler, "attribution", method=method, steps=8)
    assert dequantize(reading.tensors["values"]).shape == (2, 1, 8, 8)
    after = training.capture().tensors
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert all(param.grad is None or param.grad.isfinite().all() for param in training.params)


def test_the_shares_of_integrated_gradients_are_said_beside_what_they_must_add_up_to() -> None:
    _, scheduler = begun("digits-cnn", 30)
    (reading,) = look(scheduler, "attribution", steps=200)
    shares = reading.facts.shares
    difference = shares.value - shares.baseline
    assert shares.sum == pytest.approx(difference, abs=0.05)
    assert f"{difference:.3f}, all shares add up to {shares.sum:.3f}" in reading.facts.remark


def test_tokens_steps_and_features_are_blamed_as_what_they_are() -> None:
    kinds = {
        "rnn-sentiment": "tokens",
        "rnn-recall": "states",
        "iris": "bars",
    }
    for lesson_id, kind in kinds.items():
        _, scheduler = begun(lesson_id, 1)
        (reading,) = look(scheduler, "attribution", steps=8)
        assert reading.kind == kind
        assert np.isfinite(reading.facts.shares.sum)


def test_a_silenced_unit_costs_what_the_loss_grows() -> None:
    training, scheduler = begun("digits-mlp", 30)
    node = training.project.nodes[2].id
    (reading,) = look(scheduler, "ablation", node=node)
    x, y = training.data.test[0][:256], training.data.test[1][:256]
    with training.measuring():
        values = training.network.outputs(x, until=node)[node].clone()
        values[:, 5] = 0
        last = training.project.nodes[-1].id
        made = training.network.outputs(x, given={node: values}, until=last)[last]
        silenced = training.loss(made, y).item()
        whole = training.loss(training.network.forward(x), y).item()
    assert reading.tensors["values"][0, 5] == pytest.approx(silenced - whole, abs=1e-5)


def test_a_feature_that_is_dealt_anew_costs_something() -> None:
    _, scheduler = begun("iris", 60)
    (reading,) = look(scheduler, "permutation", deals=3)
    assert reading.tensors["values"].shape == (2, 4)
    assert reading.tensors["values"][0].max() > 0


@pytest.mark.parametrize(
    ("lesson_id", "probe", "fields"),
    [
        ("digits-cnn", "latent_plane", {}),
        ("digits-cnn", "generated_samples", {}),
        ("digits-cnn", "decision_line", {}),
        ("digits-cnn", "surface_path", {}),
        ("digits-cnn", "forecast", {}),
        ("digits-cnn", "residuals", {}),
        ("ae-digits", "attribution", {}),
        ("diabetes", "adversarial", {}),
        ("gan-ring", "loss_landscape", {}),
        ("digits-cnn", "ablation", {"node": "nobody"}),
    ],
)
def test_where_there_is_nothing_a_sentence_says_why(
    lesson_id: str, probe: str, fields: dict[str, Any]
) -> None:
    scheduler = probe_scheduler(untrained(lesson_id), "r")
    with pytest.raises(ProbeError) as problem:
        look(scheduler, probe, **fields)
    assert "could not be measured" not in str(problem.value)
