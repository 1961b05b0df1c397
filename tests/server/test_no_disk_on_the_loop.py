"""While a server answers, its event loop opens no file: told by Python's own audit events, so no clock is asked."""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.server.serving import Site, serving
from tests.server.test_uploads import TABLE, project, upload, weights

EVENTS = {
    *("open", "os.listdir", "os.scandir", "os.mkdir", "os.remove", "os.rename", "os.rmdir"),
    *("os.truncate", "os.utime", "shutil.rmtree", "shutil.copyfile", "tempfile.mkstemp"),
    *("subprocess.Popen", "socket.getaddrinfo", "sqlite3.connect"),
}
"""What happens on a disk or waits for another, by the names of Python's audit events."""
MODULES = (".py", ".pyc", ".so", ".pyd")
"""A module that is loaded late is opened too; that happens once."""

found: list[str] = []
watched: list[bool] = []
"""Not empty while a test watches; a hook cannot be taken away again."""


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not watched or event not in EVENTS or asyncio._get_running_loop() is None:
        return
    what = str(arguments[0]) if arguments else ""
    if not what.endswith(MODULES):
        where = "".join(traceback.format_stack(limit=8)[:-1])
        found.append(f"{event} {what[:120]}\n{where}")


sys.addaudithook(hook)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server that has started and answered once."""
    with serving(tmp_path) as up:
        up.client.get("/api/health")
        yield up


@pytest.fixture(autouse=True)
def watching(site: Site) -> Iterator[None]:
    found.clear()
    watched.append(True)
    yield
    watched.clear()


def test_no_route_opens_a_file_on_the_event_loop(site: Site) -> None:
    data = upload(site, "/api/uploads", TABLE, kind="table", name="a.csv").json()["data"][0]
    kept = upload(site, "/api/weights", weights(h1__w=np.zeros((1, 2)))).json()["weights"]
    made = site.post("/api/runs", {"project": project(data), "paused": True}).json()["info"]["id"]
    saved = site.post("/api/projects", project(data)).json()["id"]
    for path in (
        *("/api/health", "/api/catalogue", "/api/lessons", "/api/uploads", "/api/weights"),
        *(f"/api/uploads/table/{data['file']}", f"/api/weights/{kept}"),
        *(f"/api/weights/{kept}/file", "/api/datasets/download/mnist", "/api/projects"),
        *(f"/api/projects/{saved}", "/api/runs", f"/api/runs/{made}", "/", "/api/formats"),
        *(f"/api/runs/{made}/metrics", "/api/openapi.json", "/api/docs", "/api/health/catalogue"),
    ):
        assert site.client.get(path).status_code == 200, path
    assert site.post("/api/check", project(data)).json()["ok"]
    assert site.post("/api/datasets/preview", {"data": data}).status_code == 200
    assert site.post(f"/api/runs/{made}/weights", {}).status_code == 422
    assert site.client.delete(f"/api/weights/{kept}").status_code == 204
    assert site.client.delete(f"/api/uploads/table/{data['file']}").status_code == 204
    assert site.client.delete(f"/api/projects/{saved}").status_code == 204
    assert site.client.delete(f"/api/runs/{made}").status_code == 204
    assert found == [], "\n\n".join(found)


def test_what_the_loop_opens_is_seen(site: Site, tmp_path: Path) -> None:
    async def on_the_loop() -> None:
        (tmp_path / "x").write_text("x")
        await asyncio.to_thread((tmp_path / "y").write_text, "y")

    asyncio.run(on_the_loop())
    assert len(found) == 1
    assert found[0].startswith(f"open {tmp_path / 'x'}")
