"""Permutation importance: how much the test loss grows when one feature is shuffled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.bars import BarsFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torchground.network.spec import Project

SAMPLES_NO_FEATURES_NAME = template(
    "permutation.samples_no_features_name",
    "the samples have no features with a name",
)


class Permutation(Probe):
    """How much the test loss grows when the values of one feature are shuffled among the samples: the mean and the
    spread of several shuffles.

    Where two features carry the same information, one can replace the other, so that neither seems needed. Look at the
    spread too.
    """

    title = "Features it leans on"
    group = "Why"
    order = 5
    source = "L. Breiman, Random Forests, Machine Learning 45 (2001)"
    kinds: ClassVar[tuple[Kind, ...]] = (BarsFacts,)
    on_demand = True

    type: Literal["permutation"] = "permutation"

    deals: int = Field(10, ge=2, le=50)
    """How often the values of each feature are shuffled."""
    seed: int = Field(1, ge=0, le=2**31 - 1)
    """The seed of the shuffles."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if len(project.info.shape) != 1 or project.info.is_tokens or len(project.info.features) < 3:
            return ()
        return [Offer(probe={"type": "permutation"}, title=cls.title, place="ask", order=30)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading [2, features]: the mean and the standard deviation of the growth of the test loss."""
        import torch

        from torchground.probing.shared.pictures import exact

        if len(context.data.shape) != 1 or context.data.is_tokens:
            raise ProbeError(SAMPLES_NO_FEATURES_NAME())
        generator = torch.Generator().manual_seed(self.seed)
        paired, forward = context.task.paired, context.network.forward
        whole = context.loss(*paired(forward(context.test_x), context.test_y)).item()
        grown = torch.zeros(context.data.shape[0], self.deals)
        for feature in range(context.data.shape[0]):
            for deal in range(self.deals):
                order = torch.randperm(len(context.test_x), generator=generator).to(
                    context.test_x.device
                )
                dealt = context.test_x.clone()
                dealt[:, feature] = dealt[order, feature]
                grown[feature, deal] = (
                    context.loss(*paired(forward(dealt), context.test_y)).item() - whole
                )
        facts = BarsFacts(
            series=["mean", "spread"],
            names=context.data.features,
        )
        values = torch.stack([grown.mean(dim=1), grown.std(dim=1)])
        return [Reading("", {"values": exact(values)}, facts)]
