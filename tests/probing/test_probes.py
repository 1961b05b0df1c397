"""Probes: every number is recomputed from the network, and measuring changes nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from tests.training.drawings import CONV, NOISY, TANH_4, project
from torchground.catalogue.bases.entries import entries
from torchground.network.spec import Project
from torchground.probing.probe import ProbeError
from torchground.probing.shared.pictures import quantized
from torchground.telemetry.reading import Quantized, Reading
from torchground.telemetry.wire import dequantize, unpack_frame
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training

PROJECTS: dict[str, Project] = {
    "plane": project(NOISY),
    "spiral": project([{"type": "linear", "out_features": 70}, {"type": "tanh"}], batch_size=16),
    "squares": project(TANH_4, loss={"type": "mse"}),
    "surface": project(TANH_4, {"type": "plane", "num_samples": 60}),
    "pictures": project(CONV, {"type": "digits"}, batch_size=64),
    "line": project(TANH_4, {"type": "sine", "num_samples": 60}),
    "table": project(TANH_4, {"type": "diabetes"}),
}


@pytest.fixture(scope="module", params=PROJECTS)
def training(request: pytest.FixtureRequest) -> Training:
    """A run of each sort of project, after a few steps."""
    return stepped(PROJECTS[request.param])


def stepped(run: Project) -> Training:
    training = Training(run, torch.device("cpu"))
    with training.random.in_place():
        for batch in training.next_batches(3):
            training.take(batch)
    return training


def of(name: str) -> Training:
    return stepped(PROJECTS[name])


def look(training: Training, type_id: str, **fields: Any) -> list[Reading[Any]]:
    """The readings that a receiver gets. Raises ``ProbeError``."""
    measured = probe_scheduler(training, "r").measure(1, {"type": type_id, **fields})
    if measured.data is None:
        raise ProbeError(measured.error)
    readings: list[Reading[Any]] = unpack_frame(measured.data)["readings"]
    return readings


def forward(training: Training, x: torch.Tensor) -> torch.Tensor:
    """The network's output in eval mode."""
    training.network.eval()
    with torch.no_grad():
        outputs: torch.Tensor = training.network(x)
    training.network.train()
    return outputs


def outputs(training: Training, x: torch.Tensor) -> dict[str, torch.Tensor]:
    training.network.eval()
    with torch.no_grad():
        found = training.network.outputs(x)
    training.network.train()
    return found


def close(reading: Reading[Any], tensor: str, truth: torch.Tensor) -> None:
    """Fails where a number in a reading is off by more than 1e-5, or by more than half a scale if it is rounded."""
    found = reading.tensors[tensor]
    seen, real = dequantize(found), truth.detach().numpy()
    assert seen.shape == real.shape
    allowed = np.full(real.shape, 1e-5)
    if isinstance(found, Quantized):
        scale = found.scale.reshape(found.scale.shape + (1,) * (real.ndim - found.scale.ndim))
        allowed = allowed + 0.5001 * np.broadcast_to(scale, real.shape)
    assert (np.abs(seen - real) <= allowed).all()


def plane_points(size: int, low: float, high: float) -> torch.Tensor:
    """The middle of each square, row by row from high x2 to low x2, and in each row from low x1 to high x1."""
    side = (high - low) / size
    return torch.tensor(
        [
            [low + (column + 0.5) * side, high - (row + 0.5) * side]
            for row in range(size)
            for column in range(size)
        ]
    )


def test_every_probe_measures_or_says_why_not(training: Training) -> None:
    for type_id, probe in entries("probes").items():
        measured = probe_scheduler(training, "r").measure(1, {"type": type_id})
        if measured.data is None:
            assert len(str(measured.error)) > 15
            assert "Error" not in str(measured.error)
            continue
        readings = unpack_frame(measured.data)["readings"]
        assert readings
        for reading in readings:
            assert type(reading.facts) in probe.kinds  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["plane", "spiral", "squares", "surface"])
def test_unit_maps_are_what_each_unit_computes(name: str) -> None:
    run = of(name)
    readings = look(run, "unit_maps", size=7)
    low, high = run.project.info.plane or (0, 0)
    real = outputs(run, plane_points(7, low, high))
    assert [r.path for r in readings] == [node.id for node in run.project.nodes]
    for reading in readings:
        units = real[reading.path]
        close(reading, "values", units[:, :64].T.reshape(-1, 7, 7))
        assert reading.facts.shown == min(64, units.shape[1])
        assert reading.facts.total == units.shape[1]
        assert (reading.facts.low, reading.facts.high) == (low, high)


