"""Copies weights of another run or file into a network, node by node where shapes fit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from torchground.network.module import Network
from torchground.network.spec import Project
from torchground.words import SentenceError, template

NO_FOLDER_IN_USE = template(
    "starting.no_folder_in_use",
    "the weights to start from are in a data folder, and none is in use here",
)
UNREADABLE = template(
    "starting.unreadable",
    "the weights to start from cannot be read: {error}",
)


class WeightsError(SentenceError):
    """Weights that cannot be used. The message says why."""


def take_up(network: Network, project: Project) -> list[str]:
    """Gives the network the weights that its project starts from. Returns the ids of the nodes that took weights.

    Raises ``WeightsError``.
    """
    start = project.training.start
    if start is None:
        return []
    if project.files is None:
        raise WeightsError(NO_FOLDER_IN_USE())
    try:
        with project.files.local(start.weights, "weights") as path:
            return take_from(network, path, start.nodes)
    except OSError as error:
        raise WeightsError(UNREADABLE(error=error)) from error


def take_from(network: Network, path: Path, nodes: Mapping[str, str] | None) -> list[str]:
    """Gives a network the weights of a file whose tensors are named ``<node>.<param>``. Returns the nodes that took
    weights.

    ``nodes`` says which node takes the weights of which node of the file. A node that is not in it, or whose tensors
    are missing or have other shapes, keeps its own weights. None: each node takes the weights of the same name.
    """
    try:
        found = load_file(path)
    except (OSError, SafetensorError) as error:
        raise WeightsError(UNREADABLE(error=error)) from error
    wanted = {node: node for node in network.layers} if nodes is None else nodes
    taken = []
    for node, source in wanted.items():
        mine = network.layers[node].state_dict() if node in network.layers else {}
        if mine and _fits(mine, found, source):
            _copy(mine, found, source)
            taken.append(node)
    return taken


def _fits(mine: Mapping[str, Tensor], found: Mapping[str, Tensor], source: str) -> bool:
    theirs = [found.get(f"{source}.{name}") for name in mine]
    pairs = zip(mine.values(), theirs, strict=True)
    return all(other is not None and one.shape == other.shape for one, other in pairs)


def _copy(mine: Mapping[str, Tensor], found: Mapping[str, Tensor], source: str) -> None:
    with torch.no_grad():
        for name, tensor in mine.items():
            tensor.copy_(found[f"{source}.{name}"])
