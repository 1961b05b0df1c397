"""The sentences of a loop for people. Loads no torch, so that every receiver of a message can load its sentences."""

from __future__ import annotations

from torchground.words import template

# ---- how a run ends ------------------------------------------------------------------------------

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
STOPPED_EARLY_BY_VALIDATION = template(
    "training.stopped_early_by_validation",
    "Stopped early after epoch {epoch}: the validation loss was lowest after epoch {best_epoch} ({best_loss:.4g}) and "
    "{waited} epochs brought none that is lower.",
)
STOPPED_EARLY_BY_TEST = template(
    "training.stopped_early",
    "Stopped early after epoch {epoch}: the test loss was lowest after epoch {best_epoch} ({best_loss:.4g}) and "
    "{waited} epochs brought none that is lower.",
)
BEST_TAKEN_UP = template(
    "training.best_taken_up", "The weights of epoch {epoch} were taken up again."
)
BOTH = template("training.both", "{first} {second}")
CHECKPOINT_UNREADABLE = template(
    "training.checkpoint_unreadable",
    "The run cannot go on: {why}. Reset it to train again from the start.",
)
ERROR = template("training.error", "Training stopped on an error: {kind}: {text}")
NO_MEMORY = template(
    "training.no_memory",
    "There was not enough memory for this network: try a smaller batch or fewer units.",
)
NOT_HERE = template("training.not_here", "{what:whole}")
PROBLEMS = template("training.problems", "The project cannot be trained: {problems}")

DIVERGENCES = frozenset({DIVERGED.code, UNTRAINED.code, GREW.code})
"""The codes which mean that the training diverged, and that no machine failed."""

# ---- refused commands, and other events ----------------------------------------------------------

OVER = template("training.over", "this run is {state}: reset it to train again from the start")
NOT_LIVE = template(
    "training.not_live",
    "{field!r} cannot change while the run trains; what can: {known}",
)
NOT_ACCEPTED = template("training.not_accepted", "{field} cannot be {value}: {why}")
SPEED = template(
    "training.speed",
    "steps_per_second cannot be {value}: take a number above 0 and at most {fastest:,.0f}, or null for as fast as it "
    "goes",
)
NOT_SAVED = template(
    "training.not_saved",
    "The run could not be saved ({why}); it goes on. Make room on the disk.",
)
NOT_IN_WORKER = template("training.not_in_worker", "This run is no longer in its worker.")
