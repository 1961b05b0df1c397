"""The registry's promises, with a real store and a worker in the test's hands."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import ormsgpack
import pytest

from tests.runs.fake_workers import FakeWorkers
from tests.runs.living import PROJECT, Living, living, until
from torchground.runs import sentences
from torchground.runs.listener import Listener
from torchground.runs.rank import Rank
from torchground.runs.registry import Refused, UnknownRun
from torchground.storage.records import MAX_NOTES
from torchground.telemetry.messages import Change, Pause, Play, Set, Status, Step, Stop
from torchground.training.messages import (
    Measured,
    MeasureRequest,
    Noted,
    ProbeFailed,
    ProbeFrame,
    Shown,
    WatchRequest,
)
from torchground.training.spec import PastChange
from torchground.words import Sentence, other
from torchground.workers.messages import Gone

Check = Callable[[Living], Awaitable[None]]


def with_registry(folder: Path, check: Check, workers: Any = None, **settings: Any) -> None:
    async def run() -> None:
        async with living(folder, workers, **settings) as here:
            await check(here)

    asyncio.run(run())


async def started(here: Living, **how: Any) -> str:
    """A run that its worker holds."""
    how = {"draft": False, "paused": False} | how
    run_id = (await here.registry.create(PROJECT, **how)).info.id
    await until(lambda: run_id in here.workers.held)
    return run_id


async def texts(listener: Listener) -> list[dict[str, Any]]:
    """The next text messages."""
    return [json.loads(frame) for frame in await listener.next() if isinstance(frame, str)]


# ---- making runs -------------------------------------------------------------------------------


def test_a_run_is_durable_when_it_is_made_and_keeps_its_project(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        made = await here.registry.create(PROJECT, draft=False, paused=False)
        database = sqlite3.connect(tmp_path / "torchground.db")
        rows = database.execute("SELECT id, state FROM runs").fetchall()
        database.close()
        assert rows == [(made.info.id, "queued")]
        info = here.registry.get(made.info.id)
        assert (info.title, info.epochs, info.steps_per_epoch) == ("A circle", 40, 10)
        assert info.settings["optimizer.lr"] == 0.01
        assert (await here.registry.detail(made.info.id)).project["data"] == PROJECT["data"]
        await until(lambda: here.workers.started)
        (run_id, start) = here.workers.started[0]
        assert (run_id, start.paused, start.checkpoint) == (made.info.id, False, None)
        assert here.registry.runs() == [here.registry.get(made.info.id)]

    with_registry(tmp_path, check)


def test_a_project_with_problems_is_refused_with_all_of_them(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        for file in ({**PROJECT, "data": {"type": "circl"}}, {"network": 3}, None, [], "x"):
            with pytest.raises(Refused) as refused:
                await here.registry.create(file, draft=False, paused=False)
            assert str(refused.value)
            assert refused.value.problems
        assert here.registry.runs() == []

    with_registry(tmp_path, check)


def test_the_same_request_makes_one_run(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        made = await asyncio.gather(
            *[
                here.registry.create(PROJECT, draft=False, paused=False, request="r")
                for _ in range(5)
            ]
        )
        assert len({detail.info.id for detail in made}) == 1
        assert len(here.registry.runs()) == 1
        await until(lambda: here.workers.started)
        assert len(here.workers.started) == 1

    with_registry(tmp_path, check)


def test_too_many_runs_are_refused_with_a_sentence(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        await started(here)
        with pytest.raises(Refused, match="delete some"):
            await here.registry.create(PROJECT, draft=False, paused=False)

    with_registry(tmp_path, check, max_runs=1)


def test_a_run_waits_for_a_worker_and_can_be_paused_or_stopped_meanwhile(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        one = (await here.registry.create(PROJECT, draft=False, paused=False)).info.id
        two = (await here.registry.create(PROJECT, draft=False, paused=False)).info.id
        assert (await here.registry.command(one, Pause())).ok
        assert (await here.registry.command(two, Stop())).ok
        assert [here.registry.get(run).state for run in (one, two)] == ["paused", "stopped"]
        assert (
            await here.registry.command(one, Step(count=2))
        ).value is not None  # taken, not done
        here.workers.become_ready()
        await until(lambda: one in here.workers.held)
        assert dict(here.workers.started)[one].paused
        assert [run for run, _ in here.workers.commands] == [one]

    with_registry(tmp_path, check, FakeWorkers(ready=False), answer_secs=0.05)


# ---- what is seen ------------------------------------------------------------------------------


def test_nothing_is_seen_before_it_is_committed(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        listener = Listener(here.registry)
        listener.subscribe(run_id, 0)
        await listener.next()
        backup = sqlite3.connect(tmp_path / "torchground.db", isolation_level=None)
        backup.execute("BEGIN EXCLUSIVE")
        here.workers.state(run_id, "running")
        here.workers.points(run_id, 1, 3)
        await until(lambda: here.store.delayed_secs > 0.2)
        info = here.registry.get(run_id)
        assert (info.state, info.last_seq, info.final) == ("queued", 0, {})
        assert (await here.registry.points(run_id, 0, 10)).points == []
        waiting = asyncio.ensure_future(listener.next())
        await asyncio.sleep(0)
        assert not waiting.done()
        backup.execute("ROLLBACK")
        backup.close()
        await until(lambda: here.registry.get(run_id).last_seq == 3)
        assert await waiting
        info = here.registry.get(run_id)
        assert (info.state, info.epoch, info.final) == ("running", 2, {"train_loss": 1 / 3})

    with_registry(tmp_path, check)


def test_a_listener_sees_every_point_once_in_order_from_where_it_was(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        here.workers.points(run_id, 1, 4500)
        await until(lambda: here.registry.get(run_id).last_seq == 4500)
        listener = Listener(here.registry)
        listener.subscribe(run_id, 7)
        seen: list[int] = []
        while not seen or seen[-1] < 4600:
            for message in await texts(listener):
                if message["type"] == "points":
                    assert len(message["points"]) <= 500
                    seen += [point["seq"] for point in message["points"]]
            if len(seen) == 1000:
                here.workers.points(run_id, 4490, 4600)  # an attempt that repeats some
        assert seen == list(range(8, 4601))
        points = await here.registry.points(run_id, 4595, 100)
        assert [point.seq for point in points.points] == list(range(4596, 4601))
        assert points.last_seq == 4600

    with_registry(tmp_path, check)


def test_the_list_comes_first_and_then_what_comes_goes_or_changes(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        listener = Listener(here.registry)
        assert (await texts(listener))[0] == {"type": "runs", "runs": []}
        other, run_id = await started(here), await started(here)
        came = (await texts(listener))[0]
        assert (came["type"], {run["id"] for run in came["runs"]}) == ("listed", {other, run_id})
        here.workers.state(run_id, "running")
        changed = (await texts(listener))[0]["runs"]
        assert [(run["id"], run["state"]) for run in changed] == [(run_id, "running")]
        await here.registry.delete(run_id)
        assert (await texts(listener))[0] == {"type": "listed", "runs": [], "gone": [run_id]}
        late = (await texts(Listener(here.registry)))[0]
        assert (late["type"], [run["id"] for run in late["runs"]]) == ("runs", [other])

    with_registry(tmp_path, check)


def test_pictures_for_a_slow_line_are_smaller_and_keep_the_name_that_was_asked_for(
    tmp_path: Path,
) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        listener = Listener(here.registry)
        listener.subscribe(run_id, 0)
        await listener.watch(run_id, [{"type": "unit_maps"}, {"type": "confusion"}])
        await listener.next()
        await listener.set_coarse(True)
        smaller = {"type": "unit_maps", "size": 25}
        assert here.workers.sent[-1] == (run_id, WatchRequest((smaller, {"type": "confusion"})))
        frame = {"run": run_id, "probe": "unit_maps(size=25)", "step": 1}
        here.workers.say(run_id, ProbeFrame("unit_maps(size=25)", ormsgpack.packb(frame)))
        here.workers.say(run_id, ProbeFrame("confusion()", b"as it is"))
        (first,) = await listener.take(Rank.PICTURES, one=True)
        assert isinstance(first, bytes)
        assert ormsgpack.unpackb(first) == frame | {"probe": "unit_maps()"}
        assert await listener.take(Rank.PICTURES, one=True) == [b"as it is"]
        here.workers.say(run_id, ProbeFailed("unit_maps(size=25)", other("No plane.")))
        (problem,) = await texts(listener)
        assert (problem["probe"], problem["error"]) == ("unit_maps()", "No plane.")
        await listener.set_coarse(False)
        asked = ({"type": "unit_maps"}, {"type": "confusion"})
        assert here.workers.sent[-1] == (run_id, WatchRequest(asked))

    with_registry(tmp_path, check)


def test_pictures_go_to_those_who_watch_and_only_the_newest(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        one, two = Listener(here.registry), Listener(here.registry)
        for listener in (one, two):
            listener.subscribe(run_id, 0)
        await one.watch(run_id, [{"type": "confusion"}])
        assert here.workers.sent[-1] == (run_id, WatchRequest(({"type": "confusion"},)))
        await one.next()
        await two.next()
        here.workers.say(run_id, ProbeFrame("confusion()", b"old"))
        here.workers.say(run_id, ProbeFrame("confusion()", b"new"))
        here.workers.say(run_id, ProbeFrame("unit_maps()", b"nobody"))
        assert await one.next() == [b"new"]
        here.workers.say(
            run_id, Shown(Status(run=run_id, epoch=0, step=3, batch_loss=0.5, steps_per_second=9.0))
        )
        assert [message["type"] for message in await texts(two)] == ["status"]
        await two.watch(run_id, [{"type": "confusion"}])
        assert await two.next() == [b"new"]  # at once: it is there already
        here.workers.say(run_id, ProbeFailed("confusion()", other("No classes.")))
        assert (await texts(two))[0]["error"] == "No classes."
        one.unsubscribe(run_id)
        two.close()
        assert here.workers.sent[-1] == (run_id, WatchRequest(()))

    with_registry(tmp_path, check)


def test_a_run_whose_weights_cannot_be_opened_again_says_so(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        here.workers.state(run_id, "finished")
        await until(lambda: here.registry.get(run_id).state == "finished")
        listener = Listener(here.registry)
        listener.subscribe(run_id, 0)
        await listener.watch(run_id, [{"type": "confusion"}])
        await listener.next()
        here.workers.say(run_id, Gone())
        (problem,) = await texts(listener)
        assert problem["type"] == "probe_problem"
        assert "no longer be opened" in problem["error"]
        assert here.registry.get(run_id).state == "finished"

    with_registry(tmp_path, check)


def test_what_is_no_probe_is_refused_and_the_others_are_watched(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        listener = Listener(here.registry)
        with pytest.raises(Refused, match="Subscribe"):
            await listener.watch(run_id, [{"type": "confusion"}])
        listener.subscribe(run_id, 0)
        for bad in ({"type": "xray"}, {}, {"type": "unit_maps", "size": 10**9}, {"type": None}):
            with pytest.raises(Refused, match="cannot be watched"):
                await listener.watch(run_id, [bad, {"type": "confusion"}])
            assert list(here.registry.find(run_id).watched.probes) == ["confusion()"]
        with pytest.raises(UnknownRun, match="no run"):
            await listener.watch("nowhere", [])

    with_registry(tmp_path, check)


def test_a_measurement_is_named_by_who_asked_or_says_why_there_is_none(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        import ormsgpack

        run_id = await started(here)
        listener = Listener(here.registry)
        probe = {"type": "weight_value", "node": "h1", "param": "weight", "index": [0, 0]}

        async def measured(error: Sentence | None) -> bytes:
            asking = asyncio.ensure_future(listener.measure(run_id, probe, "#17"))
            await until(
                lambda: here.workers.sent and isinstance(here.workers.sent[-1][1], MeasureRequest)
            )
            _, asked = here.workers.sent.pop()
            body = ormsgpack.packb({"probe": "#1", "readings": []}) if not error else None
            here.workers.say(run_id, Measured(asked.request, body, error))
            return await asking

        assert ormsgpack.unpackb(await measured(None))["probe"] == "#17"
        with pytest.raises(Refused, match="no such weight"):
            await measured(other("There is no such weight."))
        with pytest.raises(Refused, match="long step"):
            await listener.measure(run_id, probe, "#18")

    with_registry(tmp_path, check, measure_secs=0.2)


def test_closing_the_registry_ends_every_listener(tmp_path: Path) -> None:
    async def check() -> None:
        async with living(tmp_path) as here:
            listener = Listener(here.registry)
            await listener.next()
            waiting = asyncio.ensure_future(listener.next())
            await asyncio.sleep(0)
        assert await waiting == []

    asyncio.run(check())


# ---- driving -----------------------------------------------------------------------------------


def test_a_command_is_answered_after_what_it_caused_is_committed(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        asking = asyncio.ensure_future(here.registry.command(run_id, Pause(), 5))
        await until(lambda: here.workers.sent)
        here.workers.state(run_id, "paused", step=12)
        here.workers.answer()
        answer = await asking
        assert (answer.id, answer.ok) == (5, True)
        assert (here.registry.get(run_id).state, here.registry.get(run_id).step) == ("paused", 12)

    with_registry(tmp_path, check)


def test_a_worker_that_says_nothing_does_not_keep_anybody_waiting(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        answer = await here.registry.command(run_id, Pause())
        assert answer.ok
        assert "long step" in str(answer.value)
        many = [asyncio.ensure_future(here.registry.command(run_id, Pause())) for _ in range(99)]
        await until(lambda: len(here.registry.find(run_id).run.commands) >= 100)
        refused = await here.registry.command(run_id, Pause())
        assert not refused.ok
        assert "wait" in str(refused.error)
        assert all(answer.ok for answer in await asyncio.gather(*many))

    with_registry(tmp_path, check, answer_secs=0.05)


def test_a_run_that_is_over_or_unknown_answers_with_a_sentence(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        here.workers.state(run_id, "finished")
        await until(lambda: here.registry.get(run_id).state == "finished")
        answer = await here.registry.command(run_id, Play())
        assert (answer.ok, "reset" in str(answer.error)) == (False, True)
        here.workers.state(run_id, "running")  # nothing leads out
        await here.store.change_run(run_id)
        assert here.registry.get(run_id).state == "finished"
        with pytest.raises(UnknownRun, match="no run 'nowhere'"):
            await here.registry.command("nowhere", Play())
        for ask in (here.registry.detail, here.registry.delete):
            with pytest.raises(UnknownRun):
                await ask("nowhere")

    with_registry(tmp_path, check)


def test_a_changed_setting_is_part_of_the_run_and_so_is_its_speed(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        change = Change(field="optimizer.lr", before=0.01, after=0.5)
        here.workers.changed(run_id, 1, change)
        asking = asyncio.ensure_future(
            here.registry.command(run_id, Set(field="steps_per_second", value=8.0))
        )
        await until(lambda: here.workers.sent)
        here.workers.answer()
        assert (await asking).ok
        info = here.registry.get(run_id)
        assert (info.settings["optimizer.lr"], info.steps_per_second) == (0.5, 8.0)
        (saved,) = await here.store.runs()
        assert saved.info == info

    with_registry(tmp_path, check)


def test_a_draft_is_not_listed_until_it_is_played(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here, draft=True, paused=True)
        assert here.registry.get(run_id).state == "paused"
        assert here.workers.started[0][1].paused
        assert here.registry.runs() == []
        asking = asyncio.ensure_future(here.registry.command(run_id, Play()))
        await until(lambda: here.workers.sent)
        here.workers.state(run_id, "running")
        here.workers.answer()
        assert (await asking).ok
        assert [info.id for info in here.registry.runs()] == [run_id]
        assert not here.registry.get(run_id).draft

    with_registry(tmp_path, check)
    with_registry(tmp_path, lambda here: _one_listed(here))


async def _one_listed(here: Living) -> None:
    assert len(here.registry.runs()) == 1


async def stored(here: Living, run_ids: set[str]) -> None:
    """Wait until exactly these runs are kept."""
    while {run.info.id for run in await here.store.runs()} != run_ids:
        await asyncio.sleep(0.01)


def is_forgotten(here: Living, run_id: str) -> bool:
    """Whether the registry knows it no more; it hears of it a moment after the store."""
    try:
        here.registry.get(run_id)
    except UnknownRun:
        return True
    return False


def test_a_draft_that_nobody_looks_at_is_forgotten_and_one_that_is_watched_is_not(
    tmp_path: Path,
) -> None:
    async def check(here: Living) -> None:
        watched = (await here.registry.create(PROJECT, draft=True, paused=True)).info.id
        listener = Listener(here.registry)
        listener.subscribe(watched, 0)
        alone = (await here.registry.create(PROJECT, draft=True, paused=True)).info.id
        await stored(here, {watched})
        await until(lambda: is_forgotten(here, alone))
        assert here.registry.get(watched).draft
        listener.close()
        await stored(here, set())
        await until(lambda: here.workers.held == set())

    with_registry(tmp_path, check, draft_secs=0.1)


def test_reset_makes_a_draft_of_the_same_project_and_stops_the_old_run(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        old = await started(here)
        asking = asyncio.ensure_future(here.registry.reset(old, new_seed=False))
        await until(lambda: here.workers.sent)
        assert here.workers.commands[-1][1].command == Stop()
        here.workers.state(old, "stopped")
        here.workers.answer()
        same = await asking
        assert (same.info.draft, same.info.state) == (True, "paused")
        assert same.project == (await here.registry.detail(old)).project
        other = await here.registry.reset(old, new_seed=True)
        assert other.project["training"] != same.project["training"]
        assert other.project["network"] == same.project["network"]
        assert here.registry.get(old).state == "stopped"

    with_registry(tmp_path, check)


def test_a_deleted_run_leaves_neither_rows_nor_files(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        listener = Listener(here.registry)
        listener.subscribe(run_id, 0)
        name = f"{run_id}-4-2.safetensors"
        (tmp_path / "checkpoints" / name).touch()
        here.workers.points(run_id, 1, 2)
        here.workers.checkpoint(run_id, name, seq=2, step=4)
        await until(lambda: here.registry.find(run_id).run.checkpoint)
        await here.registry.delete(run_id)
        assert list((tmp_path / "checkpoints").iterdir()) == []
        assert await here.store.runs() == []
        here.workers.points(run_id, 3, 3)  # too late, and no matter

    with_registry(tmp_path, check)


def test_a_run_that_the_store_cannot_delete_stands_and_works_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        listener = Listener(here.registry)
        listener.subscribe(run_id, 0)
        name = await with_checkpoint(here, tmp_path, run_id, 2)

        def broken(*_: object) -> None:
            raise ZeroDivisionError

        with monkeypatch.context() as patched:
            patched.setattr("torchground.storage.run_rows.remove", broken)
            with pytest.raises(Refused, match="could not be deleted"):
                await here.registry.delete(run_id)
        assert [info.id for info in here.registry.runs()] == [run_id]
        assert (tmp_path / "checkpoints" / name).is_file()
        here.workers.points(run_id, 3, 4)  # its worker still has it
        await until(lambda: here.registry.get(run_id).last_seq == 4)
        asking = asyncio.ensure_future(here.registry.command(run_id, Pause()))
        await until(lambda: here.workers.commands)
        here.workers.answer()
        assert (await asking).ok
        await here.registry.delete(run_id)
        assert here.registry.runs() == []
        assert here.workers.held == set()

    async def nothing(here: Living) -> None:
        assert here.registry.runs() == []

    with_registry(tmp_path, check)
    with_registry(tmp_path, nothing)


def test_a_draft_that_the_store_cannot_delete_is_forgotten_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check(here: Living) -> None:
        from torchground.storage import run_rows

        failed = list[bool]()
        real = run_rows.remove

        def broken_once(*args: Any, **options: Any) -> None:
            if not failed:
                failed.append(True)
                raise ZeroDivisionError
            real(*args, **options)

        monkeypatch.setattr(run_rows, "remove", broken_once)
        await here.registry.create(PROJECT, draft=True, paused=True)
        await stored(here, set())
        assert failed

    with_registry(tmp_path, check, draft_secs=0.05)


def test_a_run_never_carries_more_notes_than_the_limit_not_even_after_restarts(
    tmp_path: Path,
) -> None:
    async def noted(here: Living) -> None:
        run_id = await started(here)
        for number in range(MAX_NOTES + 20):
            here.workers.say(run_id, Noted(other(f"note {number}")))
        await until(lambda: here.registry.get(run_id).notes[-1:] and _last(here) == "Note 69.")
        assert len(here.registry.get(run_id).notes) == MAX_NOTES

    async def again(here: Living) -> None:
        (info,) = here.registry.runs()
        assert len(info.notes) == MAX_NOTES
        assert info.notes[-1].text == "Note 69."

    def _last(here: Living) -> str:
        return here.registry.runs()[0].notes[-1].text

    with_registry(tmp_path, noted)
    with_registry(tmp_path, again)


def test_a_request_that_the_worker_has_no_room_for_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        monkeypatch.setattr(here.workers, "send", lambda *_: "full")
        answer = await here.registry.command(run_id, Pause())
        assert (answer.ok, answer.code) == (False, sentences.TOO_MANY_REQUESTS.code)
        assert "try again" in str(answer.error)
        with pytest.raises(Refused, match="try again"):
            await Listener(here.registry).measure(run_id, {"type": "confusion"}, "#1")

    with_registry(tmp_path, check)


# ---- deaths ------------------------------------------------------------------------------------


async def with_checkpoint(here: Living, folder: Path, run_id: str, seq: int) -> str:
    """A run that got so far and has a checkpoint there."""
    name = f"{run_id}-{seq * 2}-{seq}.safetensors"
    (folder / "checkpoints" / name).write_bytes(name.encode())
    here.workers.state(run_id, "running")
    here.workers.points(run_id, here.registry.get(run_id).last_seq + 1, seq)
    written = sha256(name.encode()).hexdigest()
    here.workers.checkpoint(run_id, name, seq=seq, step=seq * 2, sha256=written)
    await until(lambda: (ck := here.registry.find(run_id).run.checkpoint) and ck.name == name)
    return name


def test_a_run_goes_on_from_its_checkpoint_with_the_changes_after_it(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        early = Change(field="l1", before=0.0, after=0.1)
        late = Change(field="l2", before=0.0, after=0.2)
        here.workers.changed(run_id, 1, early, step=0)
        name = await with_checkpoint(here, tmp_path, run_id, 3)
        here.workers.changed(run_id, 4, late, step=7)
        here.workers.points(run_id, 5, 5)
        here.workers.die()
        await until(lambda: len(here.workers.started) == 2)
        _, start = here.workers.started[-1]
        assert (start.checkpoint, start.last_seq, start.paused) == (name, 5, False)
        assert start.changes == (PastChange(7, late),)
        await until(lambda: here.registry.get(run_id).notes)
        (note,) = here.registry.get(run_id).notes
        assert (note.kind, note.step) == ("restarted", 6)
        assert "killed by SIGKILL" in note.text
        here.workers.points(run_id, 4, 7)
        await until(lambda: here.registry.get(run_id).last_seq == 7)

    with_registry(tmp_path, check)


def test_without_its_checkpoint_file_a_run_is_repeated_from_the_start(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        early = Change(field="l1", before=0.0, after=0.1)
        here.workers.changed(run_id, 1, early, step=0)
        name = await with_checkpoint(here, tmp_path, run_id, 3)
        (tmp_path / "checkpoints" / name).unlink()
        here.workers.die()
        await until(lambda: len(here.workers.started) == 2)
        _, start = here.workers.started[-1]
        assert (start.checkpoint, start.last_seq) == (None, 3)
        assert start.changes == (PastChange(0, early),)
        await until(lambda: len(here.registry.get(run_id).notes) == 2)
        lost = here.registry.get(run_id).notes[-1]
        assert (lost.kind, lost.code, lost.step) == (
            "restarted",
            sentences.CHECKPOINTS_LOST.code,
            0,
        )
        assert "1 checkpoint of this run is damaged or gone" in lost.text

    with_registry(tmp_path, check)


def test_a_run_from_before_control_characters_were_refused_can_be_reset(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        old = {**PROJECT, "title": "a\0b"}
        here.registry.find(run_id).file = old
        made = await here.registry.reset(run_id, new_seed=False)
        assert made.project["title"] == "ab"
        with pytest.raises(Refused, match=r"U\+0000"):
            await here.registry.create(old, draft=True, paused=True)

    with_registry(tmp_path, check)


def flip_one_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_the_checkpoint_before_a_damaged_one_is_taken_and_is_not_lost_to_it(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id, folder = await started(here), tmp_path / "checkpoints"
        names = [await with_checkpoint(here, tmp_path, run_id, seq) for seq in (2, 3, 4)]
        await until(lambda: {path.name for path in folder.iterdir()} == set(names[1:]))
        flip_one_bit(folder / names[2])
        late = Change(field="l2", before=0.0, after=0.2)
        here.workers.changed(run_id, 5, late, step=7)
        here.workers.die()
        await until(lambda: len(here.workers.started) == 2)
        _, start = here.workers.started[-1]
        assert (start.checkpoint, start.sha256) == (names[1], sha256(names[1].encode()).hexdigest())
        assert start.changes == (PastChange(7, late),)
        await until(lambda: len(here.registry.get(run_id).notes) == 2)
        lost = here.registry.get(run_id).notes[-1]
        assert (lost.code, lost.step) == (sentences.CHECKPOINTS_LOST.code, 6)
        newest = await with_checkpoint(here, tmp_path, run_id, 6)
        await until(lambda: {path.name for path in folder.iterdir()} == {names[1], newest})
        (saved,) = await here.store.runs()
        assert [kept.name for kept in saved.checkpoints] == [newest, names[1]]

    with_registry(tmp_path, check)


def test_a_run_whose_two_checkpoints_are_damaged_is_repeated_from_the_start(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        for seq in (2, 3):
            name = await with_checkpoint(here, tmp_path, run_id, seq)
            flip_one_bit(tmp_path / "checkpoints" / name)
        here.workers.die()
        await until(lambda: len(here.workers.started) == 2)
        _, start = here.workers.started[-1]
        assert (start.checkpoint, start.sha256, start.last_seq) == (None, None, 3)
        await until(lambda: len(here.registry.get(run_id).notes) == 2)
        assert here.registry.get(run_id).notes[-1].text.startswith("2 checkpoints of this run are")
        (saved,) = await here.store.runs()
        assert saved.checkpoints == ()

    with_registry(tmp_path, check)


def test_a_run_that_kills_its_worker_three_times_is_set_aside_and_its_neighbours_are_not(
    tmp_path: Path,
) -> None:
    async def check(here: Living) -> None:
        poison, good = await started(here), await started(here)
        for death in range(1, 4):
            here.workers.state(poison, "running", step=9)
            here.workers.die(blamed=poison, why="killed by SIGSEGV")
            count = 2 + 2 * death if death < 3 else 7
            await until(lambda count=count: len(here.workers.started) == count)
        await until(lambda: here.registry.get(poison).state == "failed")
        assert "3 times" in str(here.registry.get(poison).reason)
        assert "SIGSEGV" in str(here.registry.get(poison).reason)
        assert (here.workers.held, here.registry.get(good).state) == ({good}, "queued")

    with_registry(tmp_path, check)


def test_deaths_are_counted_across_restarts_and_progress_clears_them(tmp_path: Path) -> None:
    async def make(here: Living) -> None:
        run_id = await started(here)
        for death in (1, 2):
            here.workers.die(blamed=run_id)
            await until(lambda death=death: len(here.workers.started) == 1 + death)

    async def further(here: Living) -> None:
        (info,) = here.registry.runs()
        await until(lambda: info.id in here.workers.held)
        assert here.registry.find(info.id).run.deaths == 2
        here.workers.points(info.id, 1, 1)
        here.workers.die(blamed=info.id)
        await until(lambda: len(here.workers.started) == 2)
        assert here.registry.find(info.id).run.deaths == 1

    async def last(here: Living) -> None:
        (info,) = here.registry.runs()
        for death in (1, 2):
            await until(lambda death=death: len(here.workers.started) == death)
            here.workers.die(blamed=info.id)
        await until(lambda: here.registry.get(info.id).state == "failed")

    with_registry(tmp_path, make)
    with_registry(tmp_path, further)
    with_registry(tmp_path, last)


def test_commands_survive_their_worker_but_a_step_is_never_done_twice(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        pause = asyncio.ensure_future(here.registry.command(run_id, Pause()))
        step = asyncio.ensure_future(here.registry.command(run_id, Step()))
        await until(lambda: len(here.workers.sent) == 2)
        here.workers.die()
        assert "step again" in str((await step).error)
        await until(lambda: len(here.workers.sent) == 3)
        assert here.workers.commands[-1][1].command == Pause()
        here.workers.answer()
        assert (await pause).ok

    with_registry(tmp_path, check)


def test_unfinished_runs_go_on_by_themselves_after_a_restart_of_the_server(tmp_path: Path) -> None:
    async def before(here: Living) -> None:
        running, paused, over = [await started(here) for _ in range(3)]
        await with_checkpoint(here, tmp_path, running, 2)
        here.workers.state(paused, "paused")
        here.workers.state(over, "stopped")
        await until(lambda: here.registry.get(over).state == "stopped")

    async def after(here: Living) -> None:
        over, paused, running = [info.id for info in here.registry.runs()]
        await until(lambda: here.workers.started)
        assert [run_id for run_id, _ in here.workers.started] == [running]
        assert here.workers.started[0][1].last_seq == 2
        states = [here.registry.get(run_id).state for run_id in (running, paused, over)]
        assert states == ["running", "paused", "stopped"]
        await until(lambda: here.registry.get(running).notes)
        assert "server was restarted" in here.registry.get(running).notes[0].text
        # those that wait are opened again when somebody looks or drives
        listener = Listener(here.registry)
        listener.subscribe(over, 0)
        await listener.watch(over, [{"type": "confusion"}])
        await until(lambda: over in here.workers.held)
        here.workers.state(over, "paused")
        asking = asyncio.ensure_future(here.registry.command(paused, Play()))
        await until(lambda: paused in here.workers.held)
        assert dict(here.workers.started)[paused].paused
        await until(lambda: here.workers.commands and here.workers.commands[-1][0] == paused)
        here.workers.answer()
        assert (await asking).ok
        assert here.registry.get(over).state == "stopped"

    with_registry(tmp_path, before)
    with_registry(tmp_path, after)


def test_only_so_many_idle_runs_stay_open_and_those_left_longest_ago_close(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        runs = []
        for _ in range(4):
            runs.append(await started(here))
            here.workers.state(runs[-1], "finished")
            await until(lambda: here.registry.get(runs[-1]).state == "finished")
        going = await started(here)
        await until(lambda: len(here.workers.dropped) == 2)
        assert here.workers.dropped == runs[:2]
        assert here.workers.held == {*runs[2:], going}

    with_registry(tmp_path, check, open_idle_runs=2)


def test_a_run_without_a_worker_is_shown_as_queued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torchground.runs.placement.QUEUED_SECS", 0.05)

    async def check(here: Living) -> None:
        run_id = await started(here)
        here.workers.state(run_id, "running")
        await until(lambda: here.registry.get(run_id).state == "running")
        here.workers.num_ready = 0
        here.workers.die()
        await until(lambda: here.registry.get(run_id).state == "queued")
        here.workers.become_ready()
        await until(lambda: run_id in here.workers.held)
        here.workers.state(run_id, "running")
        await until(lambda: here.registry.get(run_id).state == "running")

    with_registry(tmp_path, check)


def test_a_broken_background_task_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check(here: Living) -> None:
        placement = here.registry._placement
        real, broken = placement._place_all, []

        async def break_once() -> None:
            if not broken:
                broken.append(True)
                raise ZeroDivisionError
            await real()

        monkeypatch.setattr(placement, "_place_all", break_once)
        await started(here)
        assert broken

    with_registry(tmp_path, check)
