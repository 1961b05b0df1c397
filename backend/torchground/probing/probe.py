"""The base class of all probes. A probe measures a network between two steps and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from pydantic import Field

from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.task import Squash
from torchground.telemetry.facts import Facts, Kind, Of
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import SentenceError

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo, Split
    from torchground.catalogue.bases.task import LossFunction, Task
    from torchground.network.module import Network
    from torchground.network.spec import Node, Project


@dataclass(frozen=True)
class ProbeContext:
    """What a probe may read: the state of the run between two steps, the network in eval mode, without gradients.

    ``train_x``/``train_y``/``test_x``/``test_y`` are the run's own tensors on its device. Do not change them.
    """

    project: Project
    network: Network
    data: DataInfo
    split: Split
    train_x: torch.Tensor
    train_y: torch.Tensor
    test_x: torch.Tensor
    test_y: torch.Tensor
    loss: LossFunction
    """Takes paired outputs and targets (``task.paired``) and returns a scalar."""
    loss_each: LossFunction
    gradients: dict[str, torch.Tensor]
    """The gradients of the last step by param name (``h1.weight``). Empty before the first step."""
    memory: dict[str, Any]
    """Values that probes keep between two measurements of the same run (for example a grid of inputs). A probe chooses
    its keys."""
    fresh: dict[str, Any]
    """Like ``memory``, but emptied after every step. What several probes need of one step is computed once."""
    squash: Squash
    """The function that turns outputs into answers."""
    step: int
    epoch: int
    start: dict[str, torch.Tensor]
    """The params before the first step, by name (``h1.weight``)."""
    learning_rate: float
    """The learning rate of the next step."""
    rehearse: Rehearse
    """Rehearses the next step and undoes it. The numbers are exactly those of the step that the run will take."""

    @property
    def task(self) -> Task:
        return self.project.training.task


@dataclass(frozen=True)
class Rehearsal:
    """One training step, part by part, as the run will take it.

    Where two networks learn against each other, it is one half of the step. In the half of the discriminator, the nodes
    behind the switch have twice as many rows: first the real samples, then the generated ones.
    """

    x: torch.Tensor
    y: torch.Tensor
    """The batch: inputs and targets of the network."""
    samples: torch.Tensor
    """The indices of the batch's samples in the train half, in the order of the batch."""
    outputs: dict[str, torch.Tensor]
    """The output of every node that the step passes through."""
    output_gradients: dict[str, torch.Tensor]
    """The gradient of the loss with respect to the output of every node that it depends on. Tokens have none."""
    loss: float
    gradients: dict[str, torch.Tensor]
    """The gradients by param name, as backward computes them."""
    pulled: dict[str, torch.Tensor]
    """The gradients with the terms of L1 and L2 added, before clipping."""
    taken: dict[str, torch.Tensor]
    """The gradients after L1, L2 and clipping, as the optimizer uses them."""
    before: dict[str, torch.Tensor]
    after: dict[str, torch.Tensor]
    """The params by name, before and after the update."""
    memory_before: dict[str, dict[str, torch.Tensor]]
    """The state of the optimizer before the update. A param that the optimizer has not updated yet has no state."""
    memory: dict[str, dict[str, torch.Tensor]]
    """The state of the optimizer after the update, by param name: ``exp_avg`` …"""
    new_loss: float
    """The loss of the same batch after the update, with the same random numbers."""
    learning_rate: float
    part: str = ""
    """``discriminator`` or ``generator`` where this is that half of a step."""
    parts: tuple[str, ...] = ("",)
    """The names of all parts of the step, in order."""


class Rehearse(Protocol):
    """Rehearses the next step of a run."""

    def __call__(self, part: int = 0) -> Rehearsal:
        """Rehearses a step. ``part`` 1 is the second half of a step of two networks, after the first half was taken.

        Raises ``ValueError`` where the step has no such part.
        """


class ProbeError(SentenceError):
    """Why there is nothing to measure, as a sentence for the panel."""


class Probe(Entry):
    """Measures something of a network at one step."""

    family: ClassVar[str] = "probes"

    kinds: ClassVar[tuple[Kind, ...]]
    """The kinds of reading that the probe returns."""
    on_demand: ClassVar[bool] = False
    """Whether the probe answers one exact question (a hovered number). Such a probe is not watched."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        """Where this probe has something to show for a project. Found without torch.

        Most probes offer nothing here, because the page knows where to show them.
        """
        return ()

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """Measures the network now. Called in inference mode. It must not change the random state.

        Raises :class:`ProbeError` where this network or data set has no such number.
        """
        raise NotImplementedError

    def coarser(self) -> Probe:
        """The same with fewer numbers, for a slow line; itself where there is nothing to leave out."""
        return self

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"kinds": [kind.kind for kind in cls.kinds], "on_demand": cls.on_demand}


class SampleProbe(Probe):
    """The base class of probes that follow one sample through the network."""

    sample: int = Field(0, ge=0, le=10_000_000)
    """The index of the sample in its half of the data, from 0."""

    of: Of = "test"
    """The half of the data, or ``asked`` for a sample that a person typed or drew."""

    asked: str | None = Field(None, max_length=20_000)
    """The sample that a person typed or drew: numbers divided by commas, ``bytes LOW HIGH BASE64`` for a picture (one
    byte for each number, 0 is LOW and 255 is HIGH), or tokens (text)."""


def nodes_with(project: Project, *types: str) -> list[str]:
    """The ids of the nodes with a layer of one of these types, in project order."""
    return [node.id for node in project.nodes if node.layer.type in types]


def activations_of(project: Project) -> list[Node]:
    """The nodes that are a function of each number by itself, in project order."""
    return [
        node
        for node in project.nodes
        if isinstance(node.layer, Activation) and node.layer.elementwise
    ]
