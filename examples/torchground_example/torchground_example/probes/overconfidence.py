"""Overconfidence: how much surer a network is than it is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.entries import Facts, Kind, Offer, Probe, ProbeContext, ProbeError, Reading
from torchground.telemetry.kinds.scalar import ScalarFacts

if TYPE_CHECKING:
    from torchground.entries import Project


class Overconfidence(Probe):
    """The mean probability of the class that is answered, less the share of right answers, over the test samples.

    0 is a network that knows how often it is right. A network that trains for long rises above 0.
    """

    title: ClassVar[str] = "Overconfidence"
    group: ClassVar[str] = "Example package"
    source: ClassVar[str] = "C. Guo et al., On Calibration of Modern Neural Networks (2017)"
    kinds: ClassVar[tuple[Kind, ...]] = (ScalarFacts,)

    type: Literal["torchground_example.overconfidence"] = "torchground_example.overconfidence"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if len(project.wanted) != 1 or project.wanted[0] != len(project.info.classes):
            return ()
        probe = {"type": cls.type_id()}
        return [Offer(probe=dict(probe), title=cls.title, place="output", order=90)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: values [] float32, from -1 to 1."""
        if context.squash != "softmax" or len(context.project.wanted) != 1:
            raise ProbeError("this compares probabilities of classes, and this network gives none")
        probabilities = context.network(context.test_x).softmax(dim=1)
        sureness, answer = probabilities.max(dim=1)
        gap = sureness.mean() - (answer == context.test_y).float().mean()
        return [Reading("", {"values": gap.cpu().numpy()}, ScalarFacts())]
