"""A row of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, TensorField
from torchground.telemetry.parts import Choice, Shares


class TokensFacts(Facts):
    """A row of tokens with one number for each."""

    kind = "tokens"
    tensors = {"values": TensorField(("tokens",), "one number a token")}

    tokens: Annotated[Sequence[str], Along("tokens")]
    """The tokens as people read them."""
    meaning: str
    """What the numbers are."""
    choices: Annotated[Sequence[Sequence[Choice] | None], Along("tokens")] | None = None
    """What may stand at each place, the likeliest first; null where nothing is asked."""
    truth: Sequence[str | None] | None = None
    """What should stand at each place; of a text that is written on, what should follow; null where nobody knows."""
    hidden: Sequence[int] | None = None
    """The places that the network does not see."""
    prompt: int | None = None
    """How many tokens were given; the network wrote the others."""
    text: str | None = None
    """The tokens as one text."""
    class_name: str | None = None
    """The class whose output the numbers are about."""
    probability: float | None = None
    """How probable the network finds that class."""
    shares: Shares | None = None
    """Where the numbers are shares of an answer."""
