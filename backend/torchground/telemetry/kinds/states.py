"""Units over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, TensorField
from torchground.telemetry.parts import Shares


class StatesFacts(Facts):
    """Units over time, part by part: the states of a recurrent layer, and how far its gates are open."""

    kind = "states"
    tensors = {
        "values": TensorField(("parts", "steps", "units"), "each unit at each step, part by part")
    }

    names: Annotated[Sequence[str], Along("parts")]
    """The name of each part."""
    tokens: Annotated[Sequence[str], Along("steps")] | None = None
    """The name of each step, where the sample is tokens."""
    meaning: str | None = None
    """The meaning of the numbers, where they are not states."""
    shares: Shares | None = None
    """The attribution, where the numbers are the shares of an answer."""
