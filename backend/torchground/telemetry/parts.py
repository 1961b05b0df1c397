"""Parts of the facts that more than one kind of reading has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from torchground.telemetry.facts import Part

Meaning: TypeAlias = Literal["probability", "output", "prediction"]
"""What the answers of a whole network are: a probability, the output for a class, or a predicted number."""


class Level(Part):
    """A level line across a picture, with its name."""

    value: float
    label: str


class Choice(Part):
    """A token that may stand at a place, and how probable the network finds it."""

    token: str
    probability: float


class Shares(Part):
    """How an answer is shared out among the parts of a sample (attribution)."""

    method: str
    """How it was asked: ``saliency``, ``integrated_gradients`` …"""
    score: str
    """The name of the number that is shared out."""
    target: int
    """Which output of the network that number is."""
    value: float
    """The number for this sample."""
    baseline: float
    """The number for a sample of zeros."""
    sum: float
    """Of all shares."""


class Attack(Part):
    """How a sample was changed to mislead the network, and what the network says to both."""

    attack: Literal["noise", "fgsm", "pgd"]
    epsilon: float
    """The most that any number was changed by."""
    before: str
    """The class that the network takes the sample for."""
    after: str
    """The class that it takes the changed sample for."""


class StepPicture(Part):
    """Which part of one training step a picture shows."""

    phase: Literal["forward", "backward", "gradient", "optimizer"]
    of: Literal["", "real", "generated"] = ""
    """Where a node saw real and generated samples: which of them this is."""
    quantity: str | None = None
    """Of a param: ``gradient``, ``change``, or what the optimizer remembers (``exp_avg`` …)."""
    norm: float | None = None
    """Euclidean length of the whole param or gradient."""
    every: int = 1
    """Only every so manieth pixel is shown."""
    tokens: Sequence[str] | None = None
    """The names of the numbers, where they are tokens."""
