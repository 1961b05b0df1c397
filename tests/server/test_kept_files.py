"""Over the wire: a file that somebody uses survives the deletion by another, and goes with its last use."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.server.serving import Site, serving
from tests.server.test_uploads import TABLE, project, upload, weights
from torchground.files import store as files
from torchground.files.meta import TensorMeta, WeightsMeta
from torchground.files.store import FileStore


@pytest.fixture
def hasty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Site, FileStore]]:
    """A server that holds nothing for whoever is about to use it, and its store."""
    monkeypatch.setattr(files, "HOLD_SECS", 0.0)
    with serving(tmp_path) as site:
        yield site, FileStore(tmp_path)


def until(true: Callable[[], object]) -> None:
    give_up = time.monotonic() + 60
    while not true():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.02)


def test_an_upload_that_a_project_uses_outlives_its_deletion(
    hasty: tuple[Site, FileStore],
) -> None:
    site, _ = hasty
    data = upload(site, "/api/uploads", TABLE, kind="table").json()["data"][0]
    path = f"/api/uploads/table/{data['file']}"
    saved = site.post("/api/projects", project(data)).json()["id"]
    made = site.post("/api/runs", {"project": project(data), "paused": True}).json()["info"]["id"]

    assert site.client.delete(path).status_code == 204
    assert data["file"] not in [card["file"] for card in site.client.get("/api/uploads").json()]
    assert site.client.delete(path).status_code == 404
    assert site.post("/api/check", project(data)).json()["ok"]

    assert site.client.delete(f"/api/projects/{saved}").status_code == 204
    assert site.post("/api/check", project(data)).json()["ok"], "the run still uses it"
    assert site.client.delete(f"/api/runs/{made}").status_code == 204
    until(lambda: site.client.get(path).status_code == 404)
    assert not site.post("/api/check", project(data)).json()["ok"]


def borrow(store: FileStore, content: bytes, key: str) -> None:
    """What the server does when a feature asks for the weights of a run to start the next one from."""
    tensors = [TensorMeta(name="h1.weight", dtype="F32", shape=[1, 2])]
    with store.new() as new:
        new.file.write(content)
        store.put(key, WeightsMeta(tensors=tensors), new, kept=False)


def test_weights_that_a_feature_borrows_never_cost_a_person_theirs(
    hasty: tuple[Site, FileStore],
) -> None:
    site, store = hasty
    content = weights(h1__weight=[[1.0, 2.0]])
    mine = upload(site, "/api/weights", content, name="mine").json()["weights"]
    borrow(store, content, mine)
    made = site.post("/api/runs", {"project": project({"type": "circle"}), "paused": True}).json()
    site.client.delete(f"/api/runs/{made['info']['id']}")
    upload_other(site)
    assert [card["weights"] for card in site.client.get("/api/weights").json()] == [mine]


def upload_other(site: Site) -> None:
    """Something that is deleted at once, after which the server has collected."""
    other = upload(site, "/api/weights", weights(a__w=np.zeros(3))).json()["weights"]
    assert site.client.delete(f"/api/weights/{other}").status_code == 204
    assert site.client.get(f"/api/weights/{other}").status_code == 404


def test_borrowed_weights_are_listed_for_nobody_and_go_when_nobody_starts_from_them(
    hasty: tuple[Site, FileStore],
) -> None:
    site, store = hasty
    key = "e" * 64
    start: dict[str, Any] = {"start": {"weights": key, "nodes": {}}}
    saved = site.post("/api/projects", project({"type": "circle"}, **start)).json()["id"]
    borrow(store, weights(h1__weight=[[1.0, 2.0]]), key)
    upload_other(site)
    assert site.client.get("/api/weights").json() == []
    assert site.client.get(f"/api/weights/{key}").status_code == 200
    site.client.delete(f"/api/projects/{saved}")
    until(lambda: site.client.get(f"/api/weights/{key}").status_code == 404)
