"""Samples with random noise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.augmentation import Augmentation
from torchground.catalogue.bases.entry import ui
from torchground.words import Sentence, template

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo

NOISE_ADDED_NUMBERS_SAMPLES = template(
    "gaussian_noise.noise_added_numbers_samples",
    "noise is added to numbers, and the samples are tokens; remove it or choose data that are numbers",
)


class GaussianNoise(Augmentation):
    """Adds a small random number to every number of a sample, drawn again each time the sample is used. The network
    learns that small differences mean nothing.
    """

    title = "Noise"
    order = 5
    formula = "x' = x + N(0, σ²)"
    source = "C. Bishop, Training with Noise is Equivalent to Tikhonov Regularization (1995)"
    aliases = ("Additive noise",)

    type: Literal["gaussian_noise"] = "gaussian_noise"

    std: float = Field(0.1, gt=0, le=100, json_schema_extra=ui(low=0.01, high=2, scale="log"))
    """How large the noise is (its standard deviation σ), in the units of the inputs."""

    def refuses(self, data: DataInfo) -> Sentence | None:
        if not data.is_tokens:
            return None
        return NOISE_ADDED_NUMBERS_SAMPLES()

    def apply(self, x: torch.Tensor) -> torch.Tensor:
        import torch

        return x + self.std * torch.randn_like(x)
