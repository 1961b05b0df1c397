"""What the store says to whoever runs the server or waits for it, each sentence once with its code."""

from __future__ import annotations

from torchground.storage.failures import Cause
from torchground.words import Template, template

URL_UNREADABLE = template("store.url_unreadable", "The database URL cannot be read: {why}")
URL_UNKNOWN = template(
    "store.url_unknown",
    "The database URL begins with {driver!r} or names no file; give sqlite:///path/to/file or "
    "postgresql://user@host/name.",
)
CANNOT_OPEN = template("store.cannot_open", "The database {where} cannot be opened: {why}")
DAMAGED = template(
    "store.damaged",
    "The database {where} is damaged: {why}. Nothing in it was changed. Put a copy of it back, or move it away to "
    "begin with an empty one.",
)
MADE_BY_NEWER = template(
    "store.made_by_newer",
    "The database was made by a newer Torchground ({why}); update Torchground to open it.",
)
NEEDS_PSYCOPG = template(
    "store.needs_psycopg",
    "PostgreSQL needs one more package: pip install 'torchground[postgres]'",
)
IN_USE = template(
    "store.in_use",
    "Another Torchground is using {folder}; stop it, or give another --data-dir.",
)
NOT_OPEN = template("store.not_open", "The store is not open.")
CLOSED = template("store.closed", "The store is closed; start the server again.")
NOT_SAVED = template("store.not_saved", "Could not be saved.")
SUPERSEDED = template(
    "store.superseded",
    "Another Torchground has opened this database and goes on with its runs, so nothing can be changed here.",
)

# ---- a damaged file ------------------------------------------------------------------------------

PROJECT_DAMAGED = template(
    "store.project_damaged",
    "The project {project} can no longer be read: the file of the database is damaged there. Other projects are not "
    "touched by that; a back-up may still have this one.",
)
RUN_DAMAGED = template(
    "store.run_damaged",
    "The project of this run can no longer be read: the file of the database is damaged there. Its curve and its "
    "weights are kept.",
)
CHANGES_DAMAGED = template(
    "store.changes_damaged",
    "settings of this run were changed while it trained, and the database can no longer tell all of them, since its "
    "file is damaged there; going on would give other numbers",
)
POINTS_MISCOUNTED = template(
    "store.points_miscounted",
    "The file of the database is damaged: the run had {said:,} points by its row, and {found:,} are there. What is "
    "missing at its end is made again where the run goes on.",
)
POINTS_LOST = template(
    "store.points_lost",
    "The file of the database is damaged: {count:,} points of this run can no longer be read; its curve has a gap "
    "there.",
)
RUNS_MISCOUNTED = template(
    "store.runs_miscounted",
    "The file of the database is damaged: {count:,} runs have another number of points than their rows say; each has a "
    "note.",
)
LOG_DAMAGED = template(
    "store.log_damaged",
    "The log of the database {where} is damaged: up to {count:,} changes that were saved last are lost. Runs make "
    "their points again; look whether your newest projects are as you left them. The damaged log is kept in {folder}.",
)
RUN_ALTERED = template(
    "store.run_altered",
    "The file of the database is damaged: something that is told of this run (its title, state, settings or how far it "
    "is) may not be what was saved. Its points are checked by themselves.",
)
RUNS_ALTERED = template(
    "store.runs_altered",
    "The file of the database is damaged: something in the rows of {count:,} runs is not what was saved; each has a "
    "note.",
)
RUNS_LOST_POINTS = template(
    "store.runs_lost_points",
    "The file of the database is damaged: {count:,} points of {runs:,} runs can no longer be read; each run has a "
    "note.",
)
ROWS_LEFT_OUT = template(
    "store.rows_left_out",
    "The file of the database is damaged: {count:,} rows cannot be read and are left out: {first}. They are left where "
    "they are.",
)
WRITE_DAMAGED = template(
    "store.write_damaged",
    "This could not be saved: the file of the database is damaged ({why}). Stop the server and put a back-up in its "
    "place.",
)
DAMAGE_FOUND = template(
    "store.damage_found",
    "The file of the database {where} is damaged: {why}. What can be read is there; stop the server soon and put a "
    "back-up in its place.",
)

