"""What the network answers for one sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from torchground.catalogue.probe import Look, Probe
from torchground.telemetry.kinds import Kind, Reading


class SampleOutput(Probe):
    """What the network answers for one sample: how probable it finds each class, or the number it predicts, beside the
    truth."""

    title = "Answer for a sample"
    group = "Answers"
    order = 1
    kinds: ClassVar[tuple[Kind, ...]] = ("vector",)

    type: Literal["sample_output"] = "sample_output"

    sample: int = Field(0, ge=0, le=10_000_000)
    """Which sample, counted from 0 in its half of the data."""

    of: Literal["train", "test"] = "test"
    """The half of the data it is in."""

    def measure(self, look: Look) -> Sequence[Reading]:
        """One reading [classes or targets], exact; its fact ``target`` is a class index or a number."""
        from torchground.catalogue.pictures import (
            answers,
            exact,
            in_target_units,
            meaning,
            sample_of,
        )

        x, y = sample_of(look, self.sample, self.of)
        target = y if look.data.classes else in_target_units(look, y)
        facts = {
            "sample": self.sample,
            "of": self.of,
            "target": target.flatten()[0].item(),
            "classes": look.data.classes,
            "meaning": meaning(look),
        }
        values = exact(answers(look, look.network.forward(x))[0])
        return [Reading("vector", "", {"values": values}, facts)]
