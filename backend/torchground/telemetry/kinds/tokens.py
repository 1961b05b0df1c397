"""A row of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, TensorField
from torchground.telemetry.parts import Choice, Shares


class TokensFacts(Facts):
    """A row of tokens with one number for each token."""

    kind = "tokens"
    tensors = {"values": TensorField(("tokens",), "one number a token")}

    tokens: Annotated[Sequence[str], Along("tokens")]
    """The tokens as people read them."""
    meaning: str
    """The meaning of the numbers."""
    choices: Annotated[Sequence[Sequence[Choice] | None], Along("tokens")] | None = None
    """The likeliest tokens at each place, the likeliest first. null where the network is not asked."""
    truth: Sequence[str | None] | None = None
    """The true token at each place, or the true continuation of a text. null where it is not known."""
    hidden: Sequence[int] | None = None
    """The places that are hidden from the network."""
    prompt: int | None = None
    """How many tokens were given. The network wrote the others."""
    text: str | None = None
    """The tokens as one text."""
    class_name: str | None = None
    """The class whose output the numbers are about."""
    probability: float | None = None
    """The probability that the network gives to that class."""
    shares: Shares | None = None
    """The attribution, where the numbers are the shares of an answer."""
