"""What people write on runs, and many runs deleted at once: told to every list, bounded, and never half done."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.runs.living import PROJECT, Living, until
from tests.runs.test_registry import started, with_registry
from torchground.people import Actor
from torchground.runs import on_request
from torchground.runs.listener import Listener
from torchground.runs.registry import Refused, UnknownRun
from torchground.storage.records import Delayed

LABELS: dict[str, Any] = {"title": "Better", "tags": ["good"], "own_notes": "Found it."}
ANN, BEN = Actor("ann"), Actor("ben")


async def made(here: Living, owner: str | None = None) -> str:
    """A run that waits."""
    detail = await here.registry.create(PROJECT, draft=False, paused=True, owner=owner)
    return detail.info.id


def test_labels_are_kept_over_a_restart_and_the_run_goes_on(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await started(here)
        before = here.registry.get(run_id)
        told = await here.registry.label(run_id, **LABELS)
        assert told == before.model_copy(update=LABELS)
        assert told.seed == 1
        here.workers.points(run_id, 1, 2)
        await until(lambda: here.registry.get(run_id).last_seq == 2)
        assert (await here.registry.detail(run_id)).project["title"] == PROJECT["title"]

    async def again(here: Living) -> None:
        (info,) = here.registry.runs()
        assert (info.title, info.tags, info.own_notes, info.seed) == (*LABELS.values(), 1)

    with_registry(tmp_path, check)
    with_registry(tmp_path, again)


def test_a_list_hears_of_a_new_name_as_of_any_change(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id, _ = await made(here), await made(here)
        listener = Listener(here.registry)
        await listener.next()
        await here.registry.label(run_id, title="Better")
        heard = [json.loads(text) for text in await listener.next() if isinstance(text, str)]
        (listed,) = [message for message in heard if message["type"] == "listed"]
        assert [(run["id"], run["title"]) for run in listed["runs"]] == [(run_id, "Better")]

    with_registry(tmp_path, check)


def test_the_last_of_many_names_stays(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await made(here)
        names = [f"name {number}" for number in range(on_request.MAX_LABELS)]
        await asyncio.gather(*(here.registry.label(run_id, title=name) for name in names))
        assert here.registry.get(run_id).title == names[-1]
        (saved,) = await here.store.runs()
        assert saved.info.title == names[-1]

    with_registry(tmp_path, check)


def test_more_names_than_can_wait_are_refused(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await made(here)
        asked = [here.registry.label(run_id, title="x") for _ in range(on_request.MAX_LABELS + 1)]
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(one) for one in outcomes if isinstance(one, Exception)] == [Refused]

    with_registry(tmp_path, check)


def test_a_name_that_cannot_be_saved_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check(here: Living) -> None:
        run_id = await made(here)

        def broken(*_: object) -> None:
            raise ZeroDivisionError

        with monkeypatch.context() as patched:
            patched.setattr("torchground.storage.run_writes.columns", broken)
            with pytest.raises(Refused, match="stay as they were"):
                await here.registry.label(run_id, title="Better")
        assert here.registry.get(run_id).title == PROJECT["title"]
        assert (await here.registry.label(run_id, title="Better")).title == "Better"

    with_registry(tmp_path, check)


def test_a_name_that_waits_to_be_saved_is_shown_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check(here: Living) -> None:
        run_id = await made(here)
        with monkeypatch.context() as patched:
            patched.setattr("torchground.storage.store.ANSWER_SECS", 0.0)
            with pytest.raises(Delayed):
                await here.registry.label(run_id, title="Better")
        await until(lambda: here.registry.get(run_id).title == "Better")

    with_registry(tmp_path, check)


def test_many_are_deleted_at_once_and_only_ones_own(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        mine = [await made(here, "ann") for _ in range(20)]
        theirs, free = await made(here, "ben"), await made(here)
        held = await started(here, owner="ann")
        outcomes = await here.registry.delete_many([*mine, held, free, theirs, "none"], ANN)
        assert outcomes[:22] == [None] * 22
        unknown = UnknownRun("none").sentence.code
        assert [one and one.code for one in outcomes[22:]] == [unknown, unknown]
        assert [info.id for info in here.registry.runs()] == [theirs]
        assert [saved.info.id for saved in await here.store.runs()] == [theirs]
        assert held not in here.workers.held

    with_registry(tmp_path, check)


def test_one_that_cannot_be_deleted_keeps_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check(here: Living) -> None:
        from torchground.storage import run_rows

        stays, goes = await made(here), await made(here)
        real = run_rows.remove

        def broken(connection: Any, run_id: str, *args: Any, **options: Any) -> None:
            if run_id == stays:
                raise ZeroDivisionError
            real(connection, run_id, *args, **options)

        monkeypatch.setattr(run_rows, "remove", broken)
        first, second = await here.registry.delete_many([stays, goes])
        assert first is not None
        assert first.code == "runs.not_deleted"
        assert second is None
        assert [info.id for info in here.registry.runs()] == [stays]

    with_registry(tmp_path, check)
