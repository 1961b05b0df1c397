"""The store under pressure: many points, broken lines and lost answers; on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import InternalError, OperationalError

from tests.storage.postgres import Cluster
from tests.storage.rows import a_point, a_run, opened
from tests.storage.test_store import heard
from torchground.storage import sentences, writer
from torchground.storage import store as store_module
from torchground.storage.failures import cause_of
from torchground.storage.records import Delayed, Gap, Stale, StoreAway
from torchground.storage.store import Store


async def with_runs(store: Store, count: int) -> list[str]:
    """The ids of new runs."""
    runs = [a_run() for _ in range(count)]
    for run in runs:
        await store.add_run(run, {}, None)
    return [run.id for run in runs]


async def held(store: Store, ask: Callable[[], list[asyncio.Future[Any]]]) -> list[Any]:
    """What comes of writes that were all waiting when the writer took the first of them."""
    writing = store._queue()
    with writing._wake:
        asked = ask()
    return await asyncio.gather(*asked, return_exceptions=True)


def test_points_of_many_runs_take_as_many_statements_as_those_of_one(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            few, many = await with_runs(store, 2), await with_runs(store, 40)
            statements = heard(store)
            counts = []
            for runs in (few, many):
                statements.clear()
                lasts = await held(
                    store,
                    lambda runs=runs: [
                        store.append(run_id, 1, [a_point(seq)], epoch=seq)
                        for seq in range(1, 11)
                        for run_id in runs
                    ],
                )
                assert lasts == [seq for seq in range(1, 11) for _ in runs]
                counts.append(len(statements))
            assert counts[0] == counts[1] <= 4  # begin, read, points, runs
            saved = {one.info.id: one.info for one in await store.runs()}
            assert {(saved[i].last_seq, saved[i].epoch) for i in few + many} == {(10, 10)}
            for run_id in (few[0], many[-1]):
                points = await store.points(run_id, 0, 100)
                assert [point.seq for point in points] == list(range(1, 11))

    asyncio.run(check())


def test_writes_made_together_are_refused_one_by_one(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            one, two = await with_runs(store, 2)
            await store.begin_attempt(two, 2)
            came = await held(
                store,
                lambda: [
                    store.append(one, 1, [a_point(1), a_point(2)], step=2),
                    store.append(one, 1, [a_point(4)], step=4),
                    store.append(one, 1, [a_point(2), a_point(3)], step=3),
                    store.append(two, 1, [a_point(1)], step=9),
                    store.append("nobody", 1, [a_point(1)]),
                    store.append(two, 2, [a_point(1)], step=1),
                    store.change_run(one, 1, state="running"),
                    store.append(one, 1, [a_point(3)], step=99),
                ],
            )
            kinds = [one if isinstance(one, int) else type(one) for one in came]
            assert kinds == [2, Gap, 3, Stale, Stale, 1, 3, 3]
            saved = {run.info.id: run.info for run in await store.runs()}
            assert (saved[one].last_seq, saved[one].step, saved[one].state) == (3, 3, "running")
            assert (saved[two].last_seq, saved[two].step) == (1, 1)

    asyncio.run(check())


def test_no_transaction_has_more_rows_than_the_bound(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MAX_ROWS", 20)
    sizes: list[int] = []
    real = writer.run_writes.perform

    def counted(connection: Connection, writes: Any) -> Any:
        sizes.append(len(writes))
        return real(connection, writes)

    monkeypatch.setattr(writer.run_writes, "perform", counted)

    async def check() -> None:
        async with opened(url) as store:
            (run_id,) = await with_runs(store, 1)
            asked = [store.append(run_id, 1, [a_point(seq)]) for seq in range(1, 101)]
            assert await asyncio.gather(*asked) == list(range(1, 101))
            assert store.backlog == 0

    asyncio.run(check())
    assert sum(sizes) == 100
    assert max(sizes) <= 20


def test_a_persons_save_overtakes_the_points_that_wait(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MAX_ROWS", 20)
    order: list[str] = []

    def note(what: str) -> Callable[[asyncio.Future[Any]], None]:
        return lambda _: order.append(what)

    async def check() -> None:
        async with opened(url) as store:
            run_id, other = await with_runs(store, 2)
            with store._queue()._wake:
                asked: list[asyncio.Future[Any]] = []
                for seq in range(1, 201):
                    asked.append(store.append(run_id, 1, [a_point(seq)]))
                    asked[-1].add_done_callback(note("point"))
                save = asyncio.ensure_future(store.add_project({}, title="x"))
                save.add_done_callback(note("save"))
                pause = store.change_run(other, state="paused")
                pause.add_done_callback(note("pause"))
                await asyncio.sleep(0)  # the save is asked for
            await asyncio.gather(*asked, save, pause)

    asyncio.run(check())
    assert order.index("pause") <= 21
    assert order.index("save") <= 42


def test_a_batch_that_breaks_is_made_in_parts_and_only_what_is_wrong_fails(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            runs = await with_runs(store, 8)

            def broken(_: Connection) -> None:
                raise ZeroDivisionError

            came = await held(
                store,
                lambda: [
                    *[store.append(run_id, 1, [a_point(1)]) for run_id in runs],
                    store._write(broken, "x"),
                    *[store.append(run_id, 1, [a_point(2)]) for run_id in runs],
                ],
            )
            assert [one for one in came if not isinstance(one, Exception)] == [1] * 8 + [2] * 8
            assert isinstance(came[8], ZeroDivisionError)

    asyncio.run(check())


def failing_commits(store: Store, errors: list[Exception], *, after: bool) -> None:
    """Each of these errors is met by one transaction: before its commit, or after it (the answer was lost)."""
    engine = store._engines[0]
    dialect = engine.dialect
    real = dialect.do_commit

    def commit(connection: Any) -> None:
        if errors and after:
            real(connection)
        if errors:
            raise errors.pop()
        real(connection)

    dialect.do_commit = commit  # type: ignore[method-assign]


def broken_line(kind: type[OperationalError | InternalError], told: str, state: str) -> Exception:
    orig = Exception(told)
    orig.sqlstate = state  # type: ignore[attr-defined]
    return kind("COMMIT", {}, orig)


@pytest.mark.parametrize("after", [False, True], ids=["not done", "done but said not done"])
def test_a_batch_whose_line_broke_is_made_again_and_nothing_twice(url: str, after: bool) -> None:
    async def check() -> None:
        async with opened(url) as store:
            runs = await with_runs(store, 3)
            errors = [
                broken_line(OperationalError, "terminating connection", "57P01"),
                broken_line(InternalError, "cannot execute in a read-only transaction", "25006"),
                broken_line(OperationalError, "could not extend file", "53100"),
            ]
            failing_commits(store, errors, after=after)
            project = asyncio.ensure_future(store.add_project({"a": 1}, title="x"))
            asked = [
                store.append(run_id, 1, [a_point(seq)], step=seq)
                for seq in range(1, 31)
                for run_id in runs
            ]
            await asyncio.gather(*asked)
            assert not errors
            assert [one.id for one in await store.projects()] == [(await project).id]
            for run_id in runs:
                points = await store.points(run_id, 0, 100)
                assert [point.seq for point in points] == list(range(1, 31))
            assert {one.info.step for one in await store.runs()} == {30}

    asyncio.run(check())


def test_a_deletion_whose_answer_was_lost_still_says_that_there_was_one(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            project = await store.add_project({}, title="x")
            failing_commits(store, [broken_line(OperationalError, "gone", "08006")], after=True)
            assert await store.delete_project(project.id)

    asyncio.run(check())


def test_between_two_crashes_of_postgresql_a_part_of_what_waits_is_kept(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is restarted again and again never throws all that waits away."""
    monkeypatch.setattr(writer, "MAX_ROWS", 50)
    url = cluster.new_database()

    async def check() -> None:
        async with opened(url) as store:
            (run_id,) = await with_runs(store, 1)
            asked: list[asyncio.Future[int]] = []
            for crash in range(3):
                first = 1 + crash * 500
                asked += [
                    store.append(run_id, 1, [a_point(seq)]) for seq in range(first, first + 500)
                ]
                await asked[first + 100]
                await asyncio.to_thread(cluster.stop, "immediate")
                await asyncio.to_thread(cluster.start)
            await asyncio.gather(*asked)
            points = await store.points(run_id, 0, 2000)
            assert [point.seq for point in points] == list(range(1, 1501))

    asyncio.run(check())


