"""Weights to start from: the nodes that should take weights by the check are the nodes that take them in the
network."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save

from tests.network.check.fixing import fixed
from tests.network.check.random_graphs import random_project
from torchground.files.meta import TensorMeta, WeightsMeta
from torchground.files.store import FileStore
from torchground.network.build import build
from torchground.network.check.checking import check, resolve
from torchground.network.check.problems import Problem
from torchground.network.module import Network
from torchground.network.starting import take_from
from torchground.testing.drawings import project

Json = dict[str, Any]
KEY = "ab" * 32
CHAIN = project(
    *({"type": "linear", "out_features": 8}, {"type": "tanh"}),
    {"type": "linear", "out_features": 5},
    data="spiral",
)


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    """The file store in this test's own data folder."""
    return FileStore(tmp_path)


def keep(files: FileStore, tensors: dict[str, torch.Tensor]) -> None:
    """Stores weights under :data:`KEY`."""
    meta = WeightsMeta(
        tensors=[
            TensorMeta(name=name, dtype="F32", shape=list(tensor.shape))
            for name, tensor in tensors.items()
        ]
    )
    with files.new() as new:
        new.file.write(save(tensors))
        files.put(KEY, meta, new)


def weights_of(network: Network) -> dict[str, torch.Tensor]:
    """The weights that a run stores: params and the statistics of normalization, by node."""
    states = network.layers.state_dict()
    return {name: value.float().contiguous().clone() for name, value in states.items()}


def kept(files: FileStore, file: Json, seed: int = 5) -> None:
    found, report = resolve(file)
    assert found is not None, report.problems
    keep(files, weights_of(build(found, seed=seed)))


def starting(file: Json, nodes: dict[str, str] | None = None) -> Json:
    file = copy.deepcopy(file)
    file.setdefault("training", {})["start"] = {"weights": KEY, "nodes": nodes}
    return file


def said(file: Json, files: FileStore) -> list[Problem]:
    return [problem for problem in check(file, files).problems if problem.severity == "error"]


def test_every_node_of_the_same_name_and_size_takes_its_weights(files: FileStore) -> None:
    kept(files, CHAIN)
    report = check(starting(CHAIN), files)
    assert report.problems == []
    assert {name: node.start for name, node in report.nodes.items()} == {
        "x": None,
        "n0": "taken",
        "n1": None,
        "n2": "taken",
        "y": "taken",
    }


def test_a_node_of_another_size_keeps_its_own_and_says_so(files: FileStore) -> None:
    kept(files, CHAIN)
    other = copy.deepcopy(CHAIN)
    other["data"] = {"type": "rings"}
    report = check(starting(other), files)
    assert report.ok
    assert [report.nodes[name].start for name in ("n0", "n2", "y")] == [
        "taken",
        "taken",
        "does not fit",
    ]


def test_as_many_numbers_of_another_form_do_not_fit(files: FileStore) -> None:
    turned = project(
        {"type": "linear", "out_features": 3, "bias": False}, {"type": "tanh"}, data="spiral"
    )
    keep(
        files,
        {"n0.weight": torch.zeros(2, 3), "y.weight": torch.zeros(2, 3), "y.bias": torch.zeros(2)},
    )
    report = check(starting(turned), files)
    assert report.nodes["n0"].start == "does not fit"
    assert report.nodes["y"].start == "taken"


def test_weights_that_are_not_here_are_refused_and_the_button_starts_anew(files: FileStore) -> None:
    (problem,) = said(starting(CHAIN), files)
    assert problem.place == "training.start.weights"
    assert "not on this server" in problem.sentence
    assert check(fixed(starting(CHAIN), problem.fixes[0]), files).ok


def test_weights_of_which_no_node_takes_any_are_refused_with_both_sizes(files: FileStore) -> None:
    kept(files, CHAIN)
    small = project({"type": "linear", "out_features": 9}, data="rings")
    (problem,) = said(starting(small), files)
    assert problem.place == "training.start.weights"
    assert "weight 8×2 and bias 8, 24 numbers" in problem.sentence
    assert "needs 27, a matrix of 9×2 first" in problem.sentence
    assert "it has n0, n2, y" in problem.sentence


def test_a_list_of_nodes_is_checked_line_by_line(files: FileStore) -> None:
    kept(files, CHAIN)
    file = starting(CHAIN, {"n0": "n0", "n2": "n0", "zz": "n0", "y": "Y"})
    by_place = {problem.place: problem for problem in said(file, files)}
    assert by_place.keys() == {f"training.start.nodes.{name}" for name in ("n2", "zz", "y")}
    assert "needs 45, a matrix of 5×8 first" in by_place["training.start.nodes.n2"].sentence
    assert by_place["training.start.nodes.n2"].node == "n2"
    assert "is no node of the network" in by_place["training.start.nodes.zz"].sentence
    assert "it has n0, n2, y" in by_place["training.start.nodes.y"].sentence
    assert by_place["training.start.nodes.y"].fixes[0].title == "Take y"
    for problem in by_place.values():
        file = fixed(file, problem.fixes[0])
    assert check(file, files).ok
    assert check(file, files).nodes["n2"].start is None


@pytest.mark.parametrize("nodes", [3, [], {"n0": 3}, {"n0": ["n0"]}])
def test_a_list_of_nodes_that_is_none_is_refused(nodes: Any, files: FileStore) -> None:
    kept(files, CHAIN)
    assert said(starting(CHAIN, nodes), files)[0].place.startswith("training.start.nodes")


@pytest.mark.parametrize("seed", range(0, 120))
def test_what_the_check_says_is_what_the_network_does(seed: int, files: FileStore) -> None:
    """Starts a random drawing with changed sizes from the weights of the same drawing."""
    file = random_project(seed)
    kept(files, file)
    other = copy.deepcopy(file)
    for node in other["network"]["nodes"][seed % 2 :: 2]:
        layer = node["layer"]
        for name in ("out_features", "out_channels", "hidden_size", "embedding_dim"):
            if name in layer:
                layer[name] += 1 + (seed % 3 == 0)
    found, report = resolve(starting(other), files)
    if found is None:
        return
    told = {name for name, node in report.nodes.items() if node.start == "taken"}
    plain, _ = resolve(other)
    assert plain is not None
    network = build(plain)
    learned = {node.id for node in plain.nodes if node.num_params}
    with files.local(KEY, "weights") as path:
        assert told == learned.intersection(take_from(network, path, None))
