"""What this room says to people: why a run waits, failed or is refused something, and what happened to it."""

from __future__ import annotations

from torchground.words import template

RUN_GONE = template("runs.gone", "The run is gone: it was deleted, or goes on somewhere else.")
UNKNOWN_RUN = template(
    "runs.unknown",
    "There is no run {run!r}; it was deleted, or it was only opened to look at and nobody did. Pick one from the list "
    "of runs.",
)

NOT_YOURS = template(
    "runs.not_yours",
    "This run is of somebody else: you may look on, but not play, change or delete it. Make it yours to go on with a "
    "copy.",
)

# ---- commands ------------------------------------------------------------------------------------

OVER_TRAIN = template(
    "runs.over.train",
    "This run {over:inside} and trains no further; press reset to start the same network anew.",
)
OVER_SET = template(
    "runs.over.set",
    "This run {over:inside}, so {field} can no longer change; press reset to start anew.",
)
OVER_OTHER = template(
    "runs.over.other", "This run {over:inside} already; there is nothing to {command}."
)
FINISHED = template("runs.over.finished", "has finished")
STOPPED = template("runs.over.stopped", "was stopped")
FAILED = template("runs.over.failed", "has failed")
TOO_MANY_COMMANDS = template(
    "runs.too_many_commands",
    "{count:,} commands wait for this run's worker already; wait a moment.",
)
TOO_MANY_REQUESTS = template(
    "runs.too_many_requests",
    "The worker has not read for a while, and too many requests wait for it; try again in a moment.",
)
TOO_MANY_CHANGES = template(
    "runs.too_many_changes",
    "The settings of this run were changed {count:,} times, which is as often as can be kept; press reset to start the "
    "same network anew.",
)
NOT_SAVED = template(
    "runs.not_saved", "The run cannot be saved any more, so the command was not obeyed."
)
STEP_UNANSWERED = template(
    "runs.step_unanswered",
    "The worker was restarted before it answered; look where the run is and step again.",
)
NOT_IN_WORKER = template(
    "runs.not_in_worker", "The run is no longer open in its worker; try again in a moment."
)
SAVING_DELAYED = template(
    "runs.taken.saving_delayed",
    "Saving is delayed. {why} The command waits in the server's memory; what it changes is shown once it is saved.",
)
NO_WORKER_YET = template(
    "runs.taken.no_worker",
    "The run waits for a worker; the command is obeyed as soon as there is one.",
)
LONG_STEP = template(
    "runs.taken.long_step",
    "The worker is in the middle of a long step and obeys right after it.",
)

# ---- looking -------------------------------------------------------------------------------------

MEASURE_BUSY = template(
    "runs.measure.busy", "The worker is busy with a long step; look again in a moment."
)
MEASURE_LOST = template("runs.measure.lost", "The worker was restarted; look again in a moment.")
MEASURE_CLOSED = template(
    "runs.measure.closed", "The run is no longer open; look again in a moment."
)
NO_NUMBER = template("runs.measure.nothing", "There is no such number.")
CANNOT_OPEN = template(
    "runs.cannot_open",
    "This run's weights can no longer be opened; its curve and its project are kept.",
)
TOO_MANY_PROBES = template(
    "runs.too_many_probes",
    "Everybody together may watch {count:,} probes of a run; close some.",
)
TOO_MANY_SHOWN = template(
    "runs.too_many_shown", "One tab can show {count:,} runs at once; close some."
)
NOT_SUBSCRIBED = template(
    "runs.not_subscribed", "Subscribe to the run first, then watch its probes."
)
NO_PROBE = template("runs.no_probe", "The probe cannot be watched: {why:inside}.")

# ---- making and deleting -------------------------------------------------------------------------

MARK_DELAYED = template(
    "runs.mark_delayed",
    "Saving is delayed. {why} The server has started all the same; what people do waits in its memory.",
)
RUN_DELAYED = template(
    "runs.delayed",
    "Saving is delayed. {why} The run waits in the server's memory and begins once it is saved; your drawing is kept "
    "in this browser.",
)

TOO_MANY_RUNS = template(
    "runs.too_many_runs", "{count:,} runs are kept already; delete some before starting more."
)
TOO_MANY_DRAFTS = template(
    "runs.too_many_drafts", "Too many networks are being drawn at once; try again in a moment."
)
NOT_TRAINABLE = template("runs.not_trainable", "The project cannot be trained.")
FIRST_PROBLEM = template("runs.first_problem", "{problem}")
FIRST_OF_PROBLEMS = template("runs.first_of_problems", "{problem} (and {more} more)")
NOT_DELETED = template(
    "runs.not_deleted",
    "The run could not be deleted, and goes on as it was: saving fails just now. Try again in a moment.",
)

LABELS_NOT_SAVED = template(
    "runs.labels_not_saved",
    "The name, tags and notes of the run stay as they were: saving fails just now. Try again in a moment.",
)
TOO_MANY_LABELS = template(
    "runs.too_many_labels",
    "{count:,} changes of this run's name, tags and notes wait to be saved already; wait a moment.",
)

# ---- waiting, restarting, failing ----------------------------------------------------------------

WAITS_FOR_WORKER = template(
    "runs.waits_for_worker", "The run waits for a worker: none is ready. It goes on by itself."
)
WAITS_FOR_GPU = template(
    "runs.waits_for_gpu",
    "The run waits for a GPU: it trained on {device}, and this server has no GPU that is ready. It goes on by itself "
    "as soon as there is one; reset starts the same network anew on what there is.",
)
WORKER_LOST = template(
    "runs.worker_lost",
    "The worker was {why}; training goes on from step {step:,}, and nothing is lost.",
)
SERVER_RESTARTED = template(
    "runs.server_restarted",
    "The server was restarted; training goes on from step {step:,}, and nothing is lost.",
)
SAFE_MODE = template(
    "runs.safe_mode",
    "The server ended three times in a row soon after its start, so it does not go on with this run by itself. Press "
    "play to go on; nothing is lost.",
)
CHECKPOINTS_LOST = template(
    "runs.checkpoints_lost",
    "{count:# checkpoint of this run is|# checkpoints of this run are} damaged or gone. The run goes on from step "
    "{step:,} and makes the same points again; nothing is lost.",
)
SET_ASIDE = template(
    "runs.set_aside",
    "This network ended its worker {deaths} times without getting past step {step:,} (the last one was {why}), so it "
    "was set aside. Change it (a smaller batch, fewer units) and start it again.",
)
CANNOT_START = template(
    "runs.cannot_start",
    "The run could not be given to a worker: {why:inside}. Reset it to start the same network anew.",
)

# ---- files, at start -----------------------------------------------------------------------------

OTHER_DATABASE = template(
    "runs.files.other_database",
    "The files in {folder} were last used with another database. None of them is deleted; {count:,} checkpoints belong "
    "to no run of this database. If you meant the other one, stop this server and start it with that one: its runs go "
    "on from their checkpoints.",
)
OTHER_COPY = template(
    "runs.files.other_copy",
    "This database is an older copy of the one that {folder} was last used with, or it was used with another folder "
    "since. No file is deleted; {count:,} checkpoints belong to no run of this database.",
)
FOREIGN = template(
    "runs.files.foreign",
    "{count:,} checkpoints in {folder} belong to no run of this database and are kept. Delete them if no other "
    "database needs them.",
)
MOVED_ASIDE = template(
    "runs.files.moved_aside",
    "{count:,} checkpoints that no run names were moved to {folder}; they are deleted after {days} days.",
)
RESTORED = template(
    "runs.files.restored",
    "{count:,} checkpoints that runs name were found in {folder} and put back.",
)
