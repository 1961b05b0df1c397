"""Values for the training that follow from a project."""

from __future__ import annotations

from torch import nn

from torchground.catalogue.bases.task import Optimizer
from torchground.network.module import Network
from torchground.network.spec import Project


def optimizer_of(project: Project, place: str) -> Optimizer:
    """The optimizer of one learner. Where a project has no optimizer for the generator, the generator has the same
    settings."""
    training = project.training
    if place == "generator_optimizer" and training.generator_optimizer is not None:
        return training.generator_optimizer
    return training.optimizer


def draws(project: Project) -> bool:
    """Whether steps draw random numbers."""
    training = project.training
    return (
        training.task.random
        or training.task.adversarial
        or bool(training.augmentations)
        or any(node.layer.random for node in project.nodes)
    )


def learning_modules(project: Project, network: Network) -> set[nn.Module]:
    """The modules that are in train mode while the network learns: all except modules of frozen nodes with buffers."""
    found: set[nn.Module] = {network, network.layers}
    for node in project.nodes:
        layer = network.layers[node.id]
        if node.trainable or not any(True for _ in layer.buffers()):
            found |= set(layer.modules())
    return found