def test_a_mistake_in_a_statement_is_an_error_and_no_reason_to_wait(tmp_path: Path) -> None:
    async def check() -> None:
        async with opened(f"sqlite:///{tmp_path / 'x.db'}") as store:

            def wrong(connection: Connection) -> None:
                connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")

            with pytest.raises(OperationalError, match="no such table"):
                await store._write(wrong, "x")
            await with_runs(store, 1)

    asyncio.run(check())


# ---- while nothing can be written ----------------------------------------------------------------


def test_a_full_disk_is_told_as_such_and_what_waits_is_saved_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "ANSWER_SECS", 0.1)
    monkeypatch.setattr(store_module, "DELAYED_SECS", 0.2)

    def pages(store: Store, most: int) -> None:
        with store._engines[0].connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={most}")

    async def check() -> None:
        async with opened(f"sqlite:///{tmp_path / 'x.db'}") as store:
            await asyncio.to_thread(pages, store, 1)  # as many as there are
            large = {"text": "x" * 100_000}
            saving = store.add_project(large, title="x")
            while store._queue().trouble is None:
                await asyncio.sleep(0.01)
            with pytest.raises(Delayed, match="disk that the database is on is full"):
                await store.in_time(saving, sentences.PROJECT_DELAYED)
            while (delay := store.delay()) is None or "is full" not in str(delay):
                await asyncio.sleep(0.01)
            assert await store.projects() == []  # reading goes on
            monkeypatch.setattr(store._engines[0].dialect, "do_begin", _no_bound)
            assert (await saving).file == large
            assert store.delay() is None

    asyncio.run(check())


