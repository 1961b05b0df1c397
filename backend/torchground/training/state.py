"""The whole state of a run that changes while it trains, and the functions that change it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import torch
from torch import Tensor

from torchground.catalogue.bases.scheduler import Moment
from torchground.catalogue.bases.task import Task
from torchground.network.build import build
from torchground.network.module import Network
from torchground.network.spec import Project
from torchground.network.spec import Training as Settings
from torchground.training.capture import Capture, StepStrategy
from torchground.training.data import Batch, Tensors, tensors
from torchground.training.derived import draws, learning_modules, optimizer_of
from torchground.training.learner import Learner
from torchground.training.losses import Losses
from torchground.training.objective import Objective
from torchground.training.old_formats import upgraded
from torchground.training.penalty import penalty_of
from torchground.training.randomness import Randomness
from torchground.training.settings import live_settings, with_settings
from torchground.training.stopping import Stopping
from torchground.training.strategies.eager_step import EagerStep
from torchground.training.strategies.gan_step import GanLosses, GanStep, generator_nodes


class Training:
    """A network, its data, its optimizers, and its progress.

    ``project`` has the current live settings. ``epoch`` counts whole epochs, ``step`` optimizer steps, and ``position``
    the steps of the current epoch.
    """

    def __init__(self, project: Project, device: torch.device) -> None:
        self.project = project
        self.device = device
        self.split = self.task.posed(project.split(), project.training.seed)
        self.data: Tensors = tensors(self.split, device)
        """The samples for training steps, before ``prepared``."""
        self._measured: Tensors | None = None
        self.network: Network = build(project).to(device)
        self.named_params = [(n, p) for n, p in self.network.named_weights() if p.requires_grad]
        self.params = [param for _, param in self.named_params]
        self.learners = self._learners()
        """By the key of their settings and captures: ``optimizer``, and where there are two networks,
        ``generator_optimizer``."""
        self.random = Randomness(project.training.seed, device, drawn=draws(project))
        self.stopping = Stopping(
            project.training.early_stopping, self.network, project.watched_part
        )
        self._pose()
        self.steps_per_epoch = project.steps_per_epoch
        self.seq = self.epoch = self.step = self.position = 0
        self.loss_sum, self.loss_count = 0.0, 0
        """The sum of losses and the number of batches since the last epoch or batch point."""
        self.last_loss: float | None = None
        self.first_loss: float | None = None
        """The loss on all train samples before the first step. None until it is measured."""
        self.batch: Batch | None = None
        """The last batch, after ``prepared``."""
        self.schedule_memory: dict[str, float] = {}
        self.epoch_mistakes: int | None = None
        """How many samples were answered wrong in the epoch that has just ended, where the loss counts them."""
        self._order = torch.Generator().manual_seed(project.training.seed)
        self._order_before = self._order.get_state()
        self._batches: list[Batch] = []
        self._learning = learning_modules(project, self.network)
        self.learn()

    @property
    def settings(self) -> Settings:
        return self.project.training

    @property
    def task(self) -> Task:
        return self.project.training.task

    @property
    def measured(self) -> Tensors:
        """The samples on which losses and metrics are measured. All parts are changed in the same way, as the task now
        asks."""
        if self._measured is None:
            seed = self.settings.seed
            changed = self.split.with_inputs(lambda inputs: self.task.measured(inputs, seed))
            same = changed.train.inputs is self.split.train.inputs
            self._measured = self.data if same else tensors(changed, self.device)
        return self._measured

    # ---- steps and epochs --------------------------------------------------------------------------

    def next_batches(self, count: int) -> list[Batch]:
        """At most ``count`` of the next batches, up to the end of the epoch. ``take`` prepares them."""
        if not self._batches:
            self._order_before = self._order.get_state()
            order = None
            if self.settings.shuffle:
                order = torch.randperm(self.data.num_train, generator=self._order)
            self._batches = self.data.batches(order, self.settings.batch_size)
        return self._batches[self.position : self.position + count]

    def next_samples(self) -> Tensor:
        """The indices of the next batch's samples in the train half, in the order of the batch."""
        num, size = self.data.num_train, self.settings.batch_size
        order = torch.arange(num)
        if self.settings.shuffle:
            again = torch.Generator()
            again.set_state(self._order_before if self._batches else self._order.get_state())
            order = torch.randperm(num, generator=again)
        return order[self.position * size : (self.position + 1) * size]

    def take(self, batch: Batch) -> float:
        """Takes one step on the next batch and returns its loss before the update. A loss that is not finite changes
        nothing and is not counted."""
        if self.settings.scheduler is not None:
            self.follow_schedule()
        self.batch = batch = self.prepared(batch) if self._prepares else batch
        loss = self.strategy.step(*batch)
        if math.isfinite(loss):
            self.step += 1
            self.position += 1
            self.loss_sum += loss
            self.loss_count += 1
            self.last_loss = loss
        return loss

    def prepared(self, batch: Batch) -> Batch:
        """A batch for a training step: augmented, then changed as the task asks. Draws random numbers."""
        x, y = batch
        for augmentation in self.settings.augmentations:
            x = augmentation.apply_against(x, partial(self._gradient, y=y))
        return self.task.prepare(x, y)

    def _gradient(self, x: Tensor, y: Tensor) -> Tensor:
        """The gradient of the loss with respect to a batch [as x], in eval mode: draws nothing and changes no buffer.

        Zeros where the loss does not depend on the batch, as on a surface.
        """
        self._set_mode(training=False)
        try:
            inputs = x.detach().requires_grad_()
            loss = self.objective(inputs, y)
            (gradient,) = torch.autograd.grad(
                loss, inputs, allow_unused=True, materialize_grads=True
            )
        finally:
            self._set_mode(training=True)
        return gradient

    def examples(self) -> list[Batch]:
        """A few batches of this epoch, before ``prepared``. There is one of every size that occurs."""
        self.next_batches(0)
        return [*self._batches[:3], self._batches[-1]]

    def end_epoch(self) -> bool:
        """Whether that was the last step of the epoch. If so, begins the next epoch."""
        if self.position < self.steps_per_epoch:
            return False
        self.epoch, self.position, self._batches = self.epoch + 1, 0, []
        if self.objective.counts_mistakes:
            self.epoch_mistakes, self.objective.mistakes = self.objective.mistakes, 0
        return True

    def steps_to(self, epochs: int) -> int:
        """The number of steps from here to the end of ``epochs`` epochs. The current epoch counts."""
        return epochs * self.steps_per_epoch - self.position

    @property
    def watches_loss(self) -> bool:
        """Whether the schedule or early stopping depends on the watched loss after each epoch."""
        scheduler, rule = self.settings.scheduler, self.settings.early_stopping
        return rule is not None or (scheduler is not None and scheduler.watches_loss)

    def watched(self, losses: Losses) -> None:
        """Gives the losses of the epoch that has just ended to the schedule and to early stopping. They watch the
        validation loss, or the test loss where there is no validation split."""
        loss = losses.of[self.project.watched_part]
        if self.settings.scheduler is not None:
            self.settings.scheduler.watched(loss, self.schedule_memory)
        self.stopping.watched(loss, self.epoch)

    @property
    def is_done(self) -> bool:
        """Whether there is no next step: all epochs are over, or early stopping has ended the training."""
        return self.epoch >= self.settings.epochs or self.stopping.is_reached

    def mean_loss(self) -> float | None:
        """The mean loss of the batches since the last call. None where there were none."""
        mean = self.loss_sum / self.loss_count if self.loss_count else None
        self.loss_sum, self.loss_count = 0.0, 0
        return mean

    def learning_rate(self) -> float:
        """The learning rate of the next step. Where there are two networks, that of the discriminator."""
        return self.learners["optimizer"].learning_rate * self._factor()

    def _factor(self) -> float:
        """The schedule's factor for the learning rate of the next step."""
        scheduler = self.settings.scheduler
        if scheduler is None:
            return 1.0
        moment = Moment(self.step, self.steps_per_epoch, self.settings.epochs)
        return scheduler.factor(moment, self.schedule_memory)

    def follow_schedule(self) -> None:
        """Sets the learning rate of the next step. ``take`` calls it itself."""
        factor = self._factor()
        for learner in self.learners.values():
            learner.follow(factor)

    # ---- changed settings ----------------------------------------------------------------------------

    def change(self, project: Project) -> None:
        """Continues with other live settings. Weights and optimizer state stay.

        Where the new settings change the computation, the run goes back to the plain strategy, because a fast one would
        repeat the old computation.
        """
        before, self.project = self.project, project
        for name, learner in self.learners.items():
            if optimizer_of(project, name) != optimizer_of(before, name):
                learner.retune(optimizer_of(project, name))
        changed = [
            new for old, new in zip(before.nodes, project.nodes, strict=True) if old is not new
        ]
        for node in changed:
            node.layer.retune(self.network.layers[node.id])
        was, now = before.training, project.training
        if was.task != now.task:
            self._measured = None
        if changed or was.task != now.task or was.loss != now.loss:
            gradients, mistakes = self.strategy.gradients(), self.objective.mistakes
            self._pose()
            self.objective.mistakes = mistakes
            for param, gradient in zip(self.params, gradients, strict=True):
                param.grad = None if gradient is None else gradient.clone()
        else:
            self.plain.penalty = penalty_of(self.network, now)
            self.strategy.retune()

    def _pose(self) -> None:
        """Builds the loss, the objective, and the plain strategy for the current settings."""
        project = self.project
        self.loss = self.settings.loss.build(project.wanted[-1])
        """Takes outputs and targets from ``task.paired``."""
        self.loss_each = self.settings.loss.each(project.wanted[-1])
        self.objective = Objective(self.network, self.task, self.settings.loss, self.loss)
        self.gan_losses = (
            GanLosses(project, self.network, self.loss) if self.task.adversarial else None
        )
        self.plain: EagerStep | GanStep = self._plain_strategy()
        self.strategy: StepStrategy = self.plain
        self._prepares = bool(self.settings.augmentations) or (
            type(self.task).prepare is not Task.prepare
        )

    def _plain_strategy(self) -> EagerStep | GanStep:
        penalty, learners = penalty_of(self.network, self.settings), self.learners
        if self.gan_losses is None:
            return EagerStep(self.objective, learners["optimizer"], penalty)
        return GanStep(
            self.gan_losses,
            learners["optimizer"],
            learners["generator_optimizer"],
            self.params,
            penalty,
            self.task,
        )

    def _learners(self) -> dict[str, Learner]:
        entry = self.settings.optimizer
        if not self.task.adversarial:
            return {"optimizer": Learner(entry, self.named_params)}
        made = generator_nodes(self.project)
        generators = [(n, p) for n, p in self.named_params if n.partition(".")[0] in made]
        judges = [(n, p) for n, p in self.named_params if n.partition(".")[0] not in made]
        other = optimizer_of(self.project, "generator_optimizer")
        return {
            "optimizer": Learner(entry, judges),
            "generator_optimizer": Learner(other, generators),
        }

    # ---- modes ---------------------------------------------------------------------------------------

    def learn(self) -> None:
        """Sets train mode. A frozen node with buffers stays in eval mode."""
        for module in self.network.modules():
            module.training = module in self._learning

    @contextmanager
    def measuring(self) -> Iterator[None]:
        """Eval mode without gradients. Afterwards the network is in train mode again, and the random state is as
        before."""
        self._set_mode(training=False)
        try:
            with torch.inference_mode(), self.random.untouched():
                yield
        finally:
            self._set_mode(training=True)

    def _set_mode(self, *, training: bool) -> None:
        for module in self._learning:
            module.training = training

    # ---- captures --------------------------------------------------------------------------------------

    def is_finite(self) -> bool:
        """Whether every param and every buffer is finite."""
        states = self.network.state_dict().values()
        return all(bool(torch.isfinite(tensor).all()) for tensor in states)

    def capture(self) -> Capture:
        """A copy of everything that the next steps depend on."""
        states = {f"network.{name}": value for name, value in self.network.state_dict().items()}
        facts: dict[str, Any] = {}
        for place, learner in self.learners.items():
            tensors, facts[place] = learner.remembered()
            states |= {f"{place}.{name}": value for name, value in tensors.items()}
        states["random.order"] = self._order_before if self._batches else self._order.get_state()
        drawn = self.random.get()
        if drawn is not None:
            states["random.drawn"] = drawn
        copies = {name: value.detach().clone() for name, value in states.items()}
        best = {f"best.{name}": value for name, value in self.stopping.tensors().items()}
        return Capture(copies | best, facts | self._facts())

    def restore(self, capture: Capture) -> None:
        """Restores the state of a capture. Raises ``ValueError`` where the capture is of another network."""
        capture = upgraded(capture, self.learners)
        facts = capture.facts
        self._restore_network(_below("network.", capture.tensors))
        self._restore_settings(facts["settings"])
        for place, learner in self.learners.items():
            learner.remember(_below(f"{place}.", capture.tensors), facts[place])
        self.strategy.retune()
        self._order.set_state(capture.tensors["random.order"])
        if "random.drawn" in capture.tensors:
            self.random.set(capture.tensors["random.drawn"])
        if "stopping" in facts:
            self.stopping.restore(_below("best.", capture.tensors), facts["stopping"])
        self.schedule_memory = dict(facts.get("schedule", {}))
        self.objective.mistakes = facts.get("mistakes", 0)
        self.seq, self.epoch, self.step = facts["seq"], facts["epoch"], facts["step"]
        self.position, self._batches = facts["position"], []
        self.loss_sum, self.loss_count = facts["loss_sum"], facts["loss_count"]
        self.last_loss, self.first_loss = facts["last_loss"], facts.get("first_loss")
        if self.position:
            self.next_batches(0)

    def _facts(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "epoch": self.epoch,
            "step": self.step,
            "position": self.position,
            "loss_sum": self.loss_sum,
            "loss_count": self.loss_count,
            "last_loss": self.last_loss,
            "first_loss": self.first_loss,
            "settings": live_settings(self.project),
            "stopping": self.stopping.facts(),
            "schedule": dict(self.schedule_memory),
            "mistakes": self.objective.mistakes,
        }

    def _restore_settings(self, values: dict[str, Any]) -> None:
        project = with_settings(self.project, values)
        if project is not self.project:
            self.change(project)

    def _restore_network(self, states: dict[str, Tensor]) -> None:
        try:
            self.network.load_state_dict(states)
        except RuntimeError as error:
            raise ValueError(f"the weights are of another network: {error}") from error


def _below(prefix: str, named: dict[str, Any]) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): value for name, value in named.items() if name.startswith(prefix)
    }
