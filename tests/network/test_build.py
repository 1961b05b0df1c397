"""The module built from a project: names, seeds, order, frozen layers, and the same answer from both ways to run it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import torch

from tests.network.check.random_graphs import random_inputs, random_project
from torchground.network.build import build
from torchground.network.check.checking import resolve
from torchground.network.module import Network
from torchground.network.spec import Project
from torchground.testing.drawings import project


def made(file: dict[str, Any]) -> Project:
    found, report = resolve(file)
    assert found is not None, [problem.sentence for problem in report.problems]
    return found


CHAIN = project({"type": "linear"}, {"type": "tanh"}, {"type": "dropout"}, data="spiral")


def weights(network: Network) -> dict[str, torch.Tensor]:
    return {name: param.detach().clone() for name, param in network.named_weights()}


def equal(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


def test_one_seed_gives_one_network() -> None:
    checked = made(CHAIN)
    assert equal(weights(build(checked)), weights(build(checked)))
    assert equal(weights(build(checked)), weights(build(checked, seed=checked.training.seed)))
    assert not equal(weights(build(checked)), weights(build(checked, seed=2)))


def test_building_leaves_the_random_state_as_it_was() -> None:
    checked = made(CHAIN)
    torch.manual_seed(5)
    before = torch.random.get_rng_state()
    build(checked)
    assert torch.equal(before, torch.random.get_rng_state())


def test_the_order_of_the_wires_in_the_file_changes_no_weight() -> None:
    turned = copy.deepcopy(CHAIN)
    turned["network"]["edges"].reverse()
    assert equal(weights(build(made(CHAIN))), weights(build(made(turned))))


def test_the_weights_are_those_of_torch_drawn_layer_by_layer() -> None:
    torch.manual_seed(1)
    first, last = torch.nn.Linear(2, 8), torch.nn.Linear(8, 2)
    built = weights(build(made(CHAIN)))
    assert torch.equal(built["n0.weight"], first.weight)
    assert torch.equal(built["y.bias"], last.bias)


def test_params_are_named_by_node() -> None:
    network = build(made(CHAIN))
    names = ["n0.weight", "n0.bias", "y.weight", "y.bias"]
    assert [name for name, _ in network.named_weights()] == names
    assert [name for name, _ in network.named_parameters()] == [f"layers.{name}" for name in names]


@pytest.mark.parametrize(
    "name", ["type", "forward", "training", "keys", "pop", "to", "_modules", "__init__", "0"]
)
def test_a_node_may_have_any_name(name: str) -> None:
    file = copy.deepcopy(CHAIN)
    file["network"]["nodes"][1]["id"] = name
    for edge in file["network"]["edges"]:
        edge.update({end: name for end in ("source", "target") if edge[end] == "n0"})
    network = build(made(file)).train().eval().to(torch.float64)
    x = torch.randn(3, 2, dtype=torch.float64)
    assert torch.equal(network(x), network.outputs(x)["y"])
    assert f"layers.{name}.weight" in network.state_dict()
    network.load_state_dict(network.state_dict())


def test_frozen_layers_keep_their_params() -> None:
    file = copy.deepcopy(CHAIN)
    file["network"]["nodes"][1]["trainable"] = False
    network = build(made(file))
    learning = {name for name, param in network.named_weights() if param.requires_grad}
    assert learning == {"y.weight", "y.bias"}


@pytest.mark.parametrize("seed", range(30))
def test_every_nodes_output_leads_to_the_networks_own(seed: int) -> None:
    checked = made(random_project(seed))
    network = build(checked).eval()
    x = random_inputs(checked, 4)
    torch.manual_seed(seed)
    found = network.outputs(x)
    torch.manual_seed(seed)
    assert list(found) == [node.id for node in checked.nodes]
    assert torch.equal(found[checked.nodes[-1].id], network(x))


def test_a_copy_is_a_network_of_its_own() -> None:
    network = build(made(CHAIN)).eval()
    twin = copy.deepcopy(network)
    x = torch.randn(4, 2)
    before = network(x)
    assert torch.equal(twin(x), before)
    with torch.no_grad():
        for param in twin.parameters():
            param.zero_()
    assert torch.equal(network(x), before)
    assert not twin(x).any()


def test_a_join_takes_its_inputs_by_handle_not_by_the_order_of_the_wires() -> None:
    file: dict[str, Any] = {
        "network": {
            "nodes": [
                {"id": "x", "layer": {"type": "input"}},
                {"id": "a", "layer": {"type": "relu"}},
                {"id": "both", "layer": {"type": "concat"}},
                {"id": "y", "layer": {"type": "output"}},
            ],
            "edges": [
                {"source": "both", "target": "y"},
                {"source": "a", "target": "both", "handle": 1},
                {"source": "x", "target": "both", "handle": 0},
                {"source": "x", "target": "a"},
            ],
        },
        "data": {"type": "xor"},
    }
    x = torch.tensor([[-1.0, 2.0]])
    assert build(made(file)).outputs(x)["both"].tolist() == [[-1.0, 2.0, 0.0, 2.0]]
