"""Measures the values of an epoch point: losses and metrics over all samples, and norms of weights and gradients."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from typing import TypeAlias

import torch
from torch import Tensor

from torchground.catalogue.bases.samples import PartName
from torchground.network.spec import Project
from torchground.telemetry.messages import Norms
from torchground.training.gan_metrics import GanMetrics
from torchground.training.losses import Losses
from torchground.training.state import Training

CHUNK_BYTES = 16 * 2**20
"""The memory for the float32 activations of the samples that pass through the network at a time."""
CHUNK = 512
"""The most samples at a time. More samples are slower, because they do not fit into the processor's cache."""


Measured: TypeAlias = tuple[float, dict[str, float]]
"""The loss and the metrics of one part of the data."""


class Measures:
    """The measurements of one run. It prepares once what they need."""

    def __init__(self, training: Training) -> None:
        self._training = training
        self._chunk = chunk_size(training.project)
        self._params = list(training.network.named_weights())
        learned = [name for name, _ in training.named_params]
        self._learned = learned
        self._nodes = list(dict.fromkeys(name.partition(".")[0] for name, _ in self._params))
        self._added = {n.id: n.layer.added for n in training.project.nodes if n.layer.added}
        self._gan_metrics = (
            GanMetrics(training, self._chunk) if training.gan_losses is not None else None
        )

    def losses(self) -> Losses:
        """The loss of each part, and metrics by name (``train_accuracy``), in eval mode, over all samples."""
        parts = self.in_parts()
        while True:
            try:
                next(parts)
            except StopIteration as end:
                found: Losses = end.value
                return found

    def in_parts(self) -> Generator[None, None, Losses]:
        """Like ``losses``, but a few samples at a time. Other runs may have their turns in between, but this run must
        not train."""
        training = self._training
        if self._gan_metrics is not None:
            with training.measuring():
                return self._gan_metrics.losses()
        if len(training.measured.x) <= self._chunk and not self._added:
            parts = self._all_at_once()
        else:
            parts = {}
            for name, (x, y) in training.measured.parts.items():
                outputs, added = yield from self._passed(x)
                with training.measuring():
                    loss, found = self._part(outputs, y)
                parts[name] = (loss + sum(added.values()), found | added)
        metrics = {
            f"{name}_{metric}": value
            for name, (_, found) in parts.items()
            for metric, value in found.items()
        }
        if training.epoch_mistakes is not None:
            metrics["mistakes"] = training.epoch_mistakes
        return Losses({name: loss for name, (loss, _) in parts.items()}, metrics)

    def norms(self, *, with_gradients: bool = True) -> dict[str, Norms]:
        """The norms of each node's weights and, with ``with_gradients``, of its gradients in the last batch."""
        gradients = zip(self._learned, self._training.strategy.gradients(), strict=True)
        live = [
            (name, gradient)
            for name, gradient in gradients
            if gradient is not None and with_gradients
        ]
        weights, steep = _squares([(name, param) for name, param in self._params]), _squares(live)
        return {
            node: Norms(
                weight=math.sqrt(weights[node]),
                gradient=math.sqrt(steep[node]) if node in steep else None,
            )
            for node in self._nodes
        }

    def _all_at_once(self) -> dict[PartName, Measured]:
        """Loss and metrics of all parts. All samples pass through the network together."""
        data = self._training.measured
        with self._training.measuring():
            outputs = torch.split(self._training.network.forward(data.x), [*data.sizes.values()])
            return {
                name: self._part(given, targets)
                for given, (name, (_, targets)) in zip(outputs, data.parts.items(), strict=True)
            }

    def _part(self, outputs: Tensor, targets: Tensor) -> Measured:
        training = self._training
        loss = training.loss(*training.task.paired(outputs, targets)).item()
        return loss, training.task.metrics(outputs, targets, training.settings.loss)

    def _passed(self, x: Tensor) -> Generator[None, None, tuple[Tensor, dict[str, float]]]:
        """The outputs for samples, and the means over the samples of the terms that layers add to the loss, by name."""
        training, outputs = self._training, list[Tensor]()
        sums = dict.fromkeys(self._added.values(), 0.0)
        for part in torch.split(x, self._chunk):
            with training.measuring():
                outputs.append(training.network.forward(part))
                for node, added in training.network.added().items():
                    sums[self._added[node]] += added.item() * len(part)
            yield
        with torch.inference_mode():
            whole = outputs[0] if len(outputs) == 1 else torch.cat(outputs)
        return whole, {name: value / len(x) for name, value in sums.items()}


def chunk_size(project: Project) -> int:
    """How many samples fit into ``CHUNK_BYTES`` of activations: at least one and at most ``CHUNK``."""
    sample_bytes = 4 * sum(math.prod(node.shape) for node in project.nodes)
    return min(CHUNK, max(1, CHUNK_BYTES // sample_bytes))


def _squares(named: Sequence[tuple[str, Tensor]]) -> dict[str, float]:
    """The sum of squares of all tensors of each node."""
    if not named:
        return {}
    with torch.inference_mode():
        lengths = torch.stack(torch._foreach_norm([tensor for _, tensor in named])).tolist()
    sums: dict[str, float] = {}
    for (name, _), length in zip(named, lengths, strict=True):
        node = name.partition(".")[0]
        sums[node] = sums.get(node, 0.0) + length * length
    return sums
