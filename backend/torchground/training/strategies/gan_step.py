"""The plain step of two networks that learn against each other: first the discriminator learns, then the generator."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from torchground.network.module import Network
from torchground.network.spec import Project
from torchground.probing.shared.adversaries import Parts, parts_of
from torchground.training.learner import Learner
from torchground.training.penalty import Penalty, punish

if TYPE_CHECKING:
    from torchground.catalogue.bases.task import LossFunction, Task


class GanLosses:
    """The generator and the discriminator of one drawing, and the loss of each."""

    def __init__(self, project: Project, network: Network, loss: LossFunction) -> None:
        self.parts = found_parts(project)
        switch = next(node for node in project.nodes if node.id == self.parts.switch)
        self.generate = network.path(None, self.parts.generated)
        """Takes a batch and returns as many samples, generated from new noise."""
        self.generate_from = network.path(self.parts.noise, self.parts.generated)
        self.real = network.path(None, switch.inputs[0])
        """Takes a batch of data and returns it in the form that the discriminator takes."""
        self.judge = network.path(self.parts.switch, self.parts.answer)
        """Takes samples and returns logits. A large logit means real."""
        self._loss = loss
        self._real_target = 1.0 - float(getattr(project.training.task, "label_smoothing", 0.0))

    def told_apart(self, real: Tensor, fake: Tensor) -> Tensor:
        """The discriminator's loss for its logits of real and of generated samples: the sum of both means."""
        wanted = real.new_full(real.shape, self._real_target)
        return self._loss(real, wanted) + self._loss(fake, fake.new_zeros(fake.shape))

    def taken_for_real(self, fake: Tensor) -> Tensor:
        """The generator's (non-saturating) loss for the discriminator's logits of generated samples."""
        return self._loss(fake, fake.new_ones(fake.shape))

    def discriminators(self, x: Tensor) -> Tensor:
        """The discriminator's loss of one batch, with as many samples generated from new noise."""
        with torch.no_grad():
            fake = self.generate(x)
        return self.told_apart(self.judge(self.real(x)), self.judge(fake))

    def generators(self, x: Tensor) -> Tensor:
        """The generator's loss for as many samples as the batch has."""
        return self.taken_for_real(self.judge(self.generate(x)))


class GanStep:
    """One update of the discriminator, then one of the generator. The task may let only one of them learn."""

    def __init__(
        self,
        gan_losses: GanLosses,
        discriminator: Learner,
        generator: Learner,
        params: Sequence[nn.Parameter],
        penalty: Penalty,
        task: Task,
    ) -> None:
        if discriminator.closure or generator.closure:
            raise ValueError(
                "L-BFGS cannot train two networks against each other: its loss must stay the same while it looks "
                "around; choose Adam"
            )
        self.gan_losses = gan_losses
        self.discriminator = discriminator
        self.generator = generator
        self.params = params
        self.penalty = penalty
        self.halfway = False
        """Whether the last step stopped after the first update."""
        self.train = str(getattr(task, "train", "both"))
        """Which network learns: ``both``, ``discriminator`` or ``generator``."""

    def step(self, x: Tensor, y: Tensor) -> float:
        """Takes one step on one batch and returns the discriminator's loss. Not finite where one of the losses is
        not."""
        self.halfway = False
        first, second = self.teach_discriminator, self.teach_generator
        if self.train == "generator":
            first, second = self.teach_generator, self.judged
        value = first(x)
        if self.train == "discriminator" or not math.isfinite(value):
            return value
        other = second(x)
        self.halfway = not math.isfinite(other)
        return other if self.halfway or self.train == "generator" else value

    def judged(self, x: Tensor) -> float:
        """The discriminator's loss of one batch, without an update."""
        with torch.no_grad():
            return self.gan_losses.discriminators(x).item()

    def teach_discriminator(self, x: Tensor) -> float:
        """Takes the first half of a step and returns the discriminator's loss before its update."""
        return self._update(self.discriminator, self.gan_losses.discriminators, x)

    def teach_generator(self, x: Tensor) -> float:
        """Takes the second half of a step and returns the generator's loss before its update."""
        return self._update(self.generator, self.gan_losses.generators, x)

    def gradients(self) -> list[Tensor | None]:
        """The gradients of the last step as the optimizers used them, one for each param. None before the first
        step."""
        return [param.grad for param in self.params]

    def retune(self) -> None:
        """Does nothing, because only the optimizers keep state between steps."""

    def _update(self, learner: Learner, objective: Callable[[Tensor], Tensor], x: Tensor) -> float:
        """Updates the params of one network and returns its loss before the update. A loss that is not finite changes
        nothing."""
        loss = objective(x)
        value = loss.item()
        if math.isfinite(value):
            gradients = gradients_of_params(loss, learner.params)
            for param, gradient in zip(learner.params, gradients, strict=True):
                param.grad = gradient
            if not self.penalty.changes_nothing:
                punish(self.penalty, learner.params)
            learner.optimizer.step()
        return value


def gradients_of_params(loss: Tensor, params: Sequence[nn.Parameter]) -> Sequence[Tensor | None]:
    """The gradient of a loss for each of these params. None where the loss does not depend on the param."""
    if not params or not loss.requires_grad:
        return [None] * len(params)
    return torch.autograd.grad(loss, params, allow_unused=True)


def found_parts(project: Project) -> Parts:
    """The two networks of a drawing. Raises ``ValueError`` where the drawing does not have both."""
    parts = parts_of(project)
    if parts is None:
        raise ValueError(
            "there are no two networks in this drawing: it needs Noise and Real or fake"
        )
    return parts


def generator_nodes(project: Project) -> set[str]:
    """The nodes of the generator: all nodes that lead to the second input of the switch."""
    inputs = {node.id: node.inputs for node in project.nodes}
    waiting, found = [found_parts(project).generated], set[str]()
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(inputs[node])
    return found
