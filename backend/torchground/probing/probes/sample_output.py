"""The network's answer for one sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.vector import VectorFacts
from torchground.telemetry.reading import Reading
from torchground.words import template

NETWORK_ANSWERS_WHOLE_PICTURE = template(
    "sample_output.network_answers_whole_picture",
    "the network answers with a whole picture or sequence; its feature maps show it",
)


class SampleOutput(SampleProbe):
    """The network's answer for one sample: the probability of each class, or the predicted number, beside the truth."""

    title = "Answer for a sample"
    group = "Answers"
    order = 1
    kinds: ClassVar[tuple[Kind, ...]] = (VectorFacts,)

    type: Literal["sample_output"] = "sample_output"

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading [classes or targets], exact. Its fact ``target`` is a class index or a number, or null where the
        target is not known."""
        from torchground.probing.shared.pictures import (
            answers,
            exact,
            in_target_units,
            meaning,
            picked,
        )

        if len(context.project.wanted) != 1:
            raise ProbeError(NETWORK_ANSWERS_WHOLE_PICTURE())
        x, y = picked(context, self)
        target = None
        if y is not None and y.numel():
            shown = y if context.data.classes else in_target_units(context, y)
            target = shown.flatten()[0].item()
        facts = VectorFacts(
            sample=self.sample,
            of=self.of,
            target=target,
            classes=context.data.classes,
            meaning=meaning(context),
        )
        values = exact(answers(context, context.network.forward(x))[0])
        return [Reading("", {"values": values}, facts)]
