"""Bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, TensorField
from torchground.telemetry.parts import Attack, Level, Shares


class BarsFacts(Facts):
    """Bars with names, in one or more series."""

    kind = "bars"
    tensors = {"values": TensorField(("series", "bars"), "how long each bar is")}

    series: Annotated[Sequence[str], Along("series")]
    """What each series is."""
    names: Annotated[Sequence[str], Along("bars")]
    """What each bar is of."""
    log: bool = False
    """Whether the axis is logarithmic."""
    references: Sequence[Level] = ()
    """Level lines."""
    frozen: Annotated[Sequence[bool], Along("bars")] | None = None
    """Of layers: which of them do not learn."""
    whole: float | None = None
    """Of silenced units: the loss of the whole network."""
    meaning: str | None = None
    """What the numbers are."""
    attack: Attack | None = None
    """Where they are the answers to a sample and to a changed one."""
    shares: Shares | None = None
    """Where they are shares of an answer."""
