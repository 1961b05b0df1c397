"""A sample changed so that the network takes it for something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.probing.probe import Look, ProbeError, SampleProbe
from torchground.telemetry.kinds import Kind, Reading
from torchground.telemetry.offers import Offer

if TYPE_CHECKING:
    from torchground.network.spec import Project


class Adversarial(SampleProbe):
    """A sample, a change of at most ε in each number that a person hardly sees, and what the network says to both.

    Noise of the same size does almost nothing: it is the direction that misleads.
    """

    title = "Adversarial example"
    group = "Why"
    order = 2
    formula = "x′ = x + ε · sign(∂L/∂x)"
    source = "I. Goodfellow et al., Explaining and Harnessing Adversarial Examples (2014), arxiv.org/abs/1412.6572"
    kinds: ClassVar[tuple[Kind, ...]] = ("images", "bars")

    type: Literal["adversarial"] = "adversarial"

    attack: Literal["noise", "fgsm", "pgd"] = Field(
        "fgsm", json_schema_extra=ui(choices={"noise": "Noise", "fgsm": "FGSM", "pgd": "PGD"})
    )
    """How the change is found: by chance, by one step along the gradient, or by ten small ones."""

    epsilon: float = Field(0.15, ge=0, le=10, json_schema_extra=ui(low=0, high=0.5))
    """The most that any number is changed by (ε), in the units of the samples."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not _fits(project):
            return ()
        return [Offer(probe={"type": "adversarial"}, title=cls.title, place="ask", order=40)]

    def measure(self, look: Look) -> Sequence[Reading]:
        """Images [1, 3, h, w] int8 (sample, change, changed sample; only for pictures) and bars [2, classes] (answers
        before and after). Facts: before, after (class names), attack, epsilon."""
        import torch

        from torchground.probing.shared.attacks import ATTACKS
        from torchground.probing.shared.pictures import answers, exact, picked, quantized

        if not _fits(look.project):
            raise ProbeError("only networks that tell classes of numbers apart can be misled so")
        x, y = picked(look, self)
        before = answers(look, look.network.forward(x))[0]
        truth = y if y is not None else before.argmax()[None]
        changed = ATTACKS[self.attack](look, x, truth, self.epsilon)
        after = answers(look, look.network.forward(changed))[0]
        classes = look.data.classes
        facts = {
            "attack": self.attack,
            "epsilon": self.epsilon,
            "before": classes[int(before.argmax())],
            "after": classes[int(after.argmax())],
        }
        bars = {"series": ["before", "after"], "names": classes, "log": False, "references": []}
        readings = [
            Reading(
                "bars", "answer", {"values": exact(torch.stack([before, after]))}, {**facts, **bars}
            )
        ]
        if len(look.data.shape) == 3:
            row = torch.cat([x, changed - x, changed])[None].mean(dim=2)
            told = {
                **facts,
                "row_names": [],
                "captions": [["sample", "change", "changed"]],
                "signed": True,
            }
            readings.insert(0, Reading("images", "change", {"values": quantized(row)}, told))
        return readings


def _fits(project: Project) -> bool:
    info = project.info
    whole = project.wanted == (len(info.classes),)
    return project.training.task.type == "classification" and whole and not info.is_tokens
