"""The shapes and params of two thousand random drawings: the check without torch agrees with torch."""

from __future__ import annotations

from math import prod
from typing import cast

import pytest
import torch
from torch.nn import functional

from tests.network.check.random_graphs import random_inputs, random_project
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.layer import Layer
from torchground.network.build import build
from torchground.network.check.checking import resolve
from torchground.network.spec import Project

NUM_GRAPHS = 2000
PARTS = 20


def resolved(seed: int) -> Project:
    project, report = resolve(random_project(seed))
    assert project is not None, [(p.place, p.sentence) for p in report.problems]
    assert sum(node.num_params or 0 for node in report.nodes.values()) == report.num_params
    return project


@pytest.mark.parametrize("part", range(PARTS))
def test_shape_rules_agree_with_torch_on_random_graphs(part: int) -> None:
    for seed in range(part, NUM_GRAPHS, PARTS):
        project = resolved(seed)
        network = build(project)
        with torch.inference_mode():
            found = network.outputs(random_inputs(project, 2))
        assert {name: tuple(value.shape[1:]) for name, value in found.items()} == {
            node.id: tuple(node.shape) for node in project.nodes
        }, seed
        for node in project.nodes:
            params = network.layers[node.id].parameters()
            assert sum(param.numel() for param in params) == node.num_params, (seed, node.id)
            assert node.num_activations >= prod(node.shape)


def test_the_random_graphs_hold_every_kind_of_layer_and_join_branches() -> None:
    projects = [random_project(seed) for seed in range(400)]
    types = {node["layer"]["type"] for file in projects for node in file["network"]["nodes"]}
    kinds = entries("layers").items()
    assert types == {name for name, kind in kinds if not cast(type[Layer], kind).needs}
    assert {file["training"]["task"]["type"] for file in projects} >= {"gan", "classification"}


@pytest.mark.parametrize("seed", range(60))
def test_what_is_ok_trains_a_step_with_finite_numbers(seed: int) -> None:
    project = resolved(seed)
    torch.manual_seed(seed)
    network = build(project)
    before = {name: param.clone() for name, param in network.named_parameters()}
    outputs = network(random_inputs(project, 16))
    assert outputs.shape == (16, *project.wanted)
    loss = functional.mse_loss(outputs, torch.zeros_like(outputs))
    loss.backward()  # type: ignore[no-untyped-call]
    learning = [param for param in network.parameters() if param.requires_grad]
    project.training.optimizer.build(learning).step()
    assert all(torch.isfinite(param).all() for param in network.parameters())
    assert any(not torch.equal(before[name], param) for name, param in network.named_parameters())


@pytest.mark.parametrize("part", range(4))
def test_looked_at_no_sample_knows_of_the_others_and_no_chance_is_drawn(part: int) -> None:
    for seed in range(part, 240, 4):
        project = resolved(seed)
        if any(node.layer.type == "noise" for node in project.nodes):
            continue
        network = build(project).eval()
        batch = random_inputs(project, 3)
        before = torch.get_rng_state()
        with torch.inference_mode():
            together = network.outputs(batch)
            alone = network.outputs(batch[1:2])
        assert torch.equal(torch.get_rng_state(), before), seed
        for node, value in alone.items():
            torch.testing.assert_close(
                together[node][1:2], value, rtol=1e-4, atol=1e-4, equal_nan=True
            )


@pytest.mark.parametrize("seed", range(60))
def test_what_layers_add_to_the_loss_is_one_finite_number_each(seed: int) -> None:
    project = resolved(seed)
    network = build(project)
    network(random_inputs(project, 4))
    adding = [node.id for node in project.nodes if node.layer.added]
    assert list(network.added()) == adding
    for value in network.added().values():
        assert value.shape == ()
        assert torch.isfinite(value)
