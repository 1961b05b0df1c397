"""Attention weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, TensorField


class AttentionFacts(Facts):
    """The attention weights from each step of a sample to each other step, head by head."""

    kind = "attention"
    tensors = {
        "values": TensorField(("heads", "queries", "keys"), "weights; each row adds up to 1")
    }

    tokens: Annotated[Sequence[str], Along("keys")]
    """The name of each step."""
    causal: bool
    """Whether each step attends only to itself and earlier steps."""
    steps: Sequence[int] = ()
    """How many steps are shown, and how many there are."""
