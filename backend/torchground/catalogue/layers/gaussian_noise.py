"""Random noise while training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Shape, numbers

if TYPE_CHECKING:
    from torch import nn


class GaussianNoise(Layer):
    """While training, adds a small random number to each number at every step; otherwise everything passes through
    unchanged.

    The noise hides exact values, so the network learns what remains visible despite the noise. At the front of an
    autoencoder it makes a denoising autoencoder.
    """

    title = "Gaussian noise"
    group = "Normalise · regularise"
    order = 310
    formula = "y = x + σ·ε,  ε ~ N(0, 1)"
    source = "P. Vincent et al., Extracting and Composing Robust Features with Denoising Autoencoders (2008)"
    elementwise = True
    random = True
    aliases = ("Noise injection",)

    type: Literal["gaussian_noise"] = "gaussian_noise"

    std: float = Field(0.1, ge=0, le=10, json_schema_extra=ui(also=("stddev", "sigma"), high=1))
    """How large the noise is: its standard deviation (σ)."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return numbers(self.title, input_shapes[0])

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.chance import AddedNoise

        return AddedNoise(self.std)
