"""Units over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, TensorField
from torchground.telemetry.parts import Shares


class StatesFacts(Facts):
    """Units over time, part by part: what a recurrent layer remembers, and how far its gates are open."""

    kind = "states"
    tensors = {
        "values": TensorField(("parts", "steps", "units"), "each unit at each step, part by part")
    }

    names: Annotated[Sequence[str], Along("parts")]
    """What each part is."""
    tokens: Annotated[Sequence[str], Along("steps")] | None = None
    """The name of each step, where the sample is tokens."""
    meaning: str | None = None
    """What the numbers are, where they are no states."""
    shares: Shares | None = None
    """Where the numbers are shares of an answer."""
