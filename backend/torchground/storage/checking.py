"""Looks through the whole file of a database for damage, beside the server's work and without holding it up."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine

from torchground.storage import point_rows, run_rows, sentences
from torchground.storage.failures import is_damage, why
from torchground.words import Sentence

REST_SECS = 0.005
"""Between two pieces: whoever reads for people goes first."""
MAX_RUNS_NAMED = 1_000


@dataclass(frozen=True)
class Damage:
    """What was found. Nothing: the file is well."""

    problem: Sentence | None = None
    """What is wrong with the file as a whole."""
    lost_points: dict[str, int] = field(default_factory=dict)
    """How many points of which runs can no longer be read, by the run's id."""

    @property
    def sentences(self) -> list[Sentence]:
        """What whoever runs the server should know of it."""
        told = [self.problem] if self.problem is not None else []
        if self.lost_points:
            count = sum(self.lost_points.values())
            told.append(sentences.RUNS_LOST_POINTS(count=count, runs=len(self.lost_points)))
        return told


class Check:
    """One look through a SQLite file; :meth:`stop` ends it early, from any thread."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self._path = path
        self._engine = engine
        self._stopping = Stopping()

    def stop(self) -> None:
        """End it soon: what it has found until then is told."""
        self._stopping.stop()

    def run(self) -> Damage:
        """What is wrong with the file, and with the points of all runs. Blocks for long."""
        problem = self._problem()
        lost: dict[str, int] = {}
        with self._engine.connect() as connection:
            for run_id in run_rows.ids(connection):
                if self._stopping.is_stopped or len(lost) >= MAX_RUNS_NAMED:
                    break
                if count := self._lost(connection, run_id):
                    lost[run_id] = count
        return Damage(problem, lost)

    def _lost(self, connection: Connection, run_id: str) -> int:
        lost, after = 0, 0
        while not self._stopping.is_stopped:
            points = point_rows.points(connection, run_id, after, point_rows.PIECE)
            connection.rollback()  # no long reading transaction: the log of the file could not be shortened
            if not points:
                break
            lost += sum(point.kind == point_rows.LOST for point in points)
            after = points[-1].seq
            time.sleep(REST_SECS)
        return lost

    def _problem(self) -> Sentence | None:
        if self._stopping.is_stopped:
            return None
        try:
            found = first_problem(self._path, self._stopping.add)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if self._stopping.is_stopped or not is_damage(error):
                return None
            found = why(error)
        if found is None:
            return None
        return sentences.DAMAGE_FOUND(where=str(self._path), why=found)


class Stopping:
    """Ends long statements of SQLite connections, from any thread."""

    def __init__(self) -> None:
        self._connections: list[sqlite3.Connection] = []
        self._stopped = threading.Event()

    @property
    def is_stopped(self) -> bool:
        """Whether nothing more shall be begun."""
        return self._stopped.is_set()

    def add(self, connection: sqlite3.Connection) -> None:
        """A connection that does something long now. Raises ``sqlite3.OperationalError`` where it is too late."""
        if self.is_stopped:
            raise sqlite3.OperationalError("interrupted")
        self._connections.append(connection)

    def stop(self) -> None:
        """Interrupt what is going on."""
        self._stopped.set()
        for connection in self._connections:
            with suppress(sqlite3.ProgrammingError):  # it was closed meanwhile
                connection.interrupt()


def first_problem(
    path: Path, opened: Callable[[sqlite3.Connection], None] = lambda connection: None
) -> str | None:
    """What SQLite finds wrong with a file first; None where it finds nothing. Raises ``sqlite3.Error``."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2.0, check_same_thread=False
    )
    with closing(connection):
        opened(connection)
        for (line,) in connection.execute("PRAGMA integrity_check(1)"):
            text = " ".join(str(line).split())
            if text != "ok":
                return text[:200]
    return None
