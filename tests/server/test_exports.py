"""A trained run is written in every format, by the same rooms as the command line."""

from collections.abc import Iterator
from typing import Any

import onnx
import pytest
from safetensors.numpy import load

from tests.cli.projects import project
from tests.server.serving import Site, receive, serving
from torchground.export.format import formats
from torchground.server.app import local_workers

pytestmark = pytest.mark.timeout(300)  # a busy machine may take a minute to load torch


@pytest.fixture(scope="module")
def working(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with one worker."""
    with serving(tmp_path_factory.mktemp("exports"), local_workers) as up:
        up.wait_for_worker()
        yield up


def finished(working: Site, file: dict[str, Any]) -> str:
    """A run of a project that has ended."""
    run_id: str = working.post("/api/runs", {"project": file}).json()["info"]["id"]
    with working.stream() as tab:
        tab.send(f'{{"type": "subscribe", "run": "{run_id}", "after": 0}}')
        while receive(tab, "run", 60)["run"]["state"] != "finished":
            pass
    return run_id


def test_every_format_is_listed_with_whether_it_can_be_written(working: Site) -> None:
    listed = working.client.get("/api/formats").json()
    assert [card["type"] for card in listed] == list(formats())
    assert all(card["title"] and card["ending"] and card["problem"] is None for card in listed)


def test_a_finished_run_is_written_in_every_format(working: Site) -> None:
    run_id = finished(working, project())
    answers = {
        name: working.client.get(f"/api/runs/{run_id}/export/{name}", timeout=120)
        for name in formats()
    }
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(
        formats(), 200
    )
    assert load(answers["safetensors"].content)["h1.weight"].shape == (4, 2)
    onnx.checker.check_model(onnx.load_model_from_string(answers["onnx"].content))
    names = [answer.headers["content-disposition"] for answer in answers.values()]
    assert all(run_id[:8] in name for name in names)


def test_what_cannot_be_written_is_a_sentence(working: Site) -> None:
    run_id = finished(working, project(epochs=1))
    answer = working.client.get(f"/api/runs/{run_id}/export/pickle")
    assert answer.status_code == 404
    assert "onnx and safetensors are" in answer.json()["error"]
    assert working.client.get("/api/runs/none/export/onnx").status_code == 404


def test_a_run_without_a_checkpoint_says_how_to_get_one(site: Site) -> None:
    run_id = site.post("/api/runs", {"project": project()}).json()["info"]["id"]
    answer = site.client.get(f"/api/runs/{run_id}/export/onnx")
    assert answer.status_code == 422
    assert "play it and pause it" in answer.json()["error"]
