"""The store keeps what it said it kept, in order, once; on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import json
import math
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    Boolean,
    Connection,
    Float,
    Integer,
    MetaData,
    Table,
    event,
    insert,
    text,
    update,
)

from tests.storage.postgres import Cluster
from tests.storage.rows import a_point, a_run, opened
from torchground.storage.checkpoint_columns import columns_of
from torchground.storage.engines import database_url, migrate, writing_engine
from torchground.storage.records import (
    MAX_NOTES,
    Gap,
    SavedCheckpoint,
    SavedProject,
    Stale,
    StoreProblem,
    TooMany,
)
from torchground.storage.store import Store, now
from torchground.storage.tables import METADATA, PROJECTS
from torchground.telemetry.messages import Note
from torchground.words import OTHER


def test_points_are_kept_dense_and_once(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            run = a_run()
            await store.add_run(run, {}, None)
            assert await store.append(run.id, 1, [a_point(1), a_point(2)]) == 2
            assert await store.append(run.id, 1, [a_point(1), a_point(2), a_point(3)]) == 3
            with pytest.raises(Gap, match="Point 4"):
                await store.append(run.id, 1, [a_point(5)])
            assert [p.seq for p in await store.points(run.id, 0, 10)] == [1, 2, 3]
            assert [p.seq for p in await store.points(run.id, 1, 1)] == [2]

    asyncio.run(check())


def test_an_older_attempt_may_not_write_and_disturbs_nobody(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            one, other = a_run(), a_run()
            await store.add_run(one, {}, None)
            await store.add_run(other, {}, None)
            await store.begin_attempt(one.id, 2)
            with pytest.raises(Stale):
                await store.begin_attempt(one.id, 1)
            stale = store.append(one.id, 1, [a_point(1)])
            fine = store.append(other.id, 1, [a_point(1)])
            with pytest.raises(Stale):
                await stale
            assert await fine == 1
            assert await store.points(one.id, 0, 10) == []
            with pytest.raises(Stale):
                await store.change_run(one.id, 1, state="failed")
            assert {run.info.id: run.info.state for run in await store.runs()}[one.id] == "queued"

    asyncio.run(check())


CHECKPOINTS = (SavedCheckpoint("c", 1, 2, "f" * 64), SavedCheckpoint("b", 0, 1, None))
OLD_COLUMNS = {
    "project": "{}",
    "title": "A run",
    "draft": False,
    "state": "failed",
    "epoch": 0,
    "step": 0,
    "last_seq": 0,
    "epochs": 1,
    "steps_per_epoch": 1,
    "num_params": 1,
    "device": "cpu",
    "settings": "{}",
    "final": "{}",
    "attempt": 1,
    "deaths": 0,
    "checkpoint_seq": 0,
    "checkpoint_step": 0,
}
OLD_RUNS = sa.table("runs", *map(sa.column, ["id", "reason", "created", *OLD_COLUMNS]))
OLD_NOTES = sa.table("notes", *map(sa.column, ["id", "run_id", "at", "step", "kind", "text"]))
"""The tables as the first migration made them, as far as this is about them."""


def test_what_was_kept_is_there_after_reopening(url: str) -> None:
    run = a_run(settings={"l1": 0.0, "clip_grad_norm": None})
    note = Note(
        step=4,
        text="The worker was restarted.",
        code="other",
        values={"text": "The worker was restarted."},
        kind="restarted",
        at=now(),
    )

    async def write() -> None:
        async with opened(url) as store:
            await store.add_run(run, {"title": "A run", "network": {"nodes": []}}, "request-1")
            await store.append(
                run.id, 1, [a_point(1)], epoch=1, step=2, final={"train_loss": math.nan}
            )
            await store.change_run(run.id, 1, **columns_of(CHECKPOINTS))
            await store.add_note(run.id, note)

    async def read() -> None:
        async with opened(url) as store:
            (saved,) = await store.runs()
            assert saved.info.model_copy(update={"final": {}, "notes": []}) == run.model_copy(
                update={"epoch": 1, "step": 2, "last_seq": 1}
            )
            assert math.isnan(saved.info.final["train_loss"])
            assert saved.info.notes == [note]
            assert (saved.checkpoints, saved.attempt) == (CHECKPOINTS, 1)
            assert await store.project_of(run.id) == {"title": "A run", "network": {"nodes": []}}

    asyncio.run(write())
    asyncio.run(read())


def test_the_same_request_makes_one_run(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            runs = [a_run() for _ in range(5)]
            made = await asyncio.gather(*[store.add_run(run, {}, "twice") for run in runs])
            assert set(made) == {runs[0].id}
            assert len(await store.runs()) == 1

    asyncio.run(check())


def test_a_deleted_run_leaves_nothing_and_can_be_written_no_more(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            run = a_run()
            await store.add_run(run, {}, None)
            await store.append(run.id, 1, [a_point(1)])
            await store.add_note(
                run.id, Note(step=0, text="x", code="other", kind="limit", at=now())
            )
            await store.delete_run(run.id)
            assert await store.runs() == []
            assert await store.points(run.id, 0, 10) == []
            await store.add_note(
                run.id, Note(step=0, text="late", code="other", kind="limit", at=now())
            )
            with pytest.raises(Stale):
                await store.append(run.id, 1, [a_point(2)])

    asyncio.run(check())


def test_of_many_notes_the_newest_are_kept(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            run, other = a_run(), a_run()
            texts = [str(number) for number in range(MAX_NOTES + 7)]
            for one in (run, other):
                await store.add_run(one, {}, None)
            await store.add_note(other.id, a_note("of another run"))
            for text in texts:
                await store.add_note(run.id, a_note(text))
            by_id = {saved.info.id: saved.info.notes for saved in await store.runs()}
            assert [note.values["text"] for note in by_id[run.id]] == texts[-MAX_NOTES:]
            assert len(by_id[other.id]) == 1

    asyncio.run(check())


def a_note(text: str) -> Note:
    return Note(step=0, text=text, code="other", values={"text": text}, kind="limit", at=now())


def test_points_of_one_kind_can_be_asked_for(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            run = a_run()
            await store.add_run(run, {}, None)
            kinds = ["epoch", "change", "batch", "change"]
            points = [a_point(seq, kind) for seq, kind in enumerate(kinds, 1)]
            await store.append(run.id, 1, points)
            found = await store.changes(run.id, 0, 10)
            assert [point.seq for point in found] == [2, 4]

    asyncio.run(check())


def test_saving_and_listing_read_no_other_project(url: str) -> None:
    """However many there are, the same statements run, and none reads what is in a project."""

    async def check() -> None:
        async with opened(url) as store:
            statements = heard(store)
            counts = []
            for many in (1, 300):
                for number in range(many):
                    await store.add_project({"torchground": 1}, title=f"{number}")
                spoil_projects(store)  # whoever reads one fails
                statements.clear()
                saved = await store.add_project({"torchground": 1}, title="One more")
                await store.save_project({"a": 2}, title="The same", project_id=saved.id)
                assert (await store.projects(10))[0].title == "The same"
                counts.append(len(statements))
            assert counts[0] == counts[1]
            assert not [s for s in statements if s.startswith("SELECT") and "projects.file," in s]

    asyncio.run(check())


def heard(store: Store) -> list[str]:
    """Every statement that the store runs from now on."""
    statements: list[str] = []
    for engine in store._engines:
        event.listen(
            engine,
            "before_cursor_execute",
            lambda _c, _k, statement, *_: statements.append(" ".join(statement.split())),
        )
    return statements


def spoil_projects(store: Store) -> None:
    with store._engines[0].begin() as connection:
        connection.execute(update(PROJECTS).values(file="no JSON"))


def test_no_more_projects_than_the_limit_are_saved_even_at_once(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            tries = [store.add_project({}, title=str(i), most=3) for i in range(6)]
            done = await asyncio.gather(*tries, return_exceptions=True)
            assert sum(isinstance(one, SavedProject) for one in done) == 3
            assert sum(isinstance(one, TooMany) for one in done) == 3
            assert len(await store.projects()) == 3

    asyncio.run(check())


def test_the_files_that_projects_and_runs_name_are_known_while_they_are_kept(url: str) -> None:
    one, two, three = "1" * 64, "2" * 64, "3" * 64

    async def check() -> None:
        async with opened(url) as store:
            project = await store.add_project({"data": {"file": one}}, title="x")
            run = a_run()
            await store.add_run(run, {"data": {"file": one}, "training": {"weights": two}}, None)
            assert await store.file_keys() == {one, two}
            await store.save_project({"data": three}, title="x", project_id=project.id)
            assert await store.file_keys() == {one, two, three}
            await store.delete_run(run.id)
            assert await store.file_keys() == {three}
            await store.delete_project(project.id)
            assert await store.file_keys() == set()

    asyncio.run(check())


def filler(kind: object) -> object:
    """Some value of a column's type."""
    if isinstance(kind, Boolean):
        return False
    return 0 if isinstance(kind, Integer | Float) else "x"


