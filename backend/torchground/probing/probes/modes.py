"""Which clusters (modes) of the data a generator has found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.probing.shared.adversaries import parts_of
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.bars import BarsFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.parts import Level
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torchground.network.spec import Project

DATA_NO_CLUSTERS_WHOSE = template(
    "modes.data_no_clusters_whose",
    "the data have no clusters whose places are known",
)

COUNT = 1000


class Modes(Probe):
    """How many of 1,000 generated points are near each cluster of the data.

    The losses cannot distinguish a generator that has found every cluster from one that makes the same point again and
    again. This probe can.
    """

    title = "Found clusters"
    group = "Generator and discriminator"
    order = 2
    kinds: ClassVar[tuple[Kind, ...]] = (BarsFacts,)

    type: Literal["modes"] = "modes"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if parts_of(project) is None or not project.info.modes:
            return ()
        return [
            Offer(probe={"type": "modes"}, title=cls.title, place="output", order=2),
            Offer(probe={"type": "modes"}, title=cls.title, place="inside", order=2),
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading [1, clusters + 1]: how many generated points lie near each cluster. The last bar counts points
        near none."""
        import torch

        from torchground.probing.shared.adversaries import fixed_noise, generated
        from torchground.probing.shared.pictures import exact

        if not context.data.modes:
            raise ProbeError(DATA_NO_CLUSTERS_WHOSE())
        made = generated(context, fixed_noise(context, COUNT))
        middles = torch.tensor(context.data.modes, device=made.device)
        far, nearest = torch.cdist(made, middles).min(dim=1)
        nearest[far > context.data.mode_radius] = len(middles)
        counts = torch.bincount(nearest, minlength=len(middles) + 1).float()
        names = [*(str(number) for number in range(1, len(middles) + 1)), "none"]
        facts = BarsFacts(
            series=["generated points"],
            names=names,
            references=[Level(value=COUNT / len(middles), label="even share")],
        )
        return [Reading("output", {"values": exact(counts[None])}, facts)]
