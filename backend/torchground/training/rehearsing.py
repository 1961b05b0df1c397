"""Rehearses the next step and undoes it: the outputs and gradients of every node, and the new weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor, nn

from torchground.network.module import Network
from torchground.probing.probe import Rehearsal
from torchground.training.data import Batch
from torchground.training.learner import Learner
from torchground.training.state import Training
from torchground.training.strategies.gan_step import GanLosses, GanStep, generator_nodes


@dataclass(frozen=True)
class Part:
    """The part of a step that is rehearsed: a whole step, or the half in which one of two networks learns."""

    name: str
    learner: Learner
    take: Callable[[Batch], float]
    """Updates the params and returns the loss before the update."""
    loss: Callable[[Batch], Tensor]
    forward: Callable[[Batch], Passed]


@dataclass
class Passed:
    """The forward pass of a batch: the output of every node, and the loss."""

    outputs: dict[str, list[Tensor]] = field(default_factory=dict)
    """One output for each pass through a node: for real samples, then for generated ones."""
    loss: Tensor = field(default_factory=lambda: torch.zeros(()))

    def add(self, values: Mapping[str, Tensor]) -> None:
        """Adds the outputs of one more pass through some nodes."""
        for node, value in values.items():
            self.outputs.setdefault(node, []).append(value)


def rehearse(training: Training, part: int = 0) -> Rehearsal:
    """Rehearses the next step, part by part. Where two networks learn, ``part`` 0 or 1 is one half of it.

    Raises ``ValueError`` where the step has no such part. Afterwards the run and its random state are as before. May be
    called while measuring.
    """
    held, strategy = [param.grad for param in training.params], training.strategy
    modes = {module: module.training for module in training.network.modules()}
    with training.random.in_place(), torch.inference_mode(False), torch.enable_grad():
        before = training.capture()
        try:
            training.learn()
            return _rehearsed(training, part)
        finally:
            training.restore(before)
            training.strategy = strategy
            for param, gradient in zip(training.params, held, strict=True):
                param.grad = gradient
            for module, mode in modes.items():
                module.training = mode


def _rehearsed(training: Training, which: int) -> Rehearsal:
    """Computes the gradients of the step, takes it, and computes the loss after it, each with the same random
    numbers."""
    if training.settings.scheduler is not None:
        training.follow_schedule()
    parts = parts_of_step(training)
    if which >= len(parts):
        raise ValueError(f"the step has {len(parts)} part{'s' * (len(parts) > 1)}, not {which + 1}")
    part = parts[which]
    batch = training.prepared(training.next_batches(1)[0])
    for earlier in parts[:which]:
        earlier.take(batch)
    place, drawn = training.capture(), training.random.get()
    names = {param: name for name, param in training.named_params}
    params = {names[param]: param for param in part.learner.params}
    before = _copies(params.items())
    passed = part.forward(batch)
    output_gradients, gradients = gradients_of(passed, params)
    pulled = _pulled(training, params, gradients)
    training.restore(place)
    memory_before = part.learner.memory(params)
    loss = part.take(batch)
    taken = _copies((n, p.grad) for n, p in params.items() if p.grad is not None)
    after = _copies(params.items())
    if drawn is not None:
        training.random.set(drawn)
    with torch.no_grad():
        new_loss = part.loss(batch).item()
    return Rehearsal(
        x=batch[0].clone(),
        y=batch[1].clone(),
        samples=training.next_samples(),
        outputs={node: torch.cat(values).detach() for node, values in passed.outputs.items()},
        output_gradients=output_gradients,
        loss=loss,
        gradients=gradients,
        pulled=pulled,
        taken=taken,
        before=before,
        after=after,
        memory_before=memory_before,
        memory=part.learner.memory(params),
        new_loss=new_loss,
        learning_rate=float(part.learner.optimizer.param_groups[0]["lr"]),
        part=part.name,
        parts=tuple(each.name for each in parts),
    )


def parts_of_step(training: Training) -> list[Part]:
    """The parts of the next step, in order."""
    strategy = training.plain
    if not isinstance(strategy, GanStep):
        whole = Part(
            name="",
            learner=training.learners["optimizer"],
            take=lambda batch: strategy.step(*batch),
            loss=lambda batch: strategy.objective(*batch),
            forward=lambda batch: _through(training, batch),
        )
        return [whole]
    generator = Part(
        name="generator",
        learner=strategy.generator,
        take=lambda batch: strategy.teach_generator(batch[0]),
        loss=lambda batch: strategy.gan_losses.generators(batch[0]),
        forward=lambda batch: _through_both(training, strategy.gan_losses, batch[0]),
    )
    discriminator = Part(
        name="discriminator",
        learner=strategy.discriminator,
        take=lambda batch: strategy.teach_discriminator(batch[0]),
        loss=lambda batch: strategy.gan_losses.discriminators(batch[0]),
        forward=lambda batch: _through_the_judge(training, strategy.gan_losses, batch[0]),
    )
    both = [discriminator, generator]
    return [part for part in both if strategy.train in ("both", part.name)]


def _through(training: Training, batch: Batch) -> Passed:
    """The forward pass of a batch through the whole network."""
    passed, last = Passed(), training.project.nodes[-1].id
    values = _walk(training.network, batch[0], {}, list(training.network.layers))
    passed.add(values)
    passed.loss = training.objective.of(values[last], batch[1])
    return passed


def _through_the_judge(training: Training, gan_losses: GanLosses, x: Tensor) -> Passed:
    """Real and generated samples through the discriminator. The generator runs without gradients."""
    passed, parts = Passed(), gan_losses.parts
    made, judging, behind = _sides(training)
    with torch.no_grad():
        fakes = _walk(training.network, x, {}, made)
    reals = _walk(training.network, x, {}, judging)
    logits = []
    for samples in (reals[_real_end(training, gan_losses)], fakes[parts.generated]):
        start = {parts.switch: samples.detach().clone().requires_grad_()}
        values = _walk(training.network, samples, start, behind)
        passed.add({**start, **values})
        logits.append(values[parts.answer])
    passed.outputs = {n: [v] for n, v in {**fakes, **reals}.items()} | passed.outputs
    passed.loss = gan_losses.told_apart(*logits)
    return passed


def _through_both(training: Training, gan_losses: GanLosses, x: Tensor) -> Passed:
    """Noise through the generator, and the generated samples through the discriminator."""
    passed, parts = Passed(), gan_losses.parts
    made, _, behind = _sides(training)
    fakes = _walk(training.network, x, {}, made)
    start = {parts.switch: fakes[parts.generated]}
    values = _walk(training.network, x, start, behind)
    passed.add({**fakes, **start, **values})
    passed.loss = gan_losses.taken_for_real(values[parts.answer])
    return passed


def _walk(
    network: Network, x: Tensor, given: Mapping[str, Tensor], nodes: Iterable[str]
) -> dict[str, Tensor]:
    """The outputs of some nodes, one after another. Every float output requires a gradient, so that the loss has a
    gradient for it."""
    values, x = dict(given), x.clone()
    for node in nodes:
        value = network.outputs(x, given=values, until=node)[node]
        if torch.is_grad_enabled() and value.is_floating_point() and not value.requires_grad:
            value = value.detach().clone().requires_grad_()
        values[node] = value
    return {node: value for node, value in values.items() if node not in given}


def _sides(training: Training) -> tuple[list[str], list[str], list[str]]:
    """The nodes of the generator, the nodes between the data and the switch, and the nodes after the switch, each in
    project order."""
    project = training.project
    made = generator_nodes(project)
    switch = training.gan_losses.parts.switch if training.gan_losses is not None else ""
    behind: set[str] = set()
    for node in project.nodes:
        if switch in node.inputs or behind & set(node.inputs):
            behind.add(node.id)
    names = [node.id for node in project.nodes if node.id != switch]
    return (
        [node for node in names if node in made],
        [node for node in names if node not in made and node not in behind],
        [node for node in names if node in behind],
    )


def _real_end(training: Training, gan_losses: GanLosses) -> str:
    """The node whose output is the real sample."""
    nodes = training.project.nodes
    return next(node.inputs[0] for node in nodes if node.id == gan_losses.parts.switch)


def gradients_of(
    passed: Passed, params: Mapping[str, nn.Parameter]
) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """The gradients of the loss with respect to the output of every node that it depends on, and to every param."""
    if not passed.loss.requires_grad:
        return {}, {}
    pieces = [(n, v) for n, values in passed.outputs.items() for v in values if v.requires_grad]
    wanted = [value for _, value in pieces] + list(params.values())
    found = torch.autograd.grad(passed.loss, wanted, allow_unused=True)
    output_gradients: dict[str, list[Tensor]] = {}
    for (node, _), gradient in zip(pieces, found, strict=False):
        if gradient is not None:
            output_gradients.setdefault(node, []).append(gradient)
    of_params = zip(params, found[len(pieces) :], strict=True)
    return (
        {node: torch.cat(parts) for node, parts in output_gradients.items()},
        {name: gradient for name, gradient in of_params if gradient is not None},
    )


def _pulled(
    training: Training, params: Mapping[str, nn.Parameter], gradients: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """The gradients with the terms of L1 and L2 added."""
    pulled = {name: gradient.detach().clone() for name, gradient in gradients.items()}
    unclipped = replace(training.plain.penalty, clip_norm=None, clip_value=None)
    unclipped([params[name] for name in pulled], list(pulled.values()))
    return pulled


def _copies(named: Iterable[tuple[str, Tensor]]) -> dict[str, Tensor]:
    return {name: tensor.detach().clone() for name, tensor in named}
