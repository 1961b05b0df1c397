"""Kaiming (He) initialization for ReLU, from a uniform distribution. The range depends on the number of inputs."""

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


class KaimingUniform(DrawnWeights):
    """ReLU sets about half of the numbers to zero, so the weights before it are made √2 times larger: signals keep
    their size through many layers. How well the network then learns still depends on the learning rate.
    """

    title = "Kaiming uniform"
    aliases = (
        "He uniform",
        "He",
        "Kaiming",
        "He initialization",
        "Kaiming initialization",
    )
    order = 7
    formula = "W ~ U(−b, b), b = g·√(3 / in)"
    source = "K. He et al., Delving Deep into Rectifiers (2015), arxiv.org/abs/1502.01852"

    type: Literal["kaiming_uniform"] = "kaiming_uniform"

    nonlinearity: Nonlinearity = Field("relu", json_schema_extra=ui(choices=NONLINEARITIES))
    """The activation that follows; it sets the factor g (√2 for ReLU)."""

    mode: Mode = Field("fan_in", json_schema_extra=ui(choices=MODES))
    """Whether signals keep their size in the forward pass, or gradients in the backward pass."""

    def draw(self, weight: torch.Tensor) -> None:
        from torch.nn import init

        init.kaiming_uniform_(weight, mode=self.mode, nonlinearity=self.nonlinearity)
