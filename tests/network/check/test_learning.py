"""The check says why a network cannot learn. Compared with torch's gradients."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
import torch

from tests.network.check.fixing import fixed
from tests.network.check.random_graphs import random_inputs, random_project
from torchground.network.build import build
from torchground.network.check.checking import check, resolve
from torchground.network.check.problems import Problem
from torchground.testing.drawings import project

Json = dict[str, Any]
LINEAR = {"type": "linear", "out_features": 4}
STEP = {"type": "step"}


def rivals(generator: list[Json], discriminator: list[Json], **training: Any) -> Json:
    """Two networks for points of the plane. The layers of each are a chain: nodes g0, g1 … and d0, d1 …"""
    chains = (("g", "z", generator), ("d", "s", discriminator))
    nodes = [{"id": "x", "layer": {"type": "input"}}, {"id": "z", "layer": {"type": "noise"}}]
    edges: list[Json] = [{"source": "x", "target": "s"}]
    for name, start, layers in chains:
        ids = [start, *[f"{name}{index}" for index in range(len(layers))]]
        nodes += [{"id": id, **layer} for id, layer in zip(ids[1:], layers, strict=True)]
        edges += [{"source": a, "target": b} for a, b in pairwise(ids)]
        end = {"target": "s", "handle": 1} if name == "g" else {"target": "y"}
        edges.append({"source": ids[-1], **end})
    nodes += [{"id": "s", "layer": {"type": "real_or_fake"}}, {"id": "y", "layer": OUTPUT}]
    return {
        "network": {"nodes": nodes, "edges": edges},
        "data": {"type": "ring"},
        "training": {"task": {"type": "gan", **training}},
    }


OUTPUT = {"type": "output"}
POINTS = {"layer": {"type": "linear", "out_features": 2}}
FROZEN = {**POINTS, "trainable": False}
TANH = {"layer": {"type": "tanh"}}
BARE = {"layer": {"type": "linear", "out_features": 1}, "trainable": False}


def problems(file: Json) -> list[Problem]:
    return [p for p in check(file).problems if "learn" in p.sentence or "gradient" in p.sentence]


@pytest.mark.parametrize(
    ("generator", "node", "why", "button"),
    [
        ([FROZEN], "g0", "every layer with weights is frozen", "Let g0 learn"),
        ([FROZEN, TANH, FROZEN], "g0", "every layer with weights is frozen", "Let g0 learn"),
        ([TANH], "g0", "no layer has weights", "Insert Linear with 2"),
        ([], "z", "no layer has weights", "Insert Linear with 2"),
        ([POINTS, {"layer": STEP}], "g1", "no gradient passes Step (g1)", "Take Sigmoid instead"),
    ],
)
def test_a_generator_that_learns_nothing_is_refused_where_it_is_drawn(
    generator: list[Json], node: str, why: str, button: str
) -> None:
    file = rivals(generator, [POINTS])
    (problem,) = problems(file)
    assert (problem.severity, problem.node) == ("error", node)
    assert problem.sentence.startswith("The generator has nothing to learn")
    assert why in problem.sentence
    assert problem.fixes[0].title == button
    for fix in problem.fixes:
        assert problems(fixed(file, fix)) == [], fix.title


def test_a_discriminator_that_learns_nothing_is_refused_too() -> None:
    file = rivals([POINTS], [BARE])
    file["network"]["nodes"][-1]["layer"] = {"type": "output", "head": "none"}
    (problem,) = problems(file)
    assert (problem.severity, problem.node) == ("error", "d0")
    assert problem.sentence.startswith("The discriminator has nothing to learn")
    assert [fix.title for fix in problem.fixes] == ["Let d0 learn"]
    assert problems(fixed(file, problem.fixes[0])) == []


def test_a_step_in_the_discriminator_keeps_the_gradient_from_the_generator() -> None:
    file = rivals([POINTS], [{"layer": STEP}, POINTS])
    (problem,) = problems(file)
    assert (problem.severity, problem.node) == ("error", "d0")
    assert "generator has nothing to learn: no gradient passes Step (d0)" in problem.sentence
    assert problems(fixed(file, problem.fixes[0])) == []


def test_a_network_that_waits_need_not_learn() -> None:
    assert problems(rivals([FROZEN], [POINTS], train="discriminator")) == []
    assert len(problems(rivals([FROZEN], [POINTS], train="generator"))) == 1


@pytest.mark.parametrize(
    ("layers", "node", "why"),
    [
        ([LINEAR, STEP, LINEAR], "n1", "Its slope is 0|its slope is 0"),
        ([LINEAR, {"type": "linear", "out_features": 1}, {"type": "softmax"}], "n2", "whole share"),
        (
            [LINEAR, {"type": "linear", "out_features": 1}, {"type": "layer_norm"}],
            "n2",
            "normed by itself",
        ),
        ([LINEAR, {"type": "point"}], "n1", "the same whatever comes in"),
    ],
)
def test_params_that_no_gradient_reaches_are_named_at_the_layer_that_stops_it(
    layers: list[Json], node: str, why: str
) -> None:
    file = project(*layers)
    (problem,) = problems(file)
    assert (problem.severity, problem.node) == ("warning", node)
    assert any(part in problem.sentence for part in why.split("|"))
    assert "Linear (n0)" in problem.sentence
    for fix in problem.fixes:
        assert problems(fixed(file, fix)) == [], fix.title


def test_frozen_params_before_a_step_are_no_news() -> None:
    file = project(LINEAR, STEP)
    file["network"]["nodes"][1]["trainable"] = False
    assert problems(file) == []


def test_a_wire_around_the_step_lets_the_gradient_pass() -> None:
    file = project(LINEAR, STEP, {"type": "multiply"})
    file["network"]["edges"].append({"source": "n0", "target": "n2", "handle": 1})
    assert problems(file) == []


def test_where_a_step_stops_all_that_could_learn_nothing_can() -> None:
    file = project(LINEAR, {"type": "linear", "out_features": 2}, STEP, head="none")
    (problem,) = problems(file)
    assert problem.severity == "error"
    assert "no gradient passes Step (n2)" in problem.sentence


def test_the_layers_named_are_those_that_torch_gives_no_gradient() -> None:
    stuck = 0
    for seed in range(500):
        file = random_project(seed)
        found, _ = resolve(file)
        names = [re.findall(r"as it was drawn: (.*)\.", p.sentence) for p in problems(file)]
        nodes = re.findall(r"\((\w+)\)", str(names))
        if found is None or not nodes:
            continue
        network = build(found)
        torch.manual_seed(seed)
        outputs = network(random_inputs(found, 8))
        (outputs * torch.randn_like(outputs)).sum().backward()
        for node in nodes:
            gradients = [param.grad for param in network.layers[node].parameters()]
            assert gradients, (seed, node)
            assert all(gradient is None or not gradient.any() for gradient in gradients), (
                seed,
                node,
            )
            stuck += 1
    assert stuck > 2
