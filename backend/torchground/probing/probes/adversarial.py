"""A sample that is changed so that the network answers with another class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.bars import BarsFacts
from torchground.telemetry.kinds.images import ImagesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.parts import Attack
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torchground.network.spec import Project

ONLY_NETWORKS_TELL_CLASSES = template(
    "adversarial.only_networks_tell_classes",
    "only networks that tell classes of numbers apart can be misled so",
)


class Adversarial(SampleProbe):
    """A sample, a change of at most ε in each number that a person hardly sees, and the network's answers to both.

    Random noise of the same size has almost no effect: the direction of the change misleads the network.
    """

    title = "Adversarial example"
    group = "Why"
    order = 2
    formula = "x′ = x + ε · sign(∂L/∂x)"
    source = "I. Goodfellow et al., Explaining and Harnessing Adversarial Examples (2014), arxiv.org/abs/1412.6572"
    kinds: ClassVar[tuple[Kind, ...]] = (ImagesFacts, BarsFacts)

    type: Literal["adversarial"] = "adversarial"

    attack: Literal["noise", "fgsm", "pgd"] = Field(
        "fgsm", json_schema_extra=ui(choices={"noise": "Noise", "fgsm": "FGSM", "pgd": "PGD"})
    )
    """How the change is found: at random, by one step along the gradient, or by ten small steps."""

    epsilon: float = Field(0.15, ge=0, le=10, json_schema_extra=ui(low=0, high=0.5))
    """The largest change of any number (ε), in the units of the samples."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not _fits(project):
            return ()
        return [Offer(probe={"type": "adversarial"}, title=cls.title, place="ask", order=40)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """Images [1, 3, h, w] int8 (sample, change, changed sample; only for pictures) and bars [2, classes] (answers
        before and after). Both have the fact ``attack``: how the sample was changed."""
        import torch

        from torchground.probing.shared.attacks import ATTACKS
        from torchground.probing.shared.pictures import answers, exact, picked, quantized

        if not _fits(context.project):
            raise ProbeError(ONLY_NETWORKS_TELL_CLASSES())
        x, y = picked(context, self)
        before = answers(context, context.network.forward(x))[0]
        truth = y if y is not None else before.argmax()[None]
        changed = ATTACKS[self.attack](context, x, truth, self.epsilon)
        after = answers(context, context.network.forward(changed))[0]
        classes = context.data.classes
        attack = Attack(
            attack=self.attack,
            epsilon=self.epsilon,
            before=classes[int(before.argmax())],
            after=classes[int(after.argmax())],
        )
        bars = BarsFacts(series=["before", "after"], names=classes, attack=attack)
        answer = Reading("answer", {"values": exact(torch.stack([before, after]))}, bars)
        if len(context.data.shape) != 3:
            return [answer]
        row = torch.cat([x, changed - x, changed])[None].mean(dim=2)
        images = ImagesFacts(captions=[["sample", "change", "changed"]], signed=True, attack=attack)
        return [Reading("change", {"values": quantized(row)}, images), answer]


def _fits(project: Project) -> bool:
    info = project.info
    whole = project.wanted == (len(info.classes),)
    return project.training.task.type == "classification" and whole and not info.is_tokens
