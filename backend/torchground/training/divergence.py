"""When a loss is no longer a number: where it went wrong first, and the way back to the last finite weights."""

from __future__ import annotations

import torch

from torchground.training.data import Batch
from torchground.training.lanes.adversarial import Adversarial
from torchground.training.lanes.traced import TracedDuel
from torchground.training.measures import Measures
from torchground.training.state import Capture, Training


def culprit(training: Training, batch: Batch) -> str:
    """Who gave the first numbers that are not finite on this batch, as a part of a sentence."""
    before = training.capture()
    with torch.inference_mode():
        outputs = training.network.outputs(batch[0])
    training.restore(before)  # normalization and dropout remember what they saw
    for node in training.project.nodes:
        if not bool(torch.isfinite(outputs[node.id]).all()):
            return f"{node.id} ({node.layer.title})"
    return "the loss, from outputs that are still finite"


def go_back(training: Training, anchor: Capture) -> None:
    """Stand at the last step whose params are all finite, at or after the anchor."""
    if training.is_finite() and not _is_halfway(training):
        return
    broken, seq = training.step, training.seq
    training.restore(anchor)
    training.lane = training.plain
    last = training.step
    while training.step < broken:
        _repeat(training)
        if not training.is_finite():
            break
        last = training.step
    training.restore(anchor)
    while training.step < last:
        _repeat(training)
    training.seq = seq


def _repeat(training: Training) -> None:
    """One step as it was taken before; its points are already made."""
    training.take(training.next_batches(1)[0])
    if training.end_epoch() and training.watches_loss:
        training.watched(Measures(training).losses()[1])


def _is_halfway(training: Training) -> bool:
    """Whether only one of two networks was moved by the step that broke."""
    return isinstance(training.lane, (Adversarial, TracedDuel)) and training.lane.halfway


def sentence(training: Training, step: int, where: str) -> str:
    """What a person reads: what happened, where, what to do, what was kept."""
    return (
        f"Training diverged at step {step}: the first numbers that are not finite came out of {where}. "
        f"{_advice(training)}. The last finite weights, of step {training.step}, are kept."
    )


def _advice(training: Training) -> str:
    """What to try; clipping the gradients only where nothing clips them yet."""
    settings = training.settings
    lr = getattr(settings.optimizer, "lr", None)
    hint = "Try a smaller learning rate" + (f" than {lr:g}" if lr is not None else "")
    if settings.clip_grad_norm is None and settings.clip_grad_value is None:
        hint += ", or clip the gradients (a clip norm of 1 is a usual start)"
    return hint
