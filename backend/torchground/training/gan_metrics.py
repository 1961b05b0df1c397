"""The losses and metrics at an epoch point for two networks that learn against each other."""

from __future__ import annotations

import torch
from torch import Tensor

from torchground.training.losses import Losses
from torchground.training.state import Training
from torchground.training.strategies.gan_step import GanLosses

NOISE = 1000
"""The number of generated samples that are measured. Their noise is the same at every epoch."""
FOUND = 0.01
"""A mode counts as found where at least this part of the generated samples lies near it."""

# N samples, M modes


class GanMetrics:
    """Losses of both networks on all samples and on fixed noise, and the number of clusters that the generator has
    found."""

    def __init__(self, training: Training, chunk: int) -> None:
        self._training = training
        self._chunk = chunk
        self._noise = fixed_noise(training)
        info = training.project.info
        self._modes = torch.tensor(info.modes, device=training.device)
        self._radius = info.mode_radius

    def losses(self) -> Losses:
        """The discriminator's loss on the samples of each part, and metrics. Called while measuring."""
        training = self._training
        gan_losses = training.gan_losses
        assert gan_losses is not None
        made = torch.cat([gan_losses.generate_from(part) for part in self._parts(self._noise)])
        fake = torch.cat([gan_losses.judge(part) for part in self._parts(made)])
        of_parts = {
            name: gan_losses.told_apart(self._judged(gan_losses, x), fake).item()
            for name, (x, _) in training.measured.parts.items()
        }
        metrics = {
            "discriminator_loss": of_parts["train"],
            "generator_loss": gan_losses.taken_for_real(fake).item(),
        }
        return Losses(of_parts, metrics | self._found(made))

    def _judged(self, gan_losses: GanLosses, x: Tensor) -> Tensor:
        """The discriminator's logits for real samples."""
        return torch.cat([gan_losses.judge(gan_losses.real(part)) for part in self._parts(x)])

    def _found(self, made: Tensor) -> dict[str, float]:
        """``modes``: how many clusters have enough of the samples. ``quality``: the part of the samples near any
        cluster."""
        if not len(self._modes):
            return {}
        near_NM = torch.cdist(made, self._modes) <= self._radius
        modes = int((near_NM.double().mean(dim=0) >= FOUND).sum())
        return {"modes": float(modes), "quality": near_NM.any(dim=1).double().mean().item()}

    def _parts(self, samples: Tensor) -> tuple[Tensor, ...]:
        return torch.split(samples, self._chunk)


def fixed_noise(training: Training) -> Tensor:
    """Noise [NOISE, features] for the generator, drawn with the seed of the run."""
    gan_losses = training.gan_losses
    assert gan_losses is not None
    draw = training.network.layers[gan_losses.parts.noise]
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(training.settings.seed)
        drawn: Tensor = draw(torch.empty(NOISE, 0))
    return drawn.to(training.device)