def _no_bound(connection: Any) -> None:
    connection.execute("PRAGMA max_page_count=1000000")


def test_a_database_that_is_away_is_answered_for_and_nothing_is_lost(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "ANSWER_SECS", 0.3)
    url = cluster.new_database()

    async def check() -> None:
        async with opened(url) as store:
            (run_id,) = await with_runs(store, 1)
            await asyncio.to_thread(cluster.stop, "immediate")
            saving = store.add_project({}, title="x")
            points = [store.append(run_id, 1, [a_point(seq)]) for seq in range(1, 31)]
            while store._queue().trouble is None:
                await asyncio.sleep(0.01)
            with pytest.raises(Delayed, match="does not answer"):
                await store.in_time(saving, sentences.PROJECT_DELAYED)
            with pytest.raises(StoreAway, match="cannot be read just now"):
                await store.projects()
            await asyncio.to_thread(cluster.start)
            project = await saving
            assert await asyncio.gather(*points) == list(range(1, 31))
            while True:
                with contextlib.suppress(StoreAway):
                    assert [one.id for one in await store.projects()] == [project.id]
                    break

    asyncio.run(check())


def test_a_later_save_takes_the_place_of_one_that_waits(tmp_path: Path) -> None:
    async def check() -> None:
        async with opened(f"sqlite:///{tmp_path / 'x.db'}") as store:
            project = await store.add_project({"n": 0}, title="0")
            statements = heard(store)
            writing = store._queue()
            with writing._wake:
                saves = [
                    store.save_project({"n": n}, title=str(n), project_id=project.id)
                    for n in range(1, 50)
                ]
                assert writing._requests == 1
                assert writing._bytes < 20
            kept = {one.title for one in await asyncio.gather(*saves) if one is not None}
            assert kept == {"49"}
            assert len([one for one in statements if one.startswith("UPDATE")]) == 1
            assert (writing._requests, writing._bytes, store.backlog) == (0, 0, 0)

    asyncio.run(check())


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ("database or disk is full", "full"),
        ("database is locked", "locked"),
        ("attempt to write a readonly database", "read_only"),
        ("disk I/O error", "disk"),
        ("unable to open database file", "disk"),
        ("no such table: runs", None),
        ('near "X": syntax error', None),
    ],
)
def test_errors_of_sqlite_are_told_apart(told: str, cause: str | None) -> None:
    error = OperationalError("COMMIT", {}, sqlite3.OperationalError(told))
    assert cause_of(error) == cause
