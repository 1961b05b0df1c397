"""From a checked project to a torch module with its first weights."""

from __future__ import annotations

import torch

from torchground.network.module import Network
from torchground.network.spec import Node, Project


def build(project: Project, seed: int | None = None) -> Network:
    """The module on the CPU in train mode, weights drawn by ``seed`` (the project's own where None).

    The same seed gives the same weights; torch's global random state is left as it was.
    """
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(project.training.seed if seed is None else seed)
        modules = {node.id: _layer(node) for node in project.nodes}
    return Network(project, modules)


def _layer(node: Node) -> torch.nn.Module:
    layer = node.layer.build(*node.input_shapes)
    return layer if node.trainable else layer.requires_grad_(False)
