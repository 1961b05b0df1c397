"""Kaiming (He): weights as wide as the inputs allow, made for ReLU, from a bell curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.initializers.shared.drawn_weights import DrawnWeights
from torchground.catalogue.initializers.shared.gains import (
    MODES,
    NONLINEARITIES,
    Mode,
    Nonlinearity,
)

if TYPE_CHECKING:
    import torch


class KaimingNormal(DrawnWeights):
    """ReLU silences half of all units, so the weights before it are made √2 times larger than they would be: signals
    keep their size through many layers. How well the network then learns still hangs on the learning rate.
    """

    title = "Kaiming normal"
    aliases = ("He normal", "He", "Kaiming", "MSRA")
    order = 8
    formula = "W ~ N(0, g² / in)"
    source = "K. He et al., Delving Deep into Rectifiers (2015), arxiv.org/abs/1502.01852"

    type: Literal["kaiming_normal"] = "kaiming_normal"

    nonlinearity: Nonlinearity = Field("relu", json_schema_extra=ui(choices=NONLINEARITIES))
    """The activation that follows; it sets the factor g (√2 for ReLU)."""

    mode: Mode = Field("fan_in", json_schema_extra=ui(choices=MODES))
    """Whether signals on the way forth or gradients on the way back keep their size."""

    def draw(self, weight: torch.Tensor) -> None:
        from torch.nn import init

        init.kaiming_normal_(weight, mode=self.mode, nonlinearity=self.nonlinearity)
