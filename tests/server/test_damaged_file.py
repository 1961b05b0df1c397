"""A server on a damaged file starts, names what it left out, and answers with sentences instead of a 500."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.server.serving import receive, serving
from tests.storage.rows import a_point, a_run, opened
from tests.storage.test_damage import spoil


def filled(path: Path) -> tuple[str, str, str]:
    """A database with two runs of nine points and a project."""
    runs = [a_run(state="finished"), a_run(state="finished")]

    async def make() -> str:
        async with opened(f"sqlite:///{path}") as store:
            for run in runs:
                await store.add_run(run, {"title": "A run"}, None)
                await store.append(run.id, 1, [a_point(n) for n in range(1, 10)])
            return (await store.add_project({"torchground": 1}, title="A project")).id

    project = asyncio.run(make())
    return runs[0].id, runs[1].id, project


def test_a_damaged_file_is_served_as_far_as_it_can_be_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "torchground.db"
    bad, good, project = filled(path)
    spoil(path, "UPDATE runs SET state = 'runninh' WHERE id = ?", bad)
    spoil(path, "UPDATE points SET data = 'no JSON' WHERE seq = 3 AND run_id = ?", good)
    spoil(path, "UPDATE projects SET file = 'no JSON' WHERE id = ?", project)
    with serving(tmp_path) as site:
        assert [run["id"] for run in site.client.get("/api/runs").json()] == [good]
        points = site.client.get(f"/api/runs/{good}/metrics").json()["points"]
        assert [point["kind"] for point in points] == ["epoch"] * 2 + ["lost"] + ["epoch"] * 6
        assert [point["seq"] for point in points] == list(range(1, 10))
        refused = site.client.get(f"/api/projects/{project}")
        assert (refused.status_code, refused.json()["code"]) == (404, "store.project_damaged")
        with site.stream() as tab:
            tab.send(f'{{"type": "subscribe", "run": "{good}", "after": 0}}')
            streamed = receive(tab, "points")["points"]
            assert [point["seq"] for point in streamed] == list(range(1, 10))
    said = capfd.readouterr().err
    assert f"runs {bad}" in said
    assert "left out" in said