def test_the_output_map_is_what_the_network_answers() -> None:
    for name, meaning in (
        ("plane", "probability"),
        ("squares", "output"),
        ("surface", "prediction"),
    ):
        run = of(name)
        (reading,) = look(run, "output_map", size=9)
        low, high = run.project.info.plane or (0, 0)
        real = forward(run, plane_points(9, low, high))
        real = real.softmax(1) if meaning == "probability" else in_units(run, real, meaning)
        close(reading, "values", real.T.reshape(-1, 9, 9))
        assert reading.facts.meaning == meaning


def in_units(run: Training, values: torch.Tensor, meaning: str = "prediction") -> torch.Tensor:
    if meaning == "output":
        return values
    return values * run.split.target_std + run.split.target_mean


def test_weights_are_exact_with_their_biases(training: Training) -> None:
    params = dict(training.network.named_weights())
    for reading in look(training, "weights"):
        weight = params[reading.path]
        assert np.array_equal(
            reading.tensors["values"],  # type: ignore[arg-type]
            weight.detach().reshape(len(weight), -1).numpy(),
        )
        bias = params[reading.path.replace("weight", "bias")]
        assert np.array_equal(reading.tensors["bias"], bias.detach().numpy())  # type: ignore[arg-type]
        assert reading.facts.shape == list(weight.shape)


def test_a_large_matrix_comes_as_a_rounded_page() -> None:
    wide = [{"type": "linear", "out_features": 200}, {"type": "linear", "out_features": 150}]
    run = stepped(project(wide))
    _, reading, _ = look(run, "weights")
    weight = dict(run.network.named_weights())["n1.weight"]
    close(reading, "values", weight[:128, :128])
    assert isinstance(reading.tensors["values"], Quantized)
    assert (reading.facts.shown, reading.facts.total) == (128 * 128, 150 * 200)


def test_filters_are_the_weights_of_convolutions() -> None:
    run = of("pictures")
    (reading,) = look(run, "filters")
    weight = dict(run.network.named_weights())["n0.weight"].detach()
    assert np.array_equal(reading.tensors["values"], weight.reshape(-1, 3, 3).numpy())  # type: ignore[arg-type]
    assert (reading.path, reading.facts.out_channels) == ("n0", 3)


def test_feature_maps_are_what_every_layer_makes_of_a_sample(training: Training) -> None:
    readings = look(training, "feature_maps", sample=2, of="train")
    real = outputs(training, training.data.train[0][2:3])
    assert [r.path for r in readings] == list(real)
    for reading in readings:
        values = real[reading.path][0]
        close(reading, "values", values[:32] if values.ndim == 3 else values[:256])
        assert reading.facts.total == len(values)


def test_the_answer_for_a_sample_stands_beside_the_truth(training: Training) -> None:
    (reading,) = look(training, "sample_output", sample=4)
    x, y = (half[4:5] for half in training.data.test)
    real = forward(training, x)[0]
    real = real.softmax(0) if training.settings.loss.squash == "softmax" else real
    if training.project.info.classes:
        close(reading, "values", real)
        assert reading.facts.target == y.item()
        assert reading.facts.classes == training.project.info.classes
    else:
        wide = abs(training.split.target_mean) + 10 * training.split.target_std
        assert dequantize(reading.tensors["values"]) == pytest.approx(
            in_units(training, real).numpy(), abs=1e-6 * wide
        )
        assert reading.facts.target == pytest.approx(in_units(training, y).item(), rel=1e-6)


@pytest.mark.parametrize("name", ["plane", "pictures", "squares"])
def test_the_confusion_matrix_counts_the_test_samples(name: str) -> None:
    run = of(name)
    (reading,) = look(run, "confusion")
    x, y = run.data.test
    num = len(run.project.info.classes)
    counts = np.zeros((num, num), np.int32)
    for true, taken in zip(y.tolist(), forward(run, x).argmax(1).tolist(), strict=True):
        counts[true, taken] += 1
    assert np.array_equal(reading.tensors["counts"], counts)  # type: ignore[arg-type]
    assert counts.sum() == len(y)


def test_the_hardest_samples_come_first() -> None:
    run = of("pictures")
    (reading,) = look(run, "worst_samples", count=5)
    x, y = run.data.test
    real = forward(run, x)
    losses = functional.cross_entropy(real, y, reduction="none")
    index = torch.from_numpy(dequantize(reading.tensors["index"]).copy()).long()
    close(reading, "loss", losses.sort(descending=True).values[:5])
    close(reading, "loss", losses[index])
    close(reading, "images", x[index, 0])
    assert np.array_equal(reading.tensors["target"], y[index].numpy())  # type: ignore[arg-type]
    assert np.array_equal(reading.tensors["predicted"], real[index].argmax(1).numpy())  # type: ignore[arg-type]


