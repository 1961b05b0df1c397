"""Cosine annealing: the learning rate falls along half a cosine wave."""

from __future__ import annotations

from math import cos, pi
from typing import Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.scheduler import Moment, Scheduler, Unit


class CosineAnnealingLR(Scheduler):
    """The learning rate stays high at first, falls steadily, and flattens at the end: half a cosine wave from the first
    epoch to the last.
    """

    title = "Cosine"
    aliases = ("Cosine annealing", "Cosine decay")
    order = 4
    formula = "lr · (m + (1 − m) · (1 + cos(π·t / T)) / 2)"
    source = "I. Loshchilov, F. Hutter, SGDR (2016), arxiv.org/abs/1608.03983"

    type: Literal["cosine_annealing_lr"] = "cosine_annealing_lr"

    T_max: int | None = Field(None, ge=1, le=1_000_000, json_schema_extra=ui(high=1000))
    """After how many epochs it is lowest (T); empty is the whole training."""

    min_factor: float = Field(0.0, ge=0, le=1, json_schema_extra=ui(high=0.2))
    """The lowest learning rate, as a fraction of the highest (m)."""

    unit: Unit = Field("epoch", json_schema_extra=ui(choices={"epoch": "Epoch", "step": "Step"}))
    """Whether it changes once an epoch or, more smoothly, at every step."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        length = moment.epochs if self.T_max is None else self.T_max
        done = moment.done(self.unit) / length
        return self.min_factor + (1 - self.min_factor) * (1 + cos(pi * done)) / 2
