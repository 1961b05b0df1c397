"""The base of all probes: a probe looks into a network between two steps and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from pydantic import Field

from torchground.catalogue.bases.entry import Entry
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
    from torchground.network.spec import Project


@dataclass(frozen=True)
class ProbeContext:
    """What a probe may look at: all as it stands between two steps, the network in eval mode, without gradients.

    ``train_x``/``train_y``/``test_x``/``test_y`` are the run's own tensors on its device. Change none of them.
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
    """Of paired outputs and targets (``task.paired``) to a scalar."""
    loss_each: LossFunction
    gradients: dict[str, torch.Tensor]
    """Of the last step by param name (``h1.weight``); empty before the first."""
    memory: dict[str, Any]
    """Kept for a probe between two looks at the same run (a grid of inputs, say), by keys it chooses."""
    fresh: dict[str, Any]
    """The same, emptied whenever a step was taken: what several probes need of one step is computed once."""
    squash: Squash
    """What makes answers of the outputs."""
    step: int
    epoch: int
    start: dict[str, torch.Tensor]
    """The params as they were before the first step, by name (``h1.weight``)."""
    learning_rate: float
    """Of the step that comes next."""
    rehearse: Rehearse
    """Takes the next step slowly and takes it back: exactly what the run will do."""

    @property
    def task(self) -> Task:
        return self.project.training.task


@dataclass(frozen=True)
class Rehearsal:
    """One training step, part by part, as it will be taken.

    Where two networks learn against each other it is one half of the step. In the discriminator's the nodes behind the
    switch have twice as many rows: first of the real samples, then of the generated ones.
    """

    x: torch.Tensor
    y: torch.Tensor
    """The batch, as the network takes it."""
    samples: torch.Tensor
    """Which samples of the train half are in the batch, in its order."""
    outputs: dict[str, torch.Tensor]
    """Of every node that is passed."""
    output_gradients: dict[str, torch.Tensor]
    """The gradient of the loss with respect to the output of every node that it depends on; none for tokens."""
    loss: float
    gradients: dict[str, torch.Tensor]
    """By param name, as backward gives them."""
    pulled: dict[str, torch.Tensor]
    """The same with what L1 and L2 add, before clipping."""
    taken: dict[str, torch.Tensor]
    """The same after L1, L2 and clipping, as the optimizer takes them."""
    before: dict[str, torch.Tensor]
    after: dict[str, torch.Tensor]
    """Params by name before and after the update."""
    memory_before: dict[str, dict[str, torch.Tensor]]
    """What the optimizer remembers before the update; nothing of what it has not met yet."""
    memory: dict[str, dict[str, torch.Tensor]]
    """What the optimizer remembers after the update, by param name: ``exp_avg`` …"""
    new_loss: float
    """Of the same batch after the update, with the same random numbers."""
    learning_rate: float
    part: str = ""
    """``discriminator`` or ``generator``, where it is that half of a step."""
    parts: tuple[str, ...] = ("",)
    """All the parts of the step, in their order."""


class Rehearse(Protocol):
    """Rehearses the next step of a run."""

    def __call__(self, part: int = 0) -> Rehearsal:
        """``part`` 1 is the second half of a step of two networks, after the first was taken. Raises ``ValueError``
        where the step has no such part."""


class ProbeError(SentenceError):
    """Why there is nothing to measure, in a sentence for the panel."""


class Probe(Entry):
    """Measures something of a network at one step."""

    family: ClassVar[str] = "probes"

    kinds: ClassVar[tuple[Kind, ...]]
    """The kinds of reading it gives."""
    on_demand: ClassVar[bool] = False
    """Whether it answers one question exactly (a hovered number) rather than being watched."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        """Where this probe has something to show for a project; known without torch. Most offer nothing by themselves:
        the page knows where to show them."""
        return ()

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """What it finds now. Called in inference mode; must not touch the random state.

        Raises :class:`ProbeError` where this network or data has no such number.
        """
        raise NotImplementedError

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"kinds": [kind.kind for kind in cls.kinds], "on_demand": cls.on_demand}


class SampleProbe(Probe):
    """The base of probes that look at one sample as it passes through."""

    sample: int = Field(0, ge=0, le=10_000_000)
    """Which sample, counted from 0 in its half of the data."""

    of: Of = "test"
    """The half of the data it is in, or ``asked`` for what a person typed or drew."""

    asked: str | None = Field(None, max_length=20_000)
    """What a person typed or drew: numbers in a row divided by commas, ``bytes LOW HIGH BASE64`` for a picture (a byte
    a number, 0 is LOW and 255 is HIGH), or tokens (text)."""


def nodes_with(project: Project, *types: str) -> list[str]:
    """The ids of the nodes with a layer of one of these types, in project order."""
    return [node.id for node in project.nodes if node.layer.type in types]
