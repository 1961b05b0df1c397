"""What an epoch point says: losses and metrics over all samples, and how large weights and gradients are."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from torchground.network.spec import Project
from torchground.telemetry.messages import Norms
from torchground.training.state import Training

CHUNK_BYTES = 16 * 2**20
"""float32 activations of the samples that pass through the network at one time."""


class Measures:
    """The measurements of one run, with what can be prepared for them once."""

    def __init__(self, training: Training) -> None:
        self._training = training
        self._chunk = chunk_size(training.project)
        self._params = list(training.network.named_weights())
        learned = [name for name, _ in training.named_params]
        self._learned = learned
        self._nodes = list(dict.fromkeys(name.partition(".")[0] for name, _ in self._params))

    def losses(self) -> tuple[float, float, dict[str, float]]:
        """Train loss, test loss and metrics by name (``train_accuracy``), in eval mode, over every sample."""
        training = self._training
        with training.measuring():
            outputs = self._outputs(training.data.x)
            cut = training.data.num_train
            train = self._half(outputs[:cut], training.data.train[1])
            test = self._half(outputs[cut:], training.data.test[1])
        metrics = {f"train_{name}": value for name, value in train[1].items()}
        return (
            train[0],
            test[0],
            metrics | {f"test_{name}": value for name, value in test[1].items()},
        )

    def norms(self) -> dict[str, Norms]:
        """By node: the norm of its weights and of the last batch's gradient."""
        gradients = dict(zip(self._learned, self._training.lane.gradients(), strict=True))
        weights = _squares([(name, param) for name, param in self._params])
        slopes = _squares([(name, slope) for name, slope in gradients.items() if slope is not None])
        return {
            node: Norms(
                weight=math.sqrt(weights[node]),
                gradient=math.sqrt(slopes[node]) if node in slopes else None,
            )
            for node in self._nodes
        }

    def _outputs(self, x: Tensor) -> Tensor:
        if len(x) <= self._chunk:
            return self._training.network.forward(x)
        return torch.cat(
            [self._training.network.forward(part) for part in torch.split(x, self._chunk)]
        )

    def _half(self, outputs: Tensor, targets: Tensor) -> tuple[float, dict[str, float]]:
        training = self._training
        loss = training.loss(*training.task.paired(outputs, targets)).item()
        return loss, training.task.metrics(outputs, targets, training.settings.loss)


def chunk_size(project: Project) -> int:
    """How many samples fit into ``CHUNK_BYTES`` of activations, at least one."""
    sample_bytes = 4 * sum(math.prod(node.shape) for node in project.nodes)
    return max(1, CHUNK_BYTES // sample_bytes)


def _squares(named: Sequence[tuple[str, Tensor]]) -> dict[str, float]:
    """The sum of the squares of all tensors of each node."""
    if not named:
        return {}
    with torch.inference_mode():
        lengths = torch.stack(torch._foreach_norm([tensor for _, tensor in named])).tolist()
    sums: dict[str, float] = {}
    for (name, _), length in zip(named, lengths, strict=True):
        node = name.partition(".")[0]
        sums[node] = sums.get(node, 0.0) + length * length
    return sums
