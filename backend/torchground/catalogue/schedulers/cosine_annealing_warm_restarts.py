"""Cosine annealing with restarts."""

from __future__ import annotations

from math import cos, floor, log, pi
from typing import Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.scheduler import Moment, Scheduler, Unit


class CosineAnnealingWarmRestarts(Scheduler):
    """The learning rate falls along half a cosine wave and then jumps back up, again and again, each time for longer.
    The jumps may carry the weights out of a poor minimum into a better one.
    """

    title = "Cosine with restarts"
    aliases = ("SGDR", "Cosine decay restarts")
    order = 5
    formula = "lr · (m + (1 − m) · (1 + cos(π·t / Tᵢ)) / 2)"
    source = "I. Loshchilov, F. Hutter, SGDR (2016), arxiv.org/abs/1608.03983"

    type: Literal["cosine_annealing_warm_restarts"] = "cosine_annealing_warm_restarts"

    T_0: int = Field(10, ge=1, le=1_000_000, json_schema_extra=ui(high=100))
    """The number of epochs before the first restart."""

    T_mult: int = Field(2, ge=1, le=10)
    """How many times longer each round is than the one before."""

    min_factor: float = Field(0.0, ge=0, le=1, json_schema_extra=ui(high=0.2))
    """The lowest learning rate, as a fraction of the highest (m)."""

    unit: Unit = Field("epoch", json_schema_extra=ui(choices={"epoch": "Epoch", "step": "Step"}))
    """Whether it changes once an epoch or, more smoothly, at every step."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        since, length = self._round(moment.done(self.unit))
        return self.min_factor + (1 - self.min_factor) * (1 + cos(pi * since / length)) / 2

    def _round(self, epochs: float) -> tuple[float, int]:
        """How many epochs of the current round are done, and how many epochs the round has."""
        if self.T_mult == 1:
            return epochs % self.T_0, self.T_0
        number = floor(log(epochs / self.T_0 * (self.T_mult - 1) + 1, self.T_mult) + 1e-12)
        before = self.T_0 * (self.T_mult**number - 1) // (self.T_mult - 1)
        return epochs - before, self.T_0 * self.T_mult**number
