"""The torch module of a trained network without its last layer. Imports torch."""

from __future__ import annotations

from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from torchground.catalogue.bases.shapes import Mend, NotHere
from torchground.catalogue.layers.shared.backbones import Backbone
from torchground.catalogue.layers.shared.torchvision import load_models
from torchground.files.store import FileStore, MissingFile
from torchground.words import template

UNREADABLE = template(
    "backbone.unreadable",
    "{title} cannot be read ({error}); {otherwise}",
)

# N samples, C channels, H and W height and width, F features

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Mean and standard deviation of red, green and blue in ImageNet, with values from 0 to 1. The networks were trained on
pictures that are standardized by them."""


class Standardized(nn.Module):
    """Standardizes pictures as in the training of the network, then applies the network. A grey picture becomes three
    equal channels."""

    mean: Tensor
    std: Tensor

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body
        # Constants: they are not saved with the weights.
        self.register_buffer("mean", torch.tensor(MEAN).view(3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(STD).view(3, 1, 1), persistent=False)

    def forward(self, picture_NCHW: Tensor) -> Tensor:
        """Features [N, F]."""
        standard: Tensor = (picture_NCHW - self.mean) / self.std  # one channel becomes three
        features: Tensor = self.body(standard)
        return features


def build_backbone(network: Backbone, trained_in: FileStore | None) -> nn.Module:
    """Build the network with its ImageNet weights from the store ``trained_in``, or with random weights if that is
    None.

    Raises :class:`NotHere`.
    """
    body = _without_chance(load_models(), network.name)
    if trained_in is not None:
        _take(body, network, trained_in)
    setattr(body, "fc" if hasattr(body, "fc") else "classifier", nn.Identity())
    return Standardized(body)


def _without_chance(models: Any, name: str) -> nn.Module:
    """The network with random weights. Stochastic depth, which skips whole layers at random while training, is off."""
    chance = {"stochastic_depth_prob": 0.0} if name.startswith("efficientnet") else {}
    body: nn.Module = models.get_model(name, weights=None, **chance)
    return body


def _take(body: nn.Module, network: Backbone, files: FileStore) -> None:
    """Load the stored weights into the network."""
    try:
        with files.local(network.name, "backbone") as path:
            body.load_state_dict(load_file(path))
    except (OSError, RuntimeError, SafetensorError, MissingFile) as error:
        raise NotHere(
            UNREADABLE(title=network.title, error=str(error)[:120], otherwise=network.otherwise),
            Mend(title="Take random weights", field="weights", value="random"),
        ) from error
