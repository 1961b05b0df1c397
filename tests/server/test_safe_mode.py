"""A server that ended soon after its start three times in a row goes on with no run by itself, and says so."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.runs.fake_workers import FakeWorkers
from tests.server.serving import serving
from tests.server.test_two_servers import until
from tests.storage.rows import a_point, a_run, opened
from torchground.server.lives import Lives


def test_short_lives_are_counted_and_a_long_one_ends_the_count(tmp_path: Path) -> None:
    lives = Lives(tmp_path / "lives.json")
    assert [lives.begin() for _ in range(4)] == [0, 1, 2, 3]
    lives.is_long()
    assert [lives.begin(), lives.begin()] == [0, 1]
    (tmp_path / "lives.json").write_text("no number")
    assert lives.begin() == 0


def test_after_three_short_lives_runs_wait_for_somebody_to_play_them(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run, over = a_run(state="running"), a_run(state="finished")

    async def make() -> None:
        async with opened(f"sqlite:///{tmp_path / 'torchground.db'}") as store:
            for one in (run, over):
                await store.add_run(one, {"title": "A run"}, None)
                await store.append(one.id, 1, [a_point(1)])

    asyncio.run(make())
    for _ in range(3):
        Lives(tmp_path / "lives.json").begin()
    with serving(tmp_path, lambda settings: FakeWorkers()) as site:
        health = site.client.get("/api/health").json()
        assert any("3 times in a row" in notice for notice in health["notices"])

        def info() -> dict[str, Any]:
            found: dict[str, Any] = site.client.get(f"/api/runs/{run.id}").json()["info"]
            return found

        until(lambda: info()["state"] == "paused" and info()["notes"])
        assert [note["code"] for note in info()["notes"]] == ["runs.safe_mode"]
        assert site.client.get(f"/api/runs/{over.id}").json()["info"]["notes"] == []
    assert "no run goes on by itself now" in capfd.readouterr().err
    with serving(tmp_path) as site:
        assert site.client.get("/api/health").json()["notices"] == []
