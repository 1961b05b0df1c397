"""With a real worker: a run on an uploaded table, and its weights as the start of another drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load

from tests.server.serving import Site, serving
from tests.server.test_uploads import TABLE, upload
from tests.server.test_with_worker import following, until
from torchground.server.app import local_workers

pytestmark = pytest.mark.timeout(300)  # a busy machine may take a minute to load torch


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with one worker."""
    with serving(tmp_path_factory.mktemp("trained"), local_workers) as up:
        up.wait_for_worker()
        yield up


def project(data: dict[str, Any], **training: Any) -> dict[str, Any]:
    layers = [
        ("x", {"type": "input"}),
        ("h1", {"type": "linear", "out_features": 4}),
        ("y", {"type": "output"}),
    ]
    return {
        "torchground": 1,
        "network": {
            "nodes": [{"id": name, "layer": layer} for name, layer in layers],
            "edges": [{"source": "x", "target": "h1"}, {"source": "h1", "target": "y"}],
        },
        "data": data,
        "training": {"epochs": 2, **training},
    }


def weights_of(site: Site, run_id: str) -> tuple[str, dict[str, Any]]:
    answer = site.client.post(
        f"/api/runs/{run_id}/weights", headers={"content-type": "application/json"}
    )
    assert answer.status_code == 201, answer.text
    key = answer.json()["weights"]
    return key, load(site.client.get(f"/api/weights/{key}/file").content)


def test_a_table_is_learned_and_its_weights_start_another_drawing(trained: Site) -> None:
    data = upload(trained, "/api/uploads", TABLE, kind="table").json()["data"][0]
    with following(trained, project(data)) as (run_id, tab):
        until(tab, "finished")
        key, first = weights_of(trained, run_id)
    assert first["h1.weight"].shape == (4, 3)
    tensors = trained.client.get(f"/api/weights/{key}").json()["tensors"]
    assert {tensor["name"] for tensor in tensors} == set(first)

    still = {"optimizer": {"type": "sgd", "lr": 1e-9}, "start": {"weights": key}}
    with following(trained, project(data, **still)) as (run_id, tab):
        until(tab, "finished")
        _, second = weights_of(trained, run_id)
    for name, values in first.items():
        assert np.abs(second[name] - values).max() < 1e-6, name


def test_weights_that_are_gone_are_missed_before_a_run(trained: Site) -> None:
    data = {"type": "circle"}
    answer = trained.post("/api/runs", {"project": project(data, start={"weights": "0" * 64})})
    assert answer.status_code == 422
    assert "not on this server" in answer.json()["error"]
