"""Loads, once and ahead, all that a first run would load: forked workers have it from the start.

No tensor is computed here: forking is safe only while PyTorch has started no threads and touched no GPU.
"""

import sklearn.datasets
import torch
import torch._dynamo  # what torch.optim loads at its first use
import torch.fx.experimental.proxy_tensor
import torch.nn
import torch.nn.functional
import torch.optim

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES
from torchground.workers.main import be_a_worker

__all__ = ["be_a_worker"]

LOADED = (torch, sklearn.datasets)

for _family in FAMILIES:
    entries(_family)
