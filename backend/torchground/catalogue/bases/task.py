"""The bases of task, loss and optimizer: what the network is asked to do and how it learns that."""

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
"""What a loss compares the outputs with: classes (of samples or of tokens), numbers, whether a sample is real (for two
networks that learn against each other), or nothing (the output itself is made small)."""
Squash: TypeAlias = Literal["none", "softmax", "sigmoid"]
"""The function that turns outputs into answers: softmax (probabilities that add up to 1), sigmoid (independent
probabilities), or none."""


@dataclass(frozen=True)
class Drawn:
    """A node of the drawing whose shapes are known."""

    id: str
    layer: Layer
    inputs: tuple[str, ...]
    """Ids of the nodes that its inputs come from, in the order of the handles."""
    input_shapes: tuple[Shape, ...]
    shape: Shape
    num_params: int
    trainable: bool
    """Whether training may change its params."""

    @property
    def learns(self) -> bool:
        """Whether it has params that training may change."""
        return self.trainable and self.num_params > 0


@dataclass(frozen=True)
class Refusal:
    """Why a drawing does not fit the task: a sentence that says what to do, the node that causes it, if it is one, and
    changes that would make it fit."""

    sentence: Sentence
    node: str | None = None
    mends: tuple[Mend, ...] = ()


class Task(Entry):
    """What the network is asked to do with the data."""

    family: ClassVar[str] = "tasks"

    asks: ClassVar[Asks]
    """What the losses of this task compare the outputs with."""
    usual_loss: ClassVar[str]
    """The loss that is used if a project names none."""
    random: ClassVar[bool] = False
    """Whether ``prepare`` draws random numbers."""
    adversarial: ClassVar[bool] = False
    """Whether two networks of one drawing learn against each other. They then take their steps in turn."""

    def output_shape(self, data: DataInfo, loss: Loss) -> Shape:
        """The shape that the network's output must have for one sample."""
        raise NotImplementedError

    def refuses(self, data: DataInfo) -> Sentence | None:
        """Say in a sentence why this data does not fit the task. Returns None if it fits."""
        raise NotImplementedError

    def target_range(self, data: DataInfo) -> Range | None:
        """The range of the targets that the loss gets. None if it is not limited."""
        return data.target_range if self.asks == "numbers" else (0.0, 1.0)

    def refuses_drawing(self, nodes: Sequence[Drawn]) -> Refusal | None:
        """Say why this drawing does not fit the task. Returns None if it fits. Nodes come in flow order."""
        return None

    def learners(self, nodes: Sequence[Drawn]) -> Mapping[str, Sequence[Drawn]]:
        """The networks of the drawing that learn, by name. Most tasks have one, with an empty name."""
        return {"": nodes}

    def posed(self, split: Split, seed: int) -> Split:
        """The split with the inputs and targets of this task. Most tasks use the split unchanged."""
        return split

    def prepare(self, x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Prepare a batch for one training step. May draw from torch's global generator if ``random``.

        A task that changes the inputs here must change them in ``measured`` too. Losses are then measured on the kind
        of inputs that the network is trained on.
        """
        return x, y

    def measured(self, inputs: Floats, seed: int) -> Floats:
        """The inputs [n, *shape] of one part of the split, as losses and metrics are measured on them.

        If ``prepare`` changes the inputs at random, this makes the same change with numbers drawn by ``seed``. They are
        the same for every part and every epoch, so that measured losses can be compared.
        """
        return inputs

    def paired(
        self, outputs: torch.Tensor, targets: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Outputs and targets in the shapes that the loss takes: [n, outputs], and [n] or [n, outputs]."""
        return outputs, targets

    def metrics(self, outputs: torch.Tensor, targets: torch.Tensor, loss: Loss) -> dict[str, float]:
        """The metrics by name, without ``train_`` or ``test_``: ``{"accuracy": 0.98}``. Outputs are those of the
        network, unchanged."""
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
    """The function that training makes small."""

    family: ClassVar[str] = "losses"

    fits: ClassVar[tuple[Asks, ...]]
    """What the loss can compare the outputs with."""
    squash: ClassVar[Squash] = "none"
    """The function that turns the outputs for this loss into answers."""
    targets: ClassVar[Range | None] = None
    """The range in which targets must lie. None if it is not limited."""
    counts_mistakes: ClassVar[bool] = False
    """Whether the loss counts wrong answers during training. The metrics show the count of each epoch as
    ``mistakes``."""

    def doubts(self) -> Mapping[str, Sentence]:
        """Warnings to show before training, by the field that they are about."""
        return {}

    def squashed(self) -> Squash:
        """The function that turns outputs into answers, for the current fields."""
        return self.squash

    def mistakes(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """The number of wrong answers, as a scalar tensor. Only if ``counts_mistakes``."""
        raise NotImplementedError

    def num_outputs(self, num_classes: int) -> int:
        """The number of outputs for this number of classes. A loss that asks yes or no needs one output for two
        classes."""
        return num_classes

    def build(self, num_outputs: int) -> LossFunction:
        """Build the loss function, which returns the mean over the batch as a scalar.

        It takes outputs [n, num_outputs] and targets. Targets are int64 [n], with -100 where there is no target, or
        float32 [n, num_outputs] or any other shape of the outputs.
        """
        raise NotImplementedError

    def each(self, num_outputs: int) -> LossFunction:
        """Build the same function without the mean: it returns the loss of each sample [n]."""
        raise NotImplementedError

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"squash": cls.squash}


class Optimizer(Entry):
    """How the weights change in each step, given the gradient."""

    family: ClassVar[str] = "optimizers"

    closure: ClassVar[bool] = False
    """Whether one step computes the loss several times (L-BFGS)."""
    whole_batch: ClassVar[bool] = False
    """Whether it is made for batches that hold all samples."""

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        """Build torch's optimizer for these params. It is the fused version if torch has one for their device."""
        raise NotImplementedError
