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
    """The name of each series."""
    names: Annotated[Sequence[str], Along("bars")]
    """The name of each bar."""
    log: bool = False
    """Whether the axis is logarithmic."""
    references: Sequence[Level] = ()
    """Horizontal reference lines."""
    frozen: Annotated[Sequence[bool], Along("bars")] | None = None
    """For layers: which of them are frozen."""
    whole: float | None = None
    """For silenced units: the loss of the whole network."""
    meaning: str | None = None
    """The meaning of the numbers."""
    attack: Attack | None = None
    """The attack, where the bars are the answers to a sample and to a changed sample."""
    shares: Shares | None = None
    """The attribution, where the bars are the shares of an answer."""
