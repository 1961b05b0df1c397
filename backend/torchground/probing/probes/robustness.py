"""The accuracy of a network on changed samples, by the size of the change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.lines import LinesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torchground.network.spec import Project

ONLY_NETWORKS_TELL_CLASSES = template(
    "robustness.only_networks_tell_classes",
    "only networks that tell classes of numbers apart can be misled so",
)

EPSILONS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)


class Robustness(Probe):
    """The accuracy on test samples that are changed by noise, by FGSM and by PGD, for different sizes of the change."""

    title = "Accuracy under attack"
    group = "Why"
    order = 3
    source = "A. Madry et al., Towards Deep Learning Models Resistant to Adversarial Attacks (2017)"
    kinds: ClassVar[tuple[Kind, ...]] = (LinesFacts,)
    on_demand = True

    type: Literal["robustness"] = "robustness"

    count: int = Field(200, ge=10, le=2000)
    """How many test samples are changed."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        info = project.info
        if project.training.task.type != "classification" or len(info.shape) != 3:
            return ()
        if project.wanted != (len(info.classes),):
            return ()
        return [Offer(probe={"type": "robustness"}, title=cls.title, place="ask", order=50)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: x [6], the sizes ε of the change, and y [3, 6], the accuracy for each attack."""
        import torch

        from torchground.probing.shared.attacks import ATTACKS
        from torchground.probing.shared.pictures import exact, outputs_for

        if context.project.wanted != (len(context.data.classes),) or context.data.is_tokens:
            raise ProbeError(ONLY_NETWORKS_TELL_CLASSES())
        x, y = context.test_x[: self.count], context.test_y[: self.count]
        lines = [
            [
                (outputs_for(context, attack(context, x, y, epsilon)).argmax(dim=1) == y)
                .float()
                .mean()
                .item()
                for epsilon in EPSILONS
            ]
            for attack in ATTACKS.values()
        ]
        facts = LinesFacts(
            names=["noise", "FGSM", "PGD"],
            x_label="ε",
            y_label="accuracy",
            count=len(x),
        )
        tensors = {"x": exact(torch.tensor(EPSILONS)), "y": exact(torch.tensor(lines))}
        return [Reading("", tensors, facts)]
