"""Builds a torch module with its first weights from a checked project."""

from __future__ import annotations

from collections.abc import Iterable

import torch

from torchground.network.module import Network
from torchground.network.spec import Node, Project
from torchground.network.starting import take_up


def build(project: Project, seed: int | None = None) -> Network:
    """Builds the module on the CPU in train mode. ``seed`` draws the weights (None: the project's own seed).

    The same seed gives the same weights. torch's global random state does not change. Where the project starts from the
    weights of another network, the nodes that fit take these. Raises ``WeightsError`` where the weights file cannot be
    read.
    """
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(project.training.seed if seed is None else seed)
        modules = {node.id: _layer(node) for node in project.nodes}
        _fill(project, [modules[n.id] for n in project.nodes if not n.layer.comes_trained])
    network = Network(project, modules)
    take_up(network, project)
    return network


def _layer(node: Node) -> torch.nn.Module:
    layer = node.layer.build(*node.input_shapes)
    return layer if node.trainable else layer.requires_grad_(False)


def _fill(project: Project, modules: Iterable[torch.nn.Module]) -> None:
    """Draws the weights again with the project's initializer, if it has one."""
    if project.training.initializer is not None:
        with torch.no_grad():
            for module in modules:
                project.training.initializer.fill(module)
