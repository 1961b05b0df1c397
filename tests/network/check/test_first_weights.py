"""The check warns of first weights that keep the units of a layer equal. Compared with a real training."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from tests.network.check.fixing import fixed
from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import ShapeError, Tokens
from torchground.catalogue.initializers.shared.linear_maps import maps
from torchground.network.build import build
from torchground.network.check.checking import check, resolve
from torchground.testing.drawings import project

Json = dict[str, Any]
LINEAR, TANH = {"type": "linear", "out_features": 4}, {"type": "tanh"}
ZEROS, SAME = {"type": "zeros"}, {"type": "constant", "val": 0.3}
ONE = {"type": "linear", "out_features": 1}


def warned(file: Json) -> str:
    report = check(file)
    assert report.ok
    return " ".join(p.sentence for p in report.problems if p.place == "training.initializer")


@pytest.mark.parametrize("initializer", [ZEROS, SAME, {"type": "constant", "val": 0.0}])
@pytest.mark.parametrize(
    ("layers", "data"),
    [
        ([LINEAR, TANH], "spiral"),
        ([LINEAR, TANH, LINEAR, TANH], "spiral"),
        ([{"type": "conv2d", "out_channels": 3}, {"type": "flatten"}], "digits"),
        ([{"type": "gru", "hidden_size": 3}], "series"),
    ],
)
def test_units_that_stay_alike_are_said_and_torch_agrees(
    layers: list[Json], data: str, initializer: Json
) -> None:
    file = project(*layers, data=data, initializer=initializer)
    assert "(n0)" in warned(file)
    (problem,) = [p for p in check(file).problems if p.place == "training.initializer"]
    assert warned(fixed(file, problem.fixes[0])) == ""
    assert stays_alike(file)


@pytest.mark.parametrize(
    ("layers", "initializer"),
    [
        ([], ZEROS),
        ([TANH], SAME),
        ([ONE, TANH], SAME),
        ([LINEAR, TANH], {**ZEROS, "zero_biases": False}),
        ([LINEAR, TANH, {"type": "dropout"}], SAME),
        ([LINEAR, TANH], {"type": "normal"}),
    ],
)
def test_a_single_layer_and_units_that_come_to_differ_are_no_news(
    layers: list[Json], initializer: Json
) -> None:
    assert warned(project(*layers, data="spiral", initializer=initializer)) == ""


def test_with_zeros_even_one_hidden_unit_never_learns() -> None:
    assert "(n0)" in warned(project(ONE, TANH, data="spiral", initializer=ZEROS))


def stays_alike(file: Json) -> bool:
    """Whether all units of the first layer still have equal weights after some steps."""
    found, report = resolve(file)
    assert found is not None, report.problems
    network = build(found)
    split = found.data.split()
    x = torch.tensor(split.train.inputs[:32])
    targets = torch.randn(32, *found.wanted)
    optimizer = torch.optim.SGD(network.parameters(), lr=1e-3)
    for _ in range(5):
        optimizer.zero_grad()
        (network(x) - targets).square().mean().backward()
        optimizer.step()
    found_maps = list(maps(network.layers["n0"]))
    rows = [row.flatten(1) if row.ndim > 1 else row for row in (one.weight for one in found_maps)]
    return all(torch.allclose(row, row[:1].expand_as(row), atol=1e-6) for row in rows)


@pytest.mark.parametrize("name", entries("layers"))
def test_a_layer_says_whether_an_initializer_draws_anything_in_it(name: str) -> None:
    layer: Layer = parse("layers", {"type": name})
    if layer.needs or name in ("input", "output"):
        return
    for shape in ((8,), (6, 8), (4, 8, 8), Tokens(6, 5), (2,)):
        shapes = (shape,) * min(2, layer.max_inputs)
        try:
            layer.output_shape(*shapes)
        except ShapeError:
            continue
        assert bool(layer.num_maps()) == bool(list(maps(layer.build(*shapes))))
