"""Shapes and params of a thousand random drawings, as checked without torch, against torch's own on the meta device."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from tests.network.random_graphs import random_project
from torchground.catalogue.entry import entries
from torchground.network.build import build
from torchground.network.check import resolve
from torchground.network.spec import Project

NUM_GRAPHS = 1000
PARTS = 10


def resolved(seed: int) -> Project:
    project, report = resolve(random_project(seed))
    assert project is not None, [problem.sentence for problem in report.problems]
    assert sum(node.num_params or 0 for node in report.nodes.values()) == report.num_params
    return project


@pytest.mark.parametrize("part", range(PARTS))
def test_shape_rules_agree_with_torch_on_random_graphs(part: int) -> None:
    for seed in range(part, NUM_GRAPHS, PARTS):
        project = resolved(seed)
        with torch.device("meta"):
            network = build(project)
            found = network.outputs(torch.empty(2, *project.info.shape))
        assert {name: tuple(value.shape[1:]) for name, value in found.items()} == {
            node.id: node.shape for node in project.nodes
        }
        for node in project.nodes:
            params = network.layers[node.id].parameters()
            assert sum(param.numel() for param in params) == node.num_params


def test_the_random_graphs_hold_every_kind_of_layer_and_join_branches() -> None:
    projects = [random_project(seed) for seed in range(200)]
    types = {node["layer"]["type"] for file in projects for node in file["network"]["nodes"]}
    assert types == set(entries("layers"))


@pytest.mark.parametrize("seed", range(40))
def test_what_is_ok_trains_a_step_with_finite_numbers(seed: int) -> None:
    project = resolved(seed)
    network = build(project)
    x = torch.randn(16, *project.info.shape)
    before = {name: param.clone() for name, param in network.named_parameters()}
    outputs = network(x)
    assert outputs.shape == (16, *project.wanted)
    targets = torch.zeros_like(outputs)
    functional.mse_loss(outputs, targets).backward()  # type: ignore[no-untyped-call]
    project.training.optimizer.build(network.parameters()).step()
    assert all(torch.isfinite(param).all() for param in network.parameters())
    assert any(not torch.equal(before[name], param) for name, param in network.named_parameters())