# ---- back-ups ------------------------------------------------------------------------------------

BACKUP_OFFERED = template(
    "store.backup_offered",
    "A back-up of {time} is there. To put it in the place of the database, stop the server and start it with "
    "--restore-backup; the file that is there now is kept in {folder}.",
)
NO_BACKUP_YET = template(
    "store.no_backup_yet", "There is no back-up of it in {folder}; the server makes one every hour."
)
BEGUN_EMPTY = template(
    "store.begun_empty", "There was no database at {where}, so an empty one was begun."
)
NO_BACKUP = template(
    "store.no_backup", "There is no such back-up in {folder}; there is {known:and}."
)
BACKUP_NOT_OURS = template(
    "store.backup_not_ours",
    "--restore-backup is for the SQLite file of Torchground; restore a PostgreSQL database with its own tools.",
)
RESTORED = template(
    "store.restored",
    "The back-up of {time} is in the place of the database; the file that was there is kept in {folder}.",
)
NO_ROOM_FOR_BACKUP = template(
    "store.no_room_for_backup",
    "No back-up of the database was made: it has {size_mb:,} MB, and {free_mb:,} MB are free on the disk. Make room, "
    "or copy it elsewhere yourself.",
)
BACKUP_FAILED = template(
    "store.backup_failed",
    "No back-up of the database could be made: {why}. It is tried again in an hour.",
)

# ---- why the database cannot be used just now ----------------------------------------------------

WHY_FULL = template(
    "store.why.full",
    "The disk that the database is on is full; delete what is not needed there, and saving goes on by itself.",
)
WHY_LOCKED = template(
    "store.why.locked",
    "Another program, such as a back-up, holds the database; saving goes on when it lets go.",
)
WHY_READ_ONLY = template(
    "store.why.read_only",
    "The database may only be read just now; saving goes on when it may be written.",
)
WHY_DISK = template(
    "store.why.disk",
    "The disk that the database is on reports an error; look at the disk, the server tries again by itself.",
)
WHY_UNREACHABLE = template(
    "store.why.unreachable", "The database does not answer; saving goes on when it does."
)
WHY_SLOW = template("store.why.slow", "The database is slow just now; it is being waited for.")
WHY: dict[Cause | None, Template] = {
    "full": WHY_FULL,
    "locked": WHY_LOCKED,
    "read_only": WHY_READ_ONLY,
    "disk": WHY_DISK,
    "unreachable": WHY_UNREACHABLE,
    None: WHY_SLOW,
}
"""The sentence of each cause."""
SAVING_DELAYED = template(
    "store.saving_delayed",
    "Saving is delayed. {why} What was saved is safe; what came since waits in the server's memory.",
)
PROJECT_DELAYED = template(
    "store.delayed.project",
    "Saving is delayed. {why} Your drawing is kept in this browser and waits in the server's memory.",
)
DELETION_DELAYED = template(
    "store.delayed.deletion",
    "Saving is delayed. {why} The deletion waits in the server's memory; until it is made, nothing is gone.",
)
LABELS_DELAYED = template(
    "store.delayed.labels",
    "Saving is delayed. {why} The name, tags and notes of the run wait in the server's memory and are shown once they "
    "are saved.",
)
TOO_MUCH_WAITS = template(
    "store.too_much_waits",
    "Saving is delayed, and no more can wait in the server's memory. {why} Keep your drawing open in this browser and "
    "try again later.",
)
CANNOT_READ = template(
    "store.cannot_read",
    "The database cannot be read just now. {why} Nothing is lost; try again in a moment.",
)
