"""When a loss is no longer a finite number, or grows without end: the way back, and what a person reads about it."""

from __future__ import annotations

import math

from torchground.network.spec import Training as Settings
from torchground.training.lanes.adversarial import Adversarial
from torchground.training.lanes.traced import TracedDuel
from torchground.training.measures import Measures
from torchground.training.nonfinite import (
    NonFinite,
    first_nonfinite_in_step,
    first_nonfinite_when_measured,
)
from torchground.training.state import Capture, Training
from torchground.words import Sentence, template

GROWN = 1e6
"""A train loss of more than so many times that of the untrained network (or 1, where that is less) has diverged: a
network that answers nothing but zeros is about as good as an untrained one, so only growing weights can be so bad."""
OVERFLOWING = 1e15
"""Outputs of this size are on their way to what a float32 cannot hold: their squares are nearly there."""

DIVERGED = template(
    "training.diverged",
    "Training diverged at step {step}: {what:inside}. {advice:whole} "
    "The last finite weights, of step {kept}, are kept.",
)
UNTRAINED = template(
    "training.not_finite_untrained",
    "The training stopped at step {step}, before any update: {what:inside}. So the learning rate is not the reason. "
    "{advice:whole}",
)
GREW = template(
    "training.grew",
    "The training diverged, though its numbers stayed finite: the train loss was {first:.4g} before the first step and "
    "is {now:.4g} now. {advice:whole}",
)
INPUT = template("training.nonfinite.input", "samples have values that are not finite")
OUTPUT = template(
    "training.nonfinite.output",
    "the first numbers that are not finite came out of {node} ({layer})",
)
ADDED = template(
    "training.nonfinite.added",
    "what {node} ({layer}) adds to the loss is not finite, and all outputs are",
)
LOSS_UNDEFINED = template(
    "training.nonfinite.loss_undefined",
    "the loss ({loss}) is not a number, for outputs that are finite (none is larger than {largest:.3g})",
)
LOSS_INFINITE = template(
    "training.nonfinite.loss_infinite",
    "the loss ({loss}) is infinite, for outputs that are finite (none is larger than {largest:.3g})",
)
GRADIENT = template(
    "training.nonfinite.gradient",
    "the loss is finite, and the first gradient that is not came to {node} ({layer})",
)
UPDATE = template(
    "training.nonfinite.update",
    "loss and gradients are finite, and the update made numbers of {node} ({layer}) that are not",
)
UNKNOWN = template(
    "training.nonfinite.unknown",
    "the loss was not finite, and it is when the same step is taken again",
)
SMALLER_RATE = template("training.advice.smaller_rate", "try a smaller learning rate than {lr:g}")
SMALLER_RATE_OR_CLIP = template(
    "training.advice.smaller_rate_or_clip",
    "try a smaller learning rate than {lr:g}, or clip the gradients (a clip norm of 1 is a usual start)",
)
SMALLER_STEPS = template(
    "training.advice.smaller_steps", "try smaller steps, or an optimizer with a learning rate"
)
WHOLE_BATCH = template(
    "training.advice.whole_batch",
    "{optimizer} needs a loss that stays the same while it looks around: take all {num:# sample|# samples} as one "
    "batch, turn on its line search (strong Wolfe), or choose Adam",
)
LINE_SEARCH = template(
    "training.advice.line_search",
    "turn on the line search of {optimizer} (strong Wolfe), or choose Adam",
)
LOOK_AT_LOSS = template(
    "training.advice.look_at_loss",
    "look where the loss divides, or takes a root or a logarithm: for these outputs and targets one of them has no "
    "value (0 / 0, the root or the logarithm of a number below 0)",
)
LOOK_AT_SLOPE = template(
    "training.advice.look_at_slope",
    "look at what stands behind that place: a root or a division has no finite slope at 0",
)
LOOK_AT_LAYER = template(
    "training.advice.look_at_layer",
    "look at that node: its first weights, or what it computes of these inputs",
)
LOOK_AT_DATA = template("training.advice.look_at_data", "look at the data and its augmentations")


def reason_of_nonfinite(training: Training, anchor: Capture, *, measured: bool) -> Sentence:
    """Go back to the last finite weights, and say what was not finite first.

    ``measured``: the train loss of an epoch point was not finite; else the loss of a step was.
    """
    broken = training.step
    rollback(training, anchor)
    if measured and training.step == broken:
        found = first_nonfinite_when_measured(training)
    else:
        found = first_nonfinite_in_step(training)
    what, advice = _what(training, found), _advice_for(training, found)
    if training.step == 0:
        return UNTRAINED(step=1, what=what, advice=advice)
    return DIVERGED(step=training.step + 1, what=what, advice=advice, kept=training.step)


def reason_of_growth(training: Training, train_loss: float) -> Sentence | None:
    """Why a run whose loss is finite counts as diverged; None where it does not."""
    first = training.first_loss
    if first is None or not math.isfinite(first) or train_loss <= GROWN * max(1.0, abs(first)):
        return None
    return GREW(first=first, now=train_loss, advice=_smaller(training))


def rollback(training: Training, anchor: Capture) -> None:
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


def _what(training: Training, found: NonFinite) -> Sentence:
    """What was not finite first."""
    titles = {node.id: node.layer.title for node in training.project.nodes}
    at_node = {"output": OUTPUT, "added": ADDED, "gradient": GRADIENT, "update": UPDATE}
    if found.what in at_node and found.node is not None:
        return at_node[found.what](node=found.node, layer=titles[found.node])
    if found.what == "input":
        return INPUT()
    if found.what == "loss":
        said = LOSS_UNDEFINED if found.is_nan else LOSS_INFINITE
        return said(loss=training.settings.loss.title, largest=found.largest_output)
    return UNKNOWN()


def _advice_for(training: Training, found: NonFinite) -> Sentence:
    """What to try, by what was not finite first and whether anything was learned before."""
    if found.what == "input":
        return LOOK_AT_DATA()
    if found.what == "loss" and found.is_nan and found.largest_output < OVERFLOWING:
        return LOOK_AT_LOSS()
    if training.step == 0 and found.what != "update":
        by_place = {"gradient": LOOK_AT_SLOPE, "output": LOOK_AT_LAYER, "added": LOOK_AT_LAYER}
        return by_place.get(found.what, LOOK_AT_LOSS)()
    return _smaller(training)


def _smaller(training: Training) -> Sentence:
    """How to take smaller steps; clipping only where nothing clips yet."""
    settings = training.settings
    if settings.optimizer.closure:
        return _for_closure(training)
    lr = getattr(settings.optimizer, "lr", None)
    if lr is None:
        return SMALLER_STEPS()
    return (SMALLER_RATE if _clips(settings) else SMALLER_RATE_OR_CLIP)(lr=lr)


def _for_closure(training: Training) -> Sentence:
    settings = training.settings
    title, num = settings.optimizer.title, training.project.info.num_train
    if settings.batch_size < num:
        return WHOLE_BATCH(optimizer=title, num=num)
    if getattr(settings.optimizer, "line_search_fn", "none") == "none":
        return LINE_SEARCH(optimizer=title)
    return SMALLER_RATE(lr=getattr(settings.optimizer, "lr", 1.0))


def _clips(settings: Settings) -> bool:
    return settings.clip_grad_norm is not None or settings.clip_grad_value is not None