def test_rows_from_before_files_were_counted_are_read_once(url: str) -> None:
    """The migration finds the files of projects and runs that an earlier version kept."""
    key, other = "a" * 64, "b" * 64
    engine = writing_engine(database_url(url))
    migrate(engine, "0001")
    projects = [json.dumps({"data": {"file": key}} if n == 449 else {}) for n in range(450)]
    statement = (
        "INSERT INTO projects (id, title, created, updated, file) VALUES (:i, 'x', '', '', :f)"
    )
    runs = Table("runs", MetaData(), autoload_with=engine)
    row = {c.name: filler(c.type) for c in runs.c} | {"project": json.dumps({"w": other})}
    with engine.begin() as connection:
        rows = [{"i": f"{n:05}", "f": project} for n, project in enumerate(projects)]
        connection.execute(text(statement), rows)
        connection.execute(insert(runs).values(**row))
    engine.dispose()

    async def check() -> None:
        async with opened(url) as store:
            assert await store.file_keys() == {key, other}

    asyncio.run(check())


def test_projects_are_saved_replaced_and_deleted(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            first = await store.add_project({"a": 1}, title="First")
            second = await store.add_project({"b": 2}, title="Second")
            again = await store.save_project({"a": 3}, title="Renamed", project_id=first.id)
            assert again is not None
            assert (again.created, again.file) == (first.created, {"a": 3})
            assert [p.title for p in await store.projects()] == ["Renamed", "Second"]
            assert await store.project(second.id) == second
            assert await store.save_project({}, title="x", project_id="unknown") is None
            assert await store.delete_project(first.id)
            assert not await store.delete_project(first.id)
            assert await store.project(first.id) is None

    asyncio.run(check())


def test_an_operation_that_breaks_takes_no_other_with_it(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            run = a_run()

            def broken(_: Connection) -> None:
                raise ZeroDivisionError

            before = store.add_run(run, {}, None)
            breaks = store._write(broken, run.id)
            after = store.append(run.id, 1, [a_point(1)])
            with pytest.raises(ZeroDivisionError):
                await breaks
            assert (await before, await after) == (run.id, 1)

    asyncio.run(check())


def test_the_migrations_lead_to_todays_tables(url: str) -> None:
    engine = writing_engine(database_url(url))
    migrate(engine)
    migrate(engine)
    with engine.begin() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    engine.dispose()
    assert differences == []


def test_a_text_of_before_sentences_had_codes_is_kept_as_it_was(url: str) -> None:
    engine = writing_engine(database_url(url))
    migrate(engine, "0001")
    runs = [a_run(), a_run()]
    at = now()
    with engine.begin() as connection:
        for run, reason in zip(runs, ['It diverged: "lr" 9.', None], strict=True):
            row = OLD_COLUMNS | {"id": run.id, "reason": reason, "created": run.created}
            connection.execute(OLD_RUNS.insert().values(**row))
        note = {"id": "n", "run_id": runs[0].id, "at": at, "step": 3, "kind": "diverged"}
        connection.execute(OLD_NOTES.insert().values(**note, text="It {diverged}."))
    engine.dispose()

    async def check() -> None:
        async with opened(url) as store:
            found = {saved.info.id: saved.info for saved in await store.runs()}
            old, new = (found[run.id] for run in runs)
            assert (old.reason, old.reason_code) == ('It diverged: "lr" 9.', "other")
            assert (new.reason, new.reason_code) == (None, None)
            (kept,) = old.notes
            assert (kept.text, kept.code, kept.step) == ("It {diverged}.", "other", 3)
            await store.change_run(new.id, reason=OTHER(text="a new one"))
            await store.add_note(new.id, kept)
        async with opened(url) as store:
            found = {saved.info.id: saved.info for saved in await store.runs()}
            assert (found[new.id].reason, found[new.id].notes) == ("A new one.", [kept])

    asyncio.run(check())


def test_a_database_of_a_newer_torchground_is_refused_with_a_sentence(url: str) -> None:
    engine = writing_engine(database_url(url))
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    store = Store(url)
    with pytest.raises(StoreProblem, match="newer Torchground"):
        asyncio.run(store.open())


@pytest.mark.parametrize(
    "bad", ["mysql://host/name", "no url at all", "sqlite://", "", "postgresql://host:port/name"]
)
def test_a_url_that_names_no_database_we_know_gets_a_sentence(bad: str) -> None:
    with pytest.raises(StoreProblem, match="database URL"):
        Store(bad)


def test_two_servers_never_share_a_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.db'}"

    async def check() -> None:
        async with opened(url):
            with pytest.raises(StoreProblem, match="Another Torchground"):
                await Store(url).open()
        async with opened(url):
            pass

    asyncio.run(check())


def test_writes_wait_for_a_locked_database_and_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "locked.db"

    async def check() -> None:
        async with opened(f"sqlite:///{path}") as store:
            run = a_run()
            await store.add_run(run, {}, None)
            backup = sqlite3.connect(path, isolation_level=None)
            backup.execute("BEGIN EXCLUSIVE")
            written = [store.append(run.id, 1, [a_point(seq)]) for seq in range(1, 101)]
            while store.delayed_secs < 0.3:
                await asyncio.sleep(0.01)
            assert not any(future.done() for future in written)
            assert [saved.info.id for saved in await store.runs()] == [run.id]  # reading goes on
            backup.execute("ROLLBACK")
            backup.close()
            assert await asyncio.gather(*written) == list(range(1, 101))

    asyncio.run(check())


def test_writes_survive_crashes_of_postgresql(cluster: Cluster) -> None:
    url = cluster.new_database()

    async def check() -> None:
        async with opened(url) as store:
            run = a_run()
            await store.add_run(run, {}, None)
            for crash in range(2):
                stopped = threading.Event()
                crashing = asyncio.create_task(asyncio.to_thread(_crash, cluster, stopped))
                first = 1 + crash * 200
                written = []
                for seq in range(first, first + 200):
                    written.append(store.append(run.id, 1, [a_point(seq)]))
                    await asyncio.sleep(0)
                await crashing
                assert stopped.is_set()
                await asyncio.gather(*written)
            assert [p.seq for p in await store.points(run.id, 0, 1000)] == list(range(1, 401))

    asyncio.run(check())


def _crash(cluster: Cluster, stopped: threading.Event) -> None:
    cluster.stop("immediate")
    stopped.set()
    cluster.start()


WRITE_UNTIL_KILLED = """
import asyncio, sys
from tests.storage.rows import a_point, a_run
from torchground.storage.store import Store

async def main():
    store = Store(sys.argv[1])
    await store.open()
    run = a_run(id=sys.argv[2])
    await store.add_run(run, {}, None)
    seq = 0
    while True:
        futures = [store.append(run.id, 1, [a_point(seq + k)]) for k in range(1, 21)]
        for future in futures:
            print(await future, flush=True)
        seq += 20

asyncio.run(main())
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "killed.db"
    for attempt in range(2):
        run_id = f"run{attempt}"
        command = [sys.executable, "-c", WRITE_UNTIL_KILLED, f"sqlite:///{path}", run_id]
        root = Path(__file__).parents[2]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as writing:
            assert writing.stdout is not None
            acknowledged = [int(writing.stdout.readline()) for _ in range(60 + 37 * attempt)][-1]
            writing.kill()
            rest = [int(line) for line in writing.stdout.read().splitlines() if line]
        acknowledged = (rest or [acknowledged])[-1]
        with sqlite3.connect(path) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            query = "SELECT seq FROM points WHERE run_id = ? ORDER BY seq"
            seqs = [seq for (seq,) in database.execute(query, (run_id,))]
        database.close()
        assert seqs == list(range(1, len(seqs) + 1))
        assert len(seqs) >= acknowledged
