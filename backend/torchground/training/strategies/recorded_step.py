"""The fast way for small networks: the same calls to torch's kernels as the plain way, without the bookkeeping.

A step of a small network is hardly arithmetic at all: modules, autograd and the optimizer's own Python take most of its
time. So one step is watched as it calls kernel after kernel, and from then on the same kernels are called in the same
order, from TorchScript, without autograd. The bits are the same; ``strategies.search`` makes sure of it on real batches
before the strategy is used, and a network of which it is not true stays on the plain strategy.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from torchground.network.module import Network
from torchground.training.learner import Learner
from torchground.training.penalty import Penalty
from torchground.training.strategies.eager_step import EagerStep
from torchground.training.strategies.fused_update import Update, direct_update
from torchground.training.strategies.gan_step import GanStep
from torchground.training.strategies.recording import Objective, Recording, Script, record


@dataclass(frozen=True)
class Scripted:
    """One objective as TorchScript, for each size of batch that was recorded."""

    scripts: dict[int, Script]
    used: list[int]
    """Which of the params the loss depends on."""
    is_graphless: bool
    """Whether every kernel computes the same where no gradients are wanted."""


def scripted(
    network: Network,
    objective: Objective,
    params: Sequence[nn.Parameter],
    batches: Sequence[tuple[Tensor, Tensor]],
) -> Generator[None, None, Scripted]:
    """Record one pass for each size among the batches, and compile it; pauses after every few milliseconds.

    Moves the network's buffers and the random state. Raises :class:`NotRecordable`.
    """
    recordings = dict[int, Recording]()
    for size, (x, y) in {len(x): (x, y) for x, y in batches}.items():
        recordings[size] = record(network, objective, params, x, y)
        yield
    scripts = dict[int, Script]()
    for size, recording in recordings.items():
        scripts[size] = yield from recording.script()
    used = next(iter(recordings.values())).used
    return Scripted(scripts, used, all(one.is_graphless for one in recordings.values()))


class Repeated:
    """One objective and the update that follows it, repeated as they were watched."""

    def __init__(self, network: Network, learner: Learner, scripted: Scripted) -> None:
        self._learner = learner
        self._fixed = [tensor.detach() for tensor in (*network.parameters(), *network.buffers())]
        self._params = [learner.params[index] for index in scripted.used]
        self._scripts = scripted.scripts
        self._backward: list[Tensor] = []
        self._update: Update | None = None
        self._computing = torch.inference_mode(scripted.is_graphless)
        self._without_grad = torch.inference_mode()

    def knows(self, x: Tensor) -> bool:
        """Whether a batch of this size was watched."""
        return len(x) in self._scripts

    def step(self, x: Tensor, y: Tensor, penalty: Penalty) -> float:
        """One update on a batch of a known size; its loss before that. A loss that is not finite updates nothing."""
        optimizing = torch._C._get_graph_executor_optimize()
        torch._C._set_graph_executor_optimize(False)
        try:
            with self._computing:
                loss, *gradients = self._scripts[len(x)](x, y, *self._fixed)
        finally:
            torch._C._set_graph_executor_optimize(optimizing)
        value = loss.item()
        if not math.isfinite(value):
            return value
        self._backward = gradients
        with self._without_grad:
            if not penalty.changes_nothing:
                penalty(self._params, gradients)
            if self._update is not None:
                self._update(gradients)
                return value
        self._step_optimizer(gradients)
        return value

    def gradients(self) -> dict[nn.Parameter, Tensor]:
        """Of the last update as the optimizer took them; empty before the first."""
        return dict(zip(self._params, self._backward, strict=True)) if self._backward else {}

    def forget(self) -> None:
        """Another strategy took the step."""
        self._backward = []

    def retune(self) -> None:
        """The live settings or what the optimizer remembers were replaced: look at them again."""
        self._update = None

    def _step_optimizer(self, gradients: Sequence[Tensor]) -> None:
        """The optimizer's own step; the ones after it go straight to its kernel, where it has one."""
        optimizer = self._learner.optimizer
        for param, gradient in zip(self._params, gradients, strict=True):
            param.grad = gradient.clone()
        optimizer.step()
        self._update = direct_update(optimizer, self._params)


class RecordedStep:
    """A strategy that repeats a watched step. Batches of a size that was not watched take the plain strategy."""

    def __init__(self, plain: EagerStep, scripted: Scripted) -> None:
        self._plain = plain
        self._repeated = Repeated(plain.objective.network, plain.learner, scripted)

    def step(self, x: Tensor, y: Tensor) -> float:
        """One step on one batch; its loss before the update. A loss that is not finite updates nothing."""
        if self._repeated.knows(x):
            return self._repeated.step(x, y, self._plain.penalty)
        self._repeated.forget()
        return self._plain.step(x, y)

    def gradients(self) -> list[Tensor | None]:
        """Of the last step as the optimizer took them, one for each param; None before the first step."""
        found = self._repeated.gradients()
        return (
            [found.get(param) for param in self._plain.params] if found else self._plain.gradients()
        )

    def retune(self) -> None:
        """The live settings or what the optimizer remembers were replaced: look at them again."""
        self._repeated.retune()


class RecordedGanStep:
    """The same for two networks that learn against each other."""

    def __init__(self, network: Network, plain: GanStep, judge: Scripted, maker: Scripted) -> None:
        self.halfway = False
        """Whether the last step stopped after the first update."""
        self._plain = plain
        self._judge = Repeated(network, plain.discriminator, judge)
        self._maker = Repeated(network, plain.generator, maker)

    def step(self, x: Tensor, y: Tensor) -> float:
        """One step on one batch; the discriminator's loss. Not finite where either loss is not."""
        if self._plain.train != "both" or not self._judge.knows(x):
            self._judge.forget()
            self._maker.forget()
            value = self._plain.step(x, y)
            self.halfway = self._plain.halfway
            return value
        self.halfway = False
        value = self._judge.step(x, y, self._plain.penalty)
        if math.isfinite(value):
            other = self._maker.step(x, y, self._plain.penalty)
            if not math.isfinite(other):
                self.halfway = True
                return other
        return value

    def gradients(self) -> list[Tensor | None]:
        """Of the last step as the optimizers took them, one for each param; None before the first step."""
        found = self._judge.gradients() | self._maker.gradients()
        return (
            [found.get(param) for param in self._plain.params] if found else self._plain.gradients()
        )

    def retune(self) -> None:
        """The live settings or what the optimizers remember were replaced: look at them again."""
        self._judge.retune()
        self._maker.retune()
