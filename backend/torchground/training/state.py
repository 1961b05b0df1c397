"""Everything of a run that changes while it trains, and the few things that change it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor

from torchground.catalogue.probe import Rehearsal
from torchground.network.build import build
from torchground.network.module import Network
from torchground.network.spec import Project
from torchground.network.spec import Training as Settings
from torchground.training.data import Batch, Tensors, tensors
from torchground.training.lanes.eager import Eager, Penalty
from torchground.training.objective import Objective
from torchground.training.randomness import Randomness
from torchground.training.settings import live_settings, with_setting


class Lane(Protocol):
    """A way to take a step; all lanes give the same bits."""

    def step(self, x: Tensor, y: Tensor) -> float:
        """One step on one batch; its loss before the update. A loss that is not finite updates nothing."""

    def gradients(self) -> list[Tensor | None]:
        """Of the last step as the optimizer took them, one for each param; None before the first step."""

    def retune(self) -> None:
        """The live settings or what the optimizer remembers were replaced: look at them again."""


@dataclass(frozen=True)
class Capture:
    """A run as it stood between two steps; what is restored from it goes on bit by bit the same."""

    tensors: dict[str, Tensor]
    """Params and buffers (``network.…``), optimizer state (``optimizer.…``), random states (``random.…``)."""
    facts: dict[str, Any]
    """Plain JSON values: where it stood, running sums, live settings."""


class Training:
    """A network, its data and its optimizer, and how far they got.

    ``epoch`` counts whole epochs, ``step`` optimizer steps, ``position`` the steps of the epoch that has begun.
    """

    def __init__(self, project: Project, device: torch.device) -> None:
        self.project = project
        self.settings: Settings = project.training
        self.device = device
        self.task = project.training.task
        self.split = self.task.posed(project.data.split(), project.training.seed)
        self.data: Tensors = tensors(self.split, project.info, device)
        self.network: Network = build(project).to(device)
        self.loss = project.training.loss.build(project.wanted[-1])
        """Of outputs and targets as ``task.paired`` gives them."""
        self.loss_each = project.training.loss.each(project.wanted[-1])
        self.named_params = [(n, p) for n, p in self.network.named_weights() if p.requires_grad]
        self.params = [param for _, param in self.named_params]
        self.optimizer = project.training.optimizer.build(self.params)
        self.random = Randomness(
            project.training.seed, device, drawn=any(node.layer.random for node in project.nodes)
        )
        self.objective = Objective(self.network, self.task, self.loss)
        self.eager = Eager(
            self.objective,
            self.params,
            self.optimizer,
            _penalty(self.network, self.settings),
        )
        self.lane: Lane = self.eager
        self.steps_per_epoch = project.steps_per_epoch
        self.seq = self.epoch = self.step = self.position = 0
        self.loss_sum, self.loss_count = 0.0, 0
        """Of the batches since the last epoch or batch point."""
        self.last_loss: float | None = None
        self._order = torch.Generator().manual_seed(project.training.seed)
        self._order_before = self._order.get_state()
        self._batches: list[Batch] = []
        self._modules = list(self.network.modules())

    # ---- going on ----------------------------------------------------------------------------------

    def next_batches(self, count: int) -> list[Batch]:
        """At most this many of the batches that come next, up to the end of the epoch."""
        if not self._batches:
            self._order_before = self._order.get_state()
            order = torch.randperm(self.data.num_train, generator=self._order)
            self._batches = self.data.batches(order, self.settings.batch_size)
        return self._batches[self.position : self.position + count]

    def examples(self) -> list[Batch]:
        """A few batches of this epoch, among them one of every size there is."""
        self.next_batches(0)
        return [*self._batches[:3], self._batches[-1]]

    def took(self, losses: list[float]) -> None:
        """Count steps that were taken on the batches that came next, by their losses."""
        if losses:
            self.step += len(losses)
            self.position += len(losses)
            for loss in losses:
                self.loss_sum += loss
            self.loss_count += len(losses)
            self.last_loss = losses[-1]

    def end_epoch(self) -> bool:
        """Whether that was the last step of the epoch; if so the next one begins."""
        if self.position < self.steps_per_epoch:
            return False
        self.epoch, self.position, self._batches = self.epoch + 1, 0, []
        return True

    def mean_loss(self) -> float | None:
        """Of the batches since this was last asked; None where there were none."""
        mean = self.loss_sum / self.loss_count if self.loss_count else None
        self.loss_sum, self.loss_count = 0.0, 0
        return mean

    def change(self, settings: Settings) -> None:
        """Train on with other live settings: the weights and what the optimizer remembers stay."""
        if settings.optimizer != self.settings.optimizer:
            _retune(self.optimizer, settings.optimizer.build(self.params))
        self.settings = settings
        self.eager.penalty = _penalty(self.network, settings)
        self.lane.retune()

    def learning_rate(self) -> float:
        """Of the step that comes next."""
        return float(self.optimizer.param_groups[0]["lr"])

    def rehearse(self) -> Rehearsal:
        """The next step, part by part; the run stands where it stood afterwards."""
        raise NotImplementedError

    @contextmanager
    def measuring(self) -> Iterator[None]:
        """Eval mode, without gradients; the network trains on as it was afterwards."""
        for module in self._modules:
            module.training = False
        try:
            with torch.inference_mode():
                yield
        finally:
            for module in self._modules:
                module.training = True

    # ---- standing still ------------------------------------------------------------------------------

    def is_finite(self) -> bool:
        """Whether every param is, and what normalization remembers."""
        states = self.network.state_dict().values()
        return all(bool(torch.isfinite(tensor).all()) for tensor in states)

    def capture(self) -> Capture:
        """A copy of everything that the next steps depend on."""
        states = {f"network.{name}": value for name, value in self.network.state_dict().items()}
        plain: dict[str, Any] = {}
        for index, state in self.optimizer.state_dict()["state"].items():
            for name, value in state.items():
                kept: dict[str, Any] = states if isinstance(value, Tensor) else plain
                kept[f"optimizer.{index}.{name}"] = value
        states["random.order"] = self._order_before if self._batches else self._order.get_state()
        drawn = self.random.get()
        if drawn is not None:
            states["random.drawn"] = drawn
        return Capture(
            {name: value.detach().clone() for name, value in states.items()}, self._facts(plain)
        )

    def restore(self, capture: Capture) -> None:
        """Stand where the capture was made. Raises ``ValueError`` where it is of another network."""
        facts = capture.facts
        self._restore_settings(facts["settings"])
        self._restore_network(_below("network.", capture.tensors))
        self._restore_optimizer(
            {**_below("optimizer.", capture.tensors), **_below("optimizer.", facts["optimizer"])}
        )
        self._order.set_state(capture.tensors["random.order"])
        if "random.drawn" in capture.tensors:
            self.random.set(capture.tensors["random.drawn"])
        self.seq, self.epoch, self.step = facts["seq"], facts["epoch"], facts["step"]
        self.position, self._batches = facts["position"], []
        self.loss_sum, self.loss_count = facts["loss_sum"], facts["loss_count"]
        self.last_loss = facts["last_loss"]
        if self.position:
            self.next_batches(0)

    def _facts(self, optimizer: dict[str, Any]) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "epoch": self.epoch,
            "step": self.step,
            "position": self.position,
            "loss_sum": self.loss_sum,
            "loss_count": self.loss_count,
            "last_loss": self.last_loss,
            "settings": live_settings(self.settings),
            "optimizer": optimizer,
        }

    def _restore_settings(self, values: dict[str, float | None]) -> None:
        settings = self.settings
        for field, value in values.items():
            settings = with_setting(settings, field, value)
        self.change(settings)

    def _restore_network(self, states: dict[str, Tensor]) -> None:
        try:
            self.network.load_state_dict(states)
        except RuntimeError as error:
            raise ValueError(f"the weights are of another network: {error}") from error

    def _restore_optimizer(self, flat: dict[str, Any]) -> None:
        states: dict[int, dict[str, Any]] = {}
        for name, value in flat.items():
            index, _, key = name.partition(".")
            kept = value.clone() if isinstance(value, Tensor) else value  # the optimizer keeps it
            states.setdefault(int(index), {})[key] = kept
        groups = self.optimizer.state_dict()["param_groups"]
        self.optimizer.load_state_dict({"state": states, "param_groups": groups})
        self.lane.retune()


def _below(prefix: str, named: dict[str, Any]) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): value for name, value in named.items() if name.startswith(prefix)
    }


def _penalty(network: Network, settings: Settings) -> Penalty:
    weights = frozenset(
        param
        for name, param in network.named_weights()
        if name.endswith(".weight") and param.ndim >= 2 and param.requires_grad
    )
    return Penalty(weights, settings.l1, settings.l2, settings.clip_grad_norm)


def _retune(optimizer: torch.optim.Optimizer, wanted: torch.optim.Optimizer) -> None:
    """Give an optimizer the settings of another of its kind; what it remembers stays."""
    for group, new in zip(optimizer.param_groups, wanted.param_groups, strict=True):
        group.update({name: value for name, value in new.items() if name != "params"})
