"""Parts of facts that several kinds of reading use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from torchground.telemetry.facts import Part

Meaning: TypeAlias = Literal["probability", "output", "prediction"]
"""The meaning of a whole network's answer: a probability, the output for a class, or a predicted number."""


class Level(Part):
    """A horizontal line across a picture, with its name."""

    value: float
    label: str


class Choice(Part):
    """A possible token at a place, and the probability that the network gives to it."""

    token: str
    probability: float


class Shares(Part):
    """The shares of an answer that belong to the parts of a sample (attribution)."""

    method: str
    """The method of the attribution: ``saliency``, ``integrated_gradients`` …"""
    score: str
    """The name of the number that is divided into shares."""
    target: int
    """The index of the network's output that is this number."""
    value: float
    """The number for this sample."""
    baseline: float
    """The number for a sample of zeros."""
    sum: float
    """The sum of all shares."""


class Attack(Part):
    """How a sample was changed to mislead the network, and the network's answers before and after."""

    attack: Literal["noise", "fgsm", "pgd"]
    epsilon: float
    """The largest change of any number."""
    before: str
    """The class that the network predicts for the sample."""
    after: str
    """The class that the network predicts for the changed sample."""


class StepPicture(Part):
    """The part of one training step that a picture shows."""

    phase: Literal["forward", "backward", "gradient", "optimizer"]
    of: Literal["", "real", "generated"] = ""
    """For a node with real and generated samples: which of them this is."""
    quantity: str | None = None
    """For a param: ``gradient``, ``change``, or a part of the optimizer state (``exp_avg`` …)."""
    norm: float | None = None
    """The Euclidean norm of the whole param or gradient."""
    every: int = 1
    """Only every n-th row and column of pixels is shown."""
    tokens: Sequence[str] | None = None
    """The names of the numbers, where they are tokens."""
