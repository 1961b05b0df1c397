"""The tables as they are today; ``migrations`` leads there from every earlier form."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

PROJECTS = Table(
    "projects",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", String(40), nullable=False),
    Column("updated", String(40), nullable=False),
    Column("file", Text, nullable=False),
    Column("files", Text, nullable=False, server_default="[]"),
    Column("checksum", Integer, nullable=True),
    Column("owner", String(64), nullable=True),
)
"""Projects people saved; ``file`` is the JSON, ``files`` the keys of the stored files that it names, as JSON. Here and
below ``checksum`` is of what a row holds that never changes by itself (see ``checksums``); none in rows of before.
``owner`` is who made it (see ``people``); what has none is everybody's."""

RUNS = Table(
    "runs",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("request", String(200), unique=True, nullable=True),
    Column("project", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("created", String(40), nullable=False),
    Column("draft", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason_code", String(100), nullable=True),
    Column("reason_values", Text, nullable=True),
    Column("epoch", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("epochs", Integer, nullable=False),
    Column("steps_per_epoch", Integer, nullable=False),
    Column("num_params", Integer, nullable=False),
    Column("device", String(40), nullable=False),
    Column("steps_per_second", Float, nullable=True),
    Column("settings", Text, nullable=False),
    Column("final", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("deaths", Integer, nullable=False),
    Column("checkpoint", Text, nullable=True),
    Column("checkpoint_seq", Integer, nullable=False),
    Column("checkpoint_step", Integer, nullable=False),
    Column("checkpoint_sha256", String(64), nullable=True),
    Column("older_checkpoint", Text, nullable=True),
    Column("files", Text, nullable=False, server_default="[]"),
    Column("checksum", Integer, nullable=True),
    Column("row_checksum", Integer, nullable=True),
    Column("owner", String(64), nullable=True),
    Column("tags", Text, nullable=False, server_default="[]"),
    Column("own_notes", Text, nullable=False, server_default=""),
    Column("seed", Integer, nullable=True),
)
"""``project`` is the file the run was started from, never changed; ``files`` has the keys of the stored files that it
names. ``attempt`` counts dispatches to a worker: only the newest may write. ``deaths`` counts the workers it killed
since it last got further. ``checkpoint`` is a file name and ``checkpoint_sha256`` what its bytes were;
``older_checkpoint`` is the one before it, as JSON. ``settings``, ``final``, ``tags`` and ``reason_values`` are JSON.
``reason_code`` names the sentence with those values. People may change ``title``, ``tags`` and ``own_notes``; ``seed``
is that of the project, unknown in rows of before."""

POINTS = Table(
    "points",
    METADATA,
    Column("run_id", String(64), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(10), nullable=False),
    Column("data", Text, nullable=False),
    Column("checksum", Integer, nullable=True),
)
"""Metric points, dense from 1 in every run; ``data`` is the JSON that browsers get."""

NOTES = Table(
    "notes",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column(
        "run_id",
        String(64),
        ForeignKey("runs.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("at", String(40), nullable=False),
    Column("step", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("code", String(100), nullable=False),
    Column("sentence_values", Text, nullable=False),
)
"""What happened to a run that people should know: the code of a sentence, and its values as JSON."""

FORGOTTEN_RUNS = Table(
    "forgotten_runs",
    METADATA,
    Column("run_id", String(64), primary_key=True),
    Column("at", String(40), nullable=False),
)
"""Runs that were deleted lately: their files may still be there where the server died just then."""

STORE_MARK = Table(
    "store_mark",
    METADATA,
    Column("store", String(64), primary_key=True),
    Column("opening", String(64), nullable=False),
)
"""One row, equal to the mark in the data folder where this database was the last one there."""
