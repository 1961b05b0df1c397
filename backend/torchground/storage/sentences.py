"""What the store says to whoever runs the server, each sentence once with its code."""

from __future__ import annotations

from torchground.words import template

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
