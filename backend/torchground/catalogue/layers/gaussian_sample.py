"""The latent sample of a variational autoencoder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, passed
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape, ShapeError, flat
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

ODD_COUNT = template(
    "gaussian_sample.odd_count",
    "{title} takes an even count of numbers, half of them middles and half spreads, got {count}; put a "
    "Linear with {even} before it",
)


class GaussianSample(Layer):
    """Takes half of its inputs as means (μ) and half as spreads (log σ²). While training it draws a number from each of
    these bell curves (normal distributions); otherwise it gives the mean.

    It also adds to the loss how far the bell curves are from one with mean 0 and spread 1. That fills the latent space
    without holes: any point of it can be decoded into something sensible.
    """

    title = "Latent sample"
    aliases = (
        "Reparameterization",
        "Reparametrization trick",
        "Sampling",
        "VAE sampling",
        "Latent variable",
    )
    group = "Generative"
    order = 170
    formula = "z = μ + σ·ε,  loss + β · ½ Σ (μ² + σ² − 1 − log σ²)"
    source = (
        "D. Kingma, M. Welling, Auto-Encoding Variational Bayes (2013), arxiv.org/abs/1312.6114"
    )
    random = True
    added = "kl"

    type: Literal["gaussian_sample"] = "gaussian_sample"

    beta: float = Field(1.0, ge=0, le=100, json_schema_extra=ui(high=10, live=True))
    """The weight of the distance to the standard bell curve (KL divergence) in the loss (β); 0 leaves it out."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        count = flat(self.title, input_shapes[0])
        if count % 2:
            raise ShapeError(
                ODD_COUNT(title=self.title, count=count, even=count + 1),
                Mend(
                    title=f"Insert Linear with {count + 1}",
                    insert={"type": "linear", "out_features": count + 1},
                ),
                handle=0,
            )
        return (count // 2,)

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.chance import LatentSample

        return LatentSample(self.beta)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (((box[0][0], box[0][1] + input_shapes[0][0] // 2),),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return passed(inputs[0], index, "when it is looked at, the middle μ is passed on")
