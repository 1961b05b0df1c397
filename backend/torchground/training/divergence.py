"""What happens when a loss is not finite or grows without bound: the rollback, and the sentence for people."""

from __future__ import annotations

import math

from torchground.network.spec import Training as Settings
from torchground.training import sentences
from torchground.training.capture import Capture
from torchground.training.measures import Measures
from torchground.training.nonfinite import (
    NonFinite,
    first_nonfinite_in_step,
    first_nonfinite_when_measured,
)
from torchground.training.state import Training
from torchground.training.strategies.gan_step import GanStep
from torchground.training.strategies.recorded_step import RecordedGanStep
from torchground.words import Sentence

GROWN = 1e6
"""The training has diverged where the train loss is more than this many times the loss of the untrained network (or 1,
if that is larger). A network that answers only zeros is about as good as an untrained one, so only growing weights can
cause such a loss."""
OVERFLOWING = 1e15
"""Outputs of this size will soon overflow float32: their squares are close to the largest float32."""


def reason_of_nonfinite(training: Training, anchor: Capture, *, measured: bool) -> Sentence:
    """Restores the last finite weights, and returns a sentence about the first value that was not finite.

    ``measured``: the train loss of an epoch point was not finite. Otherwise the loss of a step was not finite.
    """
    broken = training.step
    rollback(training, anchor)
    if measured and training.step == broken:
        found = first_nonfinite_when_measured(training)
    else:
        found = first_nonfinite_in_step(training)
    what, advice = _what(training, found), _advice_for(training, found)
    if training.step == 0:
        return sentences.UNTRAINED(step=1, what=what, advice=advice)
    return sentences.DIVERGED(step=training.step + 1, what=what, advice=advice, kept=training.step)


def reason_of_growth(training: Training, train_loss: float) -> Sentence | None:
    """The reason why a run with a finite loss counts as diverged. None where it does not."""
    first = training.first_loss
    if first is None or not math.isfinite(first) or train_loss <= GROWN * max(1.0, abs(first)):
        return None
    return sentences.GREW(first=first, now=train_loss, advice=_smaller(training))


def rollback(training: Training, anchor: Capture) -> None:
    """Restores the last step, at or after the anchor, at which all params are finite."""
    if training.is_finite() and not _is_halfway(training):
        return
    broken, seq = training.step, training.seq
    training.restore(anchor)
    training.strategy = training.plain
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
    """Repeats a step that was already taken. Its points exist already."""
    training.take(training.next_batches(1)[0])
    if training.end_epoch() and training.watches_loss:
        training.watched(Measures(training).losses())


def _is_halfway(training: Training) -> bool:
    """Whether only one of two networks was updated by the failed step."""
    return isinstance(training.strategy, (GanStep, RecordedGanStep)) and training.strategy.halfway


def _what(training: Training, found: NonFinite) -> Sentence:
    """The sentence about the first value that was not finite."""
    titles = {node.id: node.layer.title for node in training.project.nodes}
    at_node = {
        "output": sentences.OUTPUT,
        "added": sentences.ADDED,
        "gradient": sentences.GRADIENT,
        "update": sentences.UPDATE,
    }
    if found.what in at_node and found.node is not None:
        return at_node[found.what](node=found.node, layer=titles[found.node])
    if found.what == "input":
        return sentences.INPUT()
    if found.what == "loss":
        said = sentences.LOSS_UNDEFINED if found.is_nan else sentences.LOSS_INFINITE
        return said(loss=training.settings.loss.title, largest=found.largest_output)
    return sentences.UNKNOWN()


def _advice_for(training: Training, found: NonFinite) -> Sentence:
    """Advice that depends on the first value that was not finite, and on whether the network had learned before."""
    if found.what == "input":
        return sentences.LOOK_AT_DATA()
    if found.what == "loss" and found.is_nan and found.largest_output < OVERFLOWING:
        return sentences.LOOK_AT_LOSS()
    if training.step == 0 and found.what != "update":
        by_place = {
            "gradient": sentences.LOOK_AT_SLOPE,
            "output": sentences.LOOK_AT_LAYER,
            "added": sentences.LOOK_AT_LAYER,
        }
        return by_place.get(found.what, sentences.LOOK_AT_LOSS)()
    return _smaller(training)


def _smaller(training: Training) -> Sentence:
    """Advice for smaller steps. It names clipping only where the run does not clip."""
    settings = training.settings
    if settings.optimizer.closure:
        return _for_closure(training)
    lr = getattr(settings.optimizer, "lr", None)
    if lr is None:
        return sentences.SMALLER_STEPS()
    return (sentences.SMALLER_RATE if _clips(settings) else sentences.SMALLER_RATE_OR_CLIP)(lr=lr)


def _for_closure(training: Training) -> Sentence:
    settings = training.settings
    title, num = settings.optimizer.title, training.project.info.num_train
    if settings.batch_size < num:
        return sentences.WHOLE_BATCH(optimizer=title, num=num)
    if getattr(settings.optimizer, "line_search_fn", "none") == "none":
        return sentences.LINE_SEARCH(optimizer=title)
    return sentences.SMALLER_RATE(lr=getattr(settings.optimizer, "lr", 1.0))


def _clips(settings: Settings) -> bool:
    return settings.clip_grad_norm is not None or settings.clip_grad_value is not None
