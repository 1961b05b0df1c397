"""Reconstruction: give back the input."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Task
from torchground.words import Sentence, template

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo, Floats, Range, Samples, Split
    from torchground.catalogue.bases.shapes import Shape
    from torchground.catalogue.bases.task import Loss

RECONSTRUCTION_NEEDS_SAMPLES_NUMBERS = template(
    "reconstruction.reconstruction_needs_samples_numbers",
    "reconstruction needs samples that are numbers, and these are tokens; choose pictures, measurements "
    "or a series, or the task of hidden tokens",
)

NOISE_STREAM = 2
"""The number of the random stream for the noise on measured samples. It keeps these draws independent of others with
the same seed."""
SPOILED_AT_ONCE = 4096
"""How many samples get their noise at one time. The noise is drawn in double precision, which needs memory."""


class Reconstruction(Task):
    """Give back the same sample that came in. That is easy, unless the network has a narrow layer in the middle: then
    it must learn what the samples have in common. Such a network is an autoencoder.

    With noise, the input is a noisy sample, and the answer must be the sample without noise. MSE is the mean squared
    error of each number. Train and test losses are both measured on noisy samples.
    """

    title = "Reconstruction"
    aliases = ("Autoencoder", "Autoencoding", "Denoising")
    order = 5
    formula = "y ≈ x"
    source = "G. Hinton, R. Salakhutdinov, Reducing the Dimensionality of Data with Neural Networks (2006)"
    asks = "numbers"
    usual_loss = "mse"
    random = True

    type: Literal["reconstruction"] = "reconstruction"

    noise: float = Field(0.0, ge=0, le=10, json_schema_extra=ui(high=1, live=True))
    """The standard deviation of the noise that is added to each number of the inputs; the targets have no noise. Every
    training step draws new noise. For measuring, the noise of each sample is drawn once for each strength."""

    def output_shape(self, data: DataInfo, loss: Loss) -> Shape:
        return tuple(data.shape)

    def target_range(self, data: DataInfo) -> Range | None:
        return data.input_range

    def refuses(self, data: DataInfo) -> Sentence | None:
        if not data.is_tokens:
            return None
        return RECONSTRUCTION_NEEDS_SAMPLES_NUMBERS()

    def posed(self, split: Split, seed: int) -> Split:
        return split.changed(_asking_for_itself, target_mean=0.0, target_std=1.0)

    def prepare(self, x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        if not self.noise:
            return x, y
        import torch

        return x + self.noise * torch.randn_like(x), y

    def measured(self, inputs: Floats, seed: int) -> Floats:
        return _spoiled(inputs, self.noise, seed) if self.noise else inputs

    def metrics(self, outputs: torch.Tensor, targets: torch.Tensor, loss: Loss) -> dict[str, float]:
        answers = outputs.sigmoid() if loss.squashed() == "sigmoid" else outputs
        return {"mse": (answers.double() - targets.double()).square().mean().item()}


def _asking_for_itself(samples: Samples) -> Samples:
    """The samples with their inputs as targets. If they had classes, the classes become labels."""
    labels = samples.labels
    if labels is None and samples.targets.ndim == 1 and samples.targets.dtype.kind == "i":
        labels = samples.targets
    return replace(samples, targets=samples.inputs, labels=labels)


def _spoiled(inputs: Floats, noise: float, seed: int) -> Floats:
    """A copy of the inputs with noise of this standard deviation added to each number."""
    import numpy as np

    rng, spoiled = np.random.default_rng([seed, NOISE_STREAM]), np.empty_like(inputs)
    for start in range(0, len(inputs), SPOILED_AT_ONCE):
        clean = inputs[start : start + SPOILED_AT_ONCE]
        spoiled[start : start + SPOILED_AT_ONCE] = clean + noise * rng.standard_normal(clean.shape)
    return spoiled
