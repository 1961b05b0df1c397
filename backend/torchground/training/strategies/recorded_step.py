"""The fast strategy for small networks: the same calls to torch's kernels as the plain strategy, with less overhead.

A step of a small network is mostly overhead: modules, autograd and the optimizer's Python code take most of its time.
So one step is recorded, kernel by kernel. From then on, TorchScript calls the same kernels in the same order, without
autograd. The bits are the same: ``strategies.search`` checks this on real batches before the strategy is used. A
network for which it is not true keeps the plain strategy.
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
    """One objective as TorchScript, for each batch size that was recorded."""

    scripts: dict[int, Script]
    used: list[int]
    """The indices of the params that the loss depends on."""
    is_graphless: bool
    """Whether every kernel gives the same result without autograd."""


def scripted(
    network: Network,
    objective: Objective,
    params: Sequence[nn.Parameter],
    batches: Sequence[tuple[Tensor, Tensor]],
) -> Generator[None, None, Scripted]:
    """Records one pass for each batch size and compiles it. Pauses after every few milliseconds.

    Changes the network's buffers and the random state. Raises :class:`NotRecordable`.
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
    """Repeats one recorded objective and its update."""

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
        """Whether a batch of this size was recorded."""
        return len(x) in self._scripts

    def step(self, x: Tensor, y: Tensor, penalty: Penalty) -> float:
        """Takes one update on a batch of a known size and returns its loss before the update. A loss that is not finite
        updates nothing."""
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
        """The gradients of the last update as the optimizer used them. Empty before the first update."""
        return dict(zip(self._params, self._backward, strict=True)) if self._backward else {}

    def forget(self) -> None:
        """Drops the gradients, because another strategy took the step."""
        self._backward = []

    def retune(self) -> None:
        """Reads the live settings and the optimizer state again. Called after they were replaced."""
        self._update = None

    def _step_optimizer(self, gradients: Sequence[Tensor]) -> None:
        """Calls the optimizer's own step. Later steps call its fused kernel directly, where it has one."""
        optimizer = self._learner.optimizer
        for param, gradient in zip(self._params, gradients, strict=True):
            param.grad = gradient.clone()
        optimizer.step()
        self._update = direct_update(optimizer, self._params)


class RecordedStep:
    """Repeats a recorded step. Batches of a size that was not recorded use the plain strategy."""

    def __init__(self, plain: EagerStep, scripted: Scripted) -> None:
        self._plain = plain
        self._repeated = Repeated(plain.objective.network, plain.learner, scripted)

    def step(self, x: Tensor, y: Tensor) -> float:
        """Takes one step on one batch and returns its loss before the update. A loss that is not finite updates
        nothing."""
        if self._repeated.knows(x):
            return self._repeated.step(x, y, self._plain.penalty)
        self._repeated.forget()
        return self._plain.step(x, y)

    def gradients(self) -> list[Tensor | None]:
        """The gradients of the last step as the optimizer used them, one for each param. None before the first step."""
        found = self._repeated.gradients()
        return (
            [found.get(param) for param in self._plain.params] if found else self._plain.gradients()
        )

    def retune(self) -> None:
        """Reads the live settings and the optimizer state again. Called after they were replaced."""
        self._repeated.retune()


class RecordedGanStep:
    """Repeats a recorded step of two networks that learn against each other."""

    def __init__(self, network: Network, plain: GanStep, judge: Scripted, maker: Scripted) -> None:
        self.halfway = False
        """Whether the last step stopped after the first update."""
        self._plain = plain
        self._judge = Repeated(network, plain.discriminator, judge)
        self._maker = Repeated(network, plain.generator, maker)

    def step(self, x: Tensor, y: Tensor) -> float:
        """Takes one step on one batch and returns the discriminator's loss. Not finite where one of the losses is
        not."""
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
        """The gradients of the last step as the optimizers used them, one for each param. None before the first
        step."""
        found = self._judge.gradients() | self._maker.gradients()
        return (
            [found.get(param) for param in self._plain.params] if found else self._plain.gradients()
        )

    def retune(self) -> None:
        """Reads the live settings and the optimizer states again. Called after they were replaced."""
        self._judge.retune()
        self._maker.retune()
