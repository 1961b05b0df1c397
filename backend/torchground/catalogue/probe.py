"""The base of all probes: a probe looks into a network between two steps and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from torchground.catalogue.entry import Entry
from torchground.telemetry.kinds import Kind, Reading

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.dataset import DataInfo, Split
    from torchground.catalogue.task import LossFunction
    from torchground.network.module import Network


@dataclass(frozen=True)
class Look:
    """What a probe may look at: all as it stands between two steps, the network in eval mode, without gradients.

    ``train_x``/``train_y``/``test_x``/``test_y`` are the run's own tensors on its device. Change none of them.
    """

    network: Network
    data: DataInfo
    split: Split
    train_x: torch.Tensor
    train_y: torch.Tensor
    test_x: torch.Tensor
    test_y: torch.Tensor
    loss_each: LossFunction
    gradients: dict[str, torch.Tensor]
    """Of the last step by param name (``h1.weight``); empty before the first."""
    memory: dict[str, Any]
    """Kept for a probe between two looks at the same run (a grid of inputs, say), by keys it chooses."""
    fresh: dict[str, Any]
    """The same, emptied whenever a step was taken: what several probes need of one step is computed once."""
    logits: bool
    """Whether the outputs are logits, so that a softmax makes probabilities of them."""


class ProbeError(ValueError):
    """Why there is nothing to measure, in a sentence for the panel."""


class Probe(Entry):
    """Measures something of a network at one step."""

    kinds: ClassVar[tuple[Kind, ...]]
    """The kinds of reading it gives."""
    on_demand: ClassVar[bool] = False
    """Whether it answers one question exactly (a hovered number) rather than being watched."""

    def measure(self, look: Look) -> Sequence[Reading]:
        """What it finds now. Called in inference mode; must not touch the random state.

        Raises :class:`ProbeError` where this network or data has no such number.
        """
        raise NotImplementedError

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"kinds": list(cls.kinds), "on_demand": cls.on_demand}
