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
