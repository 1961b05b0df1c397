"""Probes of single numbers, windows, winners, activations and depth, recomputed from the network."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import torch

from tests.training.drawings import CONV, TANH_4, project
from torchground.network.spec import Project
from torchground.probing.offering import offers_for
from torchground.probing.probe import ProbeError
from torchground.telemetry.reading import Reading
from torchground.telemetry.wire import dequantize, unpack_frame
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training

DIGITS = {"type": "digits"}
DEEP = [
    {"type": "conv2d", "out_channels": 3, "kernel_size": 3, "padding": 1},
    {"type": "relu"},
    {"type": "max_pool2d"},
    {"type": "conv2d", "out_channels": 4, "kernel_size": 3},
    {"type": "batch_norm2d"},
    {"type": "sigmoid"},
    {"type": "global_max_pool"},
]


def stepped(run: Project, steps: int = 3) -> Training:
    training = Training(run, torch.device("cpu"))
    with training.random.in_place():
        for batch in training.next_batches(steps):
            training.take(batch)
    return training


@pytest.fixture(scope="module")
def deep() -> Training:
    return stepped(project(DEEP, DIGITS, batch_size=64))


def look(training: Training, type_id: str, **fields: Any) -> list[Reading[Any]]:
    """The readings that a receiver gets. Raises ``ProbeError``."""
    measured = probe_scheduler(training, "r").measure(1, {"type": type_id, **fields})
    if measured.data is None:
        raise ProbeError(measured.error)
    readings: list[Reading[Any]] = unpack_frame(measured.data)["readings"]
    return readings


def outputs(training: Training, x: torch.Tensor) -> dict[str, torch.Tensor]:
    training.network.eval()
    with torch.no_grad():
        found = training.network.outputs(x)
    training.network.train()
    return found


def test_every_number_of_a_network_is_worked_out(deep: Training) -> None:
    """At every node, formula, terms and bias give the number that the layer gives."""
    sample = 5
    real = outputs(deep, deep.data.test[0][sample : sample + 1])
    for node in deep.project.nodes:
        values = real[node.id][0]
        index = [size - 1 for size in values.shape]
        (reading,) = look(deep, "cell", node=node.id, index=index, sample=sample)
        facts, cell = reading.facts, reading.facts.cell
        json.dumps(facts.written())
        assert (reading.kind, reading.path, dict(reading.tensors)) == ("table", node.id, {})
        assert cell.value == values[tuple(index)].item()
        assert len(facts.rows) == len(cell.reads) == facts.shown
        assert all(len(row) == len(facts.columns) for row in facts.rows)
        for (handle, *place), row in zip(cell.reads, facts.rows, strict=True):
            source = real[node.inputs[handle]][0] if node.inputs else real["x"][0]
            assert source[tuple(place)].item() == row[facts.columns.index("value")]
        if cell.sums and "product" in facts.columns:
            total = sum(row[-1] for row in facts.rows) + (cell.bias or 0)
            assert total == pytest.approx(cell.value, abs=1e-5)


def test_the_window_slides_with_the_place_and_names_its_weights(deep: Training) -> None:
    (reading,) = look(deep, "cell", node="n3", index=[1, 0, 1])
    reads = {tuple(read) for read in reading.facts.cell.reads}
    assert reads == {(0, c, r, k) for c in range(3) for r in range(3) for k in range(1, 4)}
    weight = dict(deep.network.named_weights())["n3.weight"]
    for (name, *place), row in zip(reading.facts.cell.weights, reading.facts.rows, strict=True):
        assert name == "weight"
        assert weight[tuple(place)].item() == row[2]
    assert reading.facts.cell.bias == dict(deep.network.named_weights())["n3.bias"][1].item()


def test_the_window_is_told_with_the_padding_around_the_picture(deep: Training) -> None:
    padded = {"type": "conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1, "stride": 2}
    training = Training(project([padded, {"type": "flatten"}], {"type": "digits"}), deep.device)
    (reading,) = look(training, "cell", node="n0", index=[1, 0, 3])
    assert reading.facts.cell.window == [[-1, 0, 1], [5, 6, 7]]
    (flat,) = look(training, "cell", node="n1", index=[0])
    assert flat.facts.cell.window is None


def test_a_pooling_says_who_won(deep: Training) -> None:
    (reading,) = look(deep, "cell", node="n2", index=[2, 1, 3], sample=7)
    facts, cell = reading.facts, reading.facts.cell
    values = [row[1] for row in facts.rows]
    assert values[cell.winner] == max(values) == cell.value
    assert {tuple(read[2:]) for read in cell.reads} == {(2, 6), (2, 7), (3, 6), (3, 7)}


def test_a_place_that_is_not_there_is_refused_with_the_shape(deep: Training) -> None:
    with pytest.raises(ProbeError, match=r"\[3, 4, 4\]"):
        look(deep, "cell", node="n2", index=[3, 0, 0])
    with pytest.raises(ProbeError, match="no node nowhere"):
        look(deep, "cell", node="nowhere")


def test_a_number_of_what_somebody_drew_is_worked_out(deep: Training) -> None:
    drawn = ",".join(["0", "16"] * 32)
    (reading,) = look(deep, "cell", node="x", index=[0, 0, 1], of="asked", asked=drawn)
    assert reading.facts.cell.value == 16
    (answer,) = look(deep, "sample_output", of="asked", asked=drawn)
    assert answer.facts.target is None
    maps = look(deep, "feature_maps", of="asked", asked=drawn)
    assert [m.path for m in maps] == [node.id for node in deep.project.nodes]
    (unit,) = look(deep, "unit_value", node="x", index=[0, 0, 1], of="asked", asked=drawn)
    assert dequantize(unit.tensors["values"]) == 16


def test_what_is_seen_is_what_the_gradient_reaches() -> None:
    """The block of pixels that a number depends on, from arithmetic and from the gradient."""
    layers = [
        {"type": "conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1},
        {"type": "tanh"},
        {"type": "avg_pool2d"},
        {"type": "conv2d", "out_channels": 2, "kernel_size": 2},
        {"type": "flatten"},
    ]
    run = stepped(project(layers, DIGITS, batch_size=64))
    for place in ([0, 0, 0], [1, 1, 2], [0, 2, 2]):
        (reading,) = look(run, "receptive_field", node="n3", index=place)
        x = run.data.test[0][:1].clone().requires_grad_()
        run.network.outputs(x)["n3"][0][tuple(place)].backward()  # type: ignore[no-untyped-call]
        assert x.grad is not None
        rows, columns = x.grad[0, 0].nonzero(as_tuple=True)
        block = [(rows.min(), rows.max()), (columns.min(), columns.max())]
        assert reading.facts.field.box[1:] == block
        seen = dequantize(reading.tensors["values"])[0, 1]
        outside = x.grad[0, 0].numpy() == 0
        assert (seen[outside] == 0).all()


def test_boxes_are_given_for_every_node_on_the_way(deep: Training) -> None:
    (reading,) = look(deep, "receptive_field", node="n2", index=[1, 0, 3])
    assert reading.facts.field.boxes["n1"] == [(1, 1), (0, 1), (6, 7)]
    assert reading.facts.field.boxes["x"] == [(0, 0), (0, 2), (5, 7)]
    assert reading.facts.captions == [["sample", "rows 1–3, columns 6–8"]]
    (middle,) = look(deep, "receptive_field")
    assert middle.path == "n3"


def test_a_row_of_numbers_has_no_receptive_field() -> None:
    with pytest.raises(ProbeError, match="window"):
        look(stepped(project(TANH_4)), "receptive_field")


@pytest.mark.parametrize("node", ["n2", "n6"])
def test_every_window_has_one_winner(deep: Training, node: str) -> None:
    (reading,) = look(deep, "pool_winners", node=node, sample=3)
    won = dequantize(reading.tensors["values"])
    real = outputs(deep, deep.data.test[0][3:4])
    source = real[reading.facts.input][0]
    assert won.shape == tuple(source.shape)
    assert won.sum() == real[node].numel()
    pooled = torch.nn.functional.max_pool2d(source, 2 if node == "n2" else source.shape[-1])
    winners = source[torch.from_numpy(won.copy()) > 0]
    assert set(winners.tolist()) == set(pooled.flatten().tolist())


def test_a_curve_is_the_function_and_its_slope(deep: Training) -> None:
    for node, function in (("n1", torch.relu), ("n5", torch.sigmoid)):
        lines, histogram = look(deep, "activation_curve", node=node)
        x = torch.from_numpy(dequantize(lines.tensors["x"]).copy()).requires_grad_()
        y = function(x)
        (gradient,) = torch.autograd.grad(y.sum(), x)
        assert np.allclose(
            dequantize(lines.tensors["y"]), torch.stack([y, gradient]).detach(), atol=1e-6
        )
        source = next(n for n in deep.project.nodes if n.id == node).inputs[0]
        came = outputs(deep, deep.data.test[0][:256])[source]
        assert histogram.path == f"{node}.input"
        counted = dequantize(histogram.tensors["counts"]).sum() + histogram.facts.outside
        assert counted == came.numel()
        assert histogram.facts.mean == pytest.approx(came.mean().item(), abs=1e-5)


def test_dead_units_are_counted() -> None:
    run = stepped(project([{"type": "linear", "out_features": 4}, {"type": "relu"}]))
    with torch.no_grad():
        run.params[1][:3] = -1e6
    _, histogram = look(run, "activation_curve")
    assert histogram.facts.dead == 0.75
    assert histogram.facts.outside > 0


def test_the_learned_slope_of_a_prelu_is_in_its_curve() -> None:
    run = stepped(project([{"type": "linear", "out_features": 4}, {"type": "prelu"}]))
    learned = dict(run.network.named_weights())["n1.weight"]
    lines, _ = look(run, "activation_curve")
    gradient = dequantize(lines.tensors["y"])[1, 0]
    assert gradient == learned.item() != 0.25


def test_the_spread_is_that_of_outputs_and_their_gradients(deep: Training) -> None:
    (reading,) = look(deep, "spread")
    assert reading.facts.ticks == ["n1", "n2", "n3", "n5", "n6", "y"]
    x, y = (half[:256] for half in deep.data.test)
    deep.network.eval()
    real = deep.network.outputs(x)
    loss = torch.nn.functional.cross_entropy(real["y"], y)
    named = [real[node] for node in reading.facts.ticks]
    gradients = torch.autograd.grad(loss, named)
    deep.network.train()
    truth = [[v.detach().std(correction=0).item() for v in values] for values in (named, gradients)]
    assert dequantize(reading.tensors["y"]) == pytest.approx(np.array(truth), rel=1e-4)


def test_offers_lie_at_the_nodes_they_are_about(deep: Training) -> None:
    offered = {(o.probe["type"], o.node) for o in offers_for(deep.project)}
    assert {("pool_winners", "n2"), ("pool_winners", "n6")} <= offered
    assert {("activation_curve", "n1"), ("activation_curve", "n5")} <= offered
    assert {("receptive_field", "n0"), ("receptive_field", "n3")} <= offered
    assert ("spread", None) in offered
    flat = {offer.probe["type"] for offer in offers_for(project(TANH_4))}
    assert not flat & {"pool_winners", "receptive_field", "spread"}


def test_sequences_have_windows_and_winners_too() -> None:
    layers = [
        {"type": "unflatten", "into": "sequence", "steps": 16},
        {"type": "conv1d", "out_channels": 3, "kernel_size": 3},
        {"type": "max_pool1d"},
        {"type": "flatten"},
    ]
    run = stepped(project([{"type": "flatten"}, *layers], DIGITS, batch_size=64))
    (cell,) = look(run, "cell", node="n2", index=[4, 1])
    assert {tuple(read) for read in cell.facts.cell.reads} == {
        (0, step, feature) for step in (4, 5, 6) for feature in range(4)
    }
    (won,) = look(run, "pool_winners")
    assert (won.kind, dequantize(won.tensors["values"]).shape) == ("matrix", (3, 14))


def test_filters_of_every_convolution_are_drawn() -> None:
    layers = [
        {"type": "conv2d", "out_channels": 3, "kernel_size": 3},
        {"type": "conv_transpose2d", "out_channels": 2},
        {"type": "flatten"},
        {"type": "unflatten", "into": "sequence", "steps": 24},
        {"type": "conv1d", "out_channels": 5, "kernel_size": 4},
        {"type": "flatten"},
    ]
    run = stepped(project(layers, DIGITS, batch_size=64))
    weights = {name: param.detach() for name, param in run.network.named_weights()}
    seen = {reading.path: reading for reading in look(run, "filters")}
    stamps = weights["n1.weight"].transpose(0, 1).reshape(-1, 2, 2)
    assert np.array_equal(dequantize(seen["n1"].tensors["values"]), stamps.numpy())
    assert (seen["n1"].facts.out_channels, seen["n1"].facts.in_channels) == (2, 3)
    assert np.array_equal(dequantize(seen["n4"].tensors["values"]), weights["n4.weight"].numpy())


def test_tokens_have_no_spread_and_predictions_no_diagonal() -> None:
    layers = [{"type": "embedding", "embedding_dim": 4}]
    run = stepped(project(layers, {"type": "agreement"}))
    assert "x" not in {reading.path for reading in look(run, "layer_stats")}
    with pytest.raises(ProbeError, match="none are asked for"):
        look(run, "prediction")


def test_conv_of_the_small_drawing_is_worked_out_from_the_start() -> None:
    run = Training(project(CONV, DIGITS, batch_size=64), torch.device("cpu"))
    (reading,) = look(run, "cell", node="n0", index=[2, 5, 5])
    assert reading.facts.total == 9
    assert reading.facts.cell.formula.startswith("y = ")
