"""The noise from which a generator starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import Tensor, nn


class Noise(Layer):
    """Draws new random numbers for every sample: the numbers from which the generator of a GAN makes its fakes.

    It takes no input. Each draw becomes one fake; points close to each other become similar fakes.
    """

    title = "Noise"
    group = "Generative"
    order = 171
    formula = "z ~ N(0, 1)"
    source = "I. Goodfellow et al., Generative Adversarial Networks (2014), arxiv.org/abs/1406.2661"
    max_inputs = 0
    random = True
    aliases = (
        "Noise vector",
        "Latent noise",
    )

    type: Literal["noise"] = "noise"

    features: int = Field(2, ge=1, le=1024, json_schema_extra=ui(high=64))
    """How many numbers are drawn for each sample."""

    distribution: Literal["normal", "uniform"] = Field(
        "normal", json_schema_extra=ui(choices={"normal": "Normal", "uniform": "Uniform"})
    )
    """A bell curve (normal distribution) with mean 0 and spread 1, or any number between -1 and 1 with equal
    probability."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return (self.features,)

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.chance import Draw

        return Draw(self.features, self.distribution)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return Explained(
            float("nan"),
            "z ~ N(0, 1)" if self.distribution == "normal" else "z between −1 and 1",
            note="drawn anew each time",
        )
