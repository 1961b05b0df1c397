"""Replace torchvision by a small one, or by none."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import pytest
import torch
from safetensors.torch import save
from torch import nn

from torchground.catalogue.layers.shared import torchvision
from torchground.catalogue.layers.shared.backbones import NETWORKS
from torchground.files.meta import BackboneMeta
from torchground.files.store import FileStore


class Small(nn.Module):
    """A network that looks like a ResNet from outside: it has batch norm and ends in ``fc``."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, stride=4, padding=1)
        self.bn1 = nn.BatchNorm2d(8)
        self.widen = nn.Linear(8, 512)
        self.fc = nn.Linear(512, 1000)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        seen = torch.relu(self.bn1(self.conv1(x))).mean((2, 3))
        answer: torch.Tensor = self.fc(self.widen(seen))
        return answer


NUM_PARAMS = 3 * 8 * 9 + 8 + 2 * 8 + 8 * 512 + 512
"""The params of the small network, without its last layer."""


def install_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the rest of the test, ``torchvision.models`` has a single network for all names."""
    package, models = ModuleType("torchvision"), ModuleType("torchvision.models")
    package.__spec__ = ModuleSpec("torchvision", None)
    made: Any = models
    made.get_model = lambda name, weights, **_: Small()
    monkeypatch.setitem(sys.modules, "torchvision", package)
    monkeypatch.setitem(sys.modules, "torchvision.models", models)
    monkeypatch.setattr(torchvision, "version", {"torch": "2.9", "torchvision": "0.24"}.get)
    monkeypatch.setattr(torchvision, "requires", lambda _: ["torch==2.9"])


def install_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the rest of the test, torchvision is not installed."""
    monkeypatch.setattr(torchvision, "find_spec", lambda _: None)


def keep_weights(files: FileStore, seed: int = 7) -> Small:
    """Store the weights of a small network, and return the network."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = Small()
    file = NETWORKS["resnet18"].file
    with files.new() as new:
        new.file.write(save(network.state_dict()))
        files.put("resnet18", BackboneMeta(source=file), new)
    return network
