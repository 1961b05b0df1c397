"""The bases of task, loss and optimizer: what is asked of a network and how it is taught."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import Entry
from torchground.words import Sentence

if TYPE_CHECKING:
    import torch
    from torch import nn

    from torchground.catalogue.bases.layer import Layer
    from torchground.catalogue.bases.samples import DataInfo, Floats, Range, Split
    from torchground.catalogue.bases.shapes import Mend, Shape

    LossFunction = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]

Asks: TypeAlias = Literal["classes", "numbers", "real", "none"]
"""What a loss compares the outputs with: classes (of samples or of tokens), numbers, whether a sample is real (two
networks against each other), or nothing (the output itself is made small)."""
Squash: TypeAlias = Literal["none", "softmax", "sigmoid"]
"""What makes answers of the outputs: shares of 1, chances one by one, or nothing."""


@dataclass(frozen=True)
class Drawn:
    """A node of the drawing whose shapes are known."""

    id: str
    layer: Layer
    inputs: tuple[str, ...]
    """Ids of the nodes whose outputs it takes, by handle."""
    input_shapes: tuple[Shape, ...]
    shape: Shape
    num_params: int
    trainable: bool
    """Whether its params may learn."""

    @property
    def learns(self) -> bool:
        """Whether it has params that may learn."""
        return self.trainable and self.num_params > 0


@dataclass(frozen=True)
class Refusal:
    """Why a drawing does not fit the task: a sentence that says what to do, the node to blame where one is, and what
    would mend that."""

    sentence: Sentence
    node: str | None = None
    mends: tuple[Mend, ...] = ()


class Task(Entry):
    """What the network is asked to do with the data."""

    family: ClassVar[str] = "tasks"

    asks: ClassVar[Asks]
    """What its losses compare the outputs with."""
    usual_loss: ClassVar[str]
    """The loss where a project names none."""
    random: ClassVar[bool] = False
    """Whether ``prepare`` draws random numbers."""
    adversarial: ClassVar[bool] = False
    """Whether two networks of one drawing learn against each other; the steps are then taken in turns."""

    def output_shape(self, data: DataInfo, loss: Loss) -> Shape:
        """The shape of the answer for one sample that the network must give."""
        raise NotImplementedError

    def refuses(self, data: DataInfo) -> Sentence | None:
        """Why this data does not fit the task, in a sentence; None where it does."""
        raise NotImplementedError

    def target_range(self, data: DataInfo) -> Range | None:
        """Between which numbers the targets lie that a loss is given; None where they may be any."""
        return data.target_range if self.asks == "numbers" else (0.0, 1.0)

    def refuses_drawing(self, nodes: Sequence[Drawn]) -> Refusal | None:
        """Why this drawing does not fit the task; None where it does. Nodes come in flow order."""
        return None

    def learners(self, nodes: Sequence[Drawn]) -> Mapping[str, Sequence[Drawn]]:
        """The networks of the drawing that are asked to learn, by name: mostly one, without a name."""
        return {"": nodes}

    def posed(self, split: Split, seed: int) -> Split:
        """The split with the inputs and targets that the task asks about; most take them as they are."""
        return split

    def prepare(self, x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """A batch as one training step takes it; may draw from torch's global generator where ``random``.

        A task that changes the inputs here changes them in ``measured`` too, so that losses are measured on what the
        network is trained on.
        """
        return x, y

    def measured(self, inputs: Floats, seed: int) -> Floats:
        """The inputs [n, *shape] of one part of the split as losses and metrics are measured on them.

        Where ``prepare`` changes the inputs at random, this makes the same change with numbers drawn by ``seed``: the
        same for every part, so that a sample is measured alike wherever it lies, and the same at every epoch.
        """
        return inputs

    def paired(
        self, outputs: torch.Tensor, targets: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Outputs and targets as the loss takes them: [n, outputs] and [n] or [n, outputs]."""
        return outputs, targets

    def metrics(self, outputs: torch.Tensor, targets: torch.Tensor, loss: Loss) -> dict[str, float]:
        """Metrics by name without ``train_`` or ``test_``: ``{"accuracy": 0.98}``; outputs as the network gives
        them."""
        raise NotImplementedError

    @classmethod
    def losses(cls) -> tuple[str, ...]:
        """The losses that fit, the usual one first."""
        fitting = [name for name, loss in entries("losses").items() if cls.asks in loss.fits]  # type: ignore[attr-defined]
        return tuple(sorted(fitting, key=lambda name: name != cls.usual_loss))

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"losses": list(cls.losses()), "adversarial": cls.adversarial}


class Loss(Entry):
    """What training makes small."""

    family: ClassVar[str] = "losses"

    fits: ClassVar[tuple[Asks, ...]]
    """What it can compare the outputs with."""
    squash: ClassVar[Squash] = "none"
    """What makes answers of the outputs that it takes."""
    targets: ClassVar[Range | None] = None
    """Between which numbers targets must lie; None where they may be any."""
    counts_mistakes: ClassVar[bool] = False
    """Whether it counts wrong answers as they are made: the metrics show those of each epoch as ``mistakes``."""

    def doubts(self) -> Mapping[str, Sentence]:
        """What a person should know of it before training, by the field to look at."""
        return {}

    def squashed(self) -> Squash:
        """What makes answers of the outputs, with the fields as they are set."""
        return self.squash

    def mistakes(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """How many of these were told wrong, a scalar; only where ``counts_mistakes``."""
        raise NotImplementedError

    def num_outputs(self, num_classes: int) -> int:
        """How many outputs it takes for that many classes: a loss that asks yes or no takes one for two classes."""
        return num_classes

    def build(self, num_outputs: int) -> LossFunction:
        """The function of outputs [n, num_outputs] and targets (int64 [n], -100 where nothing is asked, or float32
        [n, num_outputs] or any shape of the outputs) to a scalar, the mean over the batch."""
        raise NotImplementedError

    def each(self, num_outputs: int) -> LossFunction:
        """The same for each sample by itself: [n]."""
        raise NotImplementedError

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"squash": cls.squash}


class Optimizer(Entry):
    """How the weights move against the gradient."""

    family: ClassVar[str] = "optimizers"

    closure: ClassVar[bool] = False
    """Whether its step needs to compute the loss again and again (L-BFGS)."""
    whole_batch: ClassVar[bool] = False
    """Whether it is made for all samples in one batch."""

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        """torch's optimizer over these params, fused where torch can on their device."""
        raise NotImplementedError
