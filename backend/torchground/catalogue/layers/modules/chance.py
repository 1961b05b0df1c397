"""The torch modules that draw random numbers; imported only where networks are built."""

from __future__ import annotations

import torch
from torch import Tensor, nn

# N samples, Z latent numbers


class AddedNoise(nn.Module):
    """Adds N(0, std²) to every number while training."""

    def __init__(self, std: float) -> None:
        super().__init__()
        self.std = std

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        return x + self.std * torch.randn_like(x)


class LatentSample(nn.Module):
    """Draws from a normal distribution for each latent number. The input is μ and log σ² side by side [N, 2Z]; the
    output is [N, Z]: a draw while training, otherwise μ."""

    def __init__(self, beta: float) -> None:
        super().__init__()
        self.beta = beta
        self.added: Tensor = torch.zeros(())
        """β times the KL divergence from N(0, 1) of the last forward: summed over Z, mean over N."""

    def forward(self, x_N2Z: Tensor) -> Tensor:
        mu_NZ, log_var_NZ = x_N2Z.chunk(2, dim=1)
        variance_NZ = log_var_NZ.exp()
        apart_NZ = 0.5 * (mu_NZ.square() + variance_NZ - 1 - log_var_NZ)
        self.added = self.beta * apart_NZ.sum(dim=1).mean()
        if not self.training:
            return mu_NZ
        return mu_NZ + (0.5 * log_var_NZ).exp() * torch.randn_like(mu_NZ)


class Draw(nn.Module):
    """One row of random numbers for each sample of the batch."""

    def __init__(self, features: int, distribution: str) -> None:
        super().__init__()
        self.features = features
        self.distribution = distribution

    def forward(self, batch: Tensor) -> Tensor:
        """[N, …] to [N, features]. Only N and the device of the batch are used."""
        shape = (len(batch), self.features)
        if self.distribution == "uniform":
            return torch.rand(shape, device=batch.device) * 2 - 1
        return torch.randn(shape, device=batch.device)