def test_layer_stats_are_norms_and_spreads(training: Training) -> None:
    params = dict(training.network.named_weights())
    gradients = dict(zip(params, training.strategy.gradients(), strict=True))
    real = outputs(training, training.data.test[0][:256])
    for reading in look(training, "layer_stats"):
        facts, values = reading.facts, real[reading.path]
        close(reading, "values", values.std(correction=0))
        assert facts.activation_mean == pytest.approx(values.mean().item(), abs=1e-6)
        own = [name for name in params if name.startswith(f"{reading.path}.")]
        if not own:
            assert facts.weight_norm is None
            continue
        weight = torch.cat([params[name].detach().flatten() for name in own])
        gradient = torch.cat([gradients[name].flatten() for name in own])  # type: ignore[union-attr]
        assert facts.weight_norm == pytest.approx(weight.norm().item(), rel=1e-5)
        assert facts.gradient_norm == pytest.approx(gradient.norm().item(), rel=1e-5)
        ratio = (gradient.abs().mean() / weight.abs().mean()).item()
        assert facts.gradient_to_weight == pytest.approx(ratio, rel=1e-5)


def test_histograms_count_every_weight(training: Training) -> None:
    params = dict(training.network.named_weights())
    readings = look(training, "weight_histograms", bins=10)
    assert [r.path for r in readings] == list(params)
    for reading in readings:
        values = params[reading.path].detach().double().numpy().ravel()
        bounds = (reading.facts.low, reading.facts.high)
        counts, _ = np.histogram(values, 10, bounds)
        assert np.abs(reading.tensors["counts"] - counts).sum() <= 2  # type: ignore[operator]
        assert dequantize(reading.tensors["counts"]).sum() == len(values)
        assert reading.facts.mean == pytest.approx(values.mean(), abs=1e-6)


def test_predictions_are_in_the_units_of_the_target() -> None:
    run = of("table")
    (reading,) = look(run, "prediction")
    x, y = run.data.test
    seen = dequantize(reading.tensors["truth"])
    assert seen == pytest.approx(in_units(run, y[:, 0]).numpy(), rel=1e-5)
    assert 20 < seen.mean() < 400  # diabetes progression, not standard deviations
    assert dequantize(reading.tensors["predicted"]) == pytest.approx(
        in_units(run, forward(run, x)[:, 0]).numpy(), rel=1e-5
    )


def test_the_curve_is_the_networks_own() -> None:
    run = of("line")
    (reading,) = look(run, "curve", size=50)
    x = torch.from_numpy(dequantize(reading.tensors["x"]).copy())
    close(reading, "y", in_units(run, forward(run, x[:, None])))
    assert x[0] < run.data.x.min()
    assert x[-1] > run.data.x.max()


def test_one_weight_is_exact_with_its_gradient() -> None:
    run = of("plane")
    (reading,) = look(run, "weight_value", node="n0", index=[3, 1])
    assert dequantize(reading.tensors["values"]) == run.params[0][3, 1].detach().numpy()
    gradient = run.strategy.gradients()[0]
    assert gradient is not None
    assert reading.facts.gradient == gradient[3, 1].item()
    fresh = Training(PROJECTS["plane"], torch.device("cpu"))
    (reading,) = look(fresh, "weight_value", node="n0", param="bias", index=[3])
    assert reading.facts.gradient is None


def test_one_unit_is_exact_at_a_point_and_for_a_sample() -> None:
    run = of("plane")
    (reading,) = look(run, "unit_value", node="n2", index=[5], point=[0.25, -1])
    real = outputs(run, torch.tensor([[0.25, -1.0]]))
    assert dequantize(reading.tensors["values"]) == real["n2"][0, 5].numpy()
    (reading,) = look(run, "unit_value", index=[1], sample=3, of="train")
    real_answer = forward(run, run.data.train[0][3:4]).softmax(1)
    assert dequantize(reading.tensors["values"]) == real_answer[0, 1].numpy()
    assert reading.path == "output"


def test_weights_that_are_no_longer_finite_are_not_drawn_as_numbers() -> None:
    run = of("plane")
    with torch.no_grad():
        run.params[0][0, 0] = torch.nan
        run.params[0][1, 0] = torch.inf
    maps = {reading.path: reading.tensors["values"] for reading in look(run, "unit_maps", size=4)}
    quantity = maps["n0"]
    assert isinstance(quantity, Quantized)
    assert np.isnan(quantity.scale[:2]).all()
    assert np.isfinite(quantity.scale[2:]).all()
    assert look(run, "weight_histograms")


def test_quantizing_here_and_on_the_wire_agree() -> None:
    from torchground.telemetry.wire import quantize

    values = torch.randn(3, 4, 5, generator=torch.Generator().manual_seed(1))
    values[1] = 0
    for per_slice in (False, True):
        mine = quantized(values, per_slice=per_slice)
        theirs = quantize(values.numpy(), per_slice=per_slice)
        assert np.array_equal(mine.data, theirs.data)
        assert np.array_equal(mine.scale, theirs.scale)
