"""Bad input gets a sentence and costs nothing: at every door the place and what would fit; other runs go on."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.e2e.projects import Json, lesson, small
from tests.e2e.served import Served
from tests.e2e.tab import Tab
from torchground.cli import main

pytestmark = pytest.mark.e2e
HEADERS = {"content-type": "application/json"}


def layer(index: int, **fields: object) -> Callable[[Json], object]:
    return lambda p: p["network"]["nodes"][index]["layer"].update(fields)


def wires(*edges: tuple[str, str]) -> Callable[[Json], object]:
    return lambda p: p["network"]["edges"].extend({"source": a, "target": b} for a, b in edges)


def without_wire(index: int) -> Callable[[Json], object]:
    return lambda p: p["network"]["edges"].pop(index)


def circle(project: Json) -> None:
    project["network"]["edges"][0] = {"source": "a2", "target": "h1"}


def a_billion_params(project: Json) -> None:
    ids = ["x", *(f"h{i}" for i in range(61)), "y"]
    project["network"] = {
        "nodes": [
            {"id": "x", "layer": {"type": "input"}},
            *({"id": i, "layer": {"type": "linear", "out_features": 4096}} for i in ids[1:-1]),
            {"id": "y", "layer": {"type": "output"}},
        ],
        "edges": [{"source": a, "target": b} for a, b in pairwise(ids)],
    }


def nodes(count: int) -> Callable[[Json], object]:
    many = [{"id": f"n{i}", "layer": {"type": "relu"}} for i in range(count)]
    return lambda p: p["network"].update(nodes=many)


def training(**fields: object) -> Callable[[Json], object]:
    return lambda p: p["training"].update(fields)


def lr(value: object) -> Callable[[Json], object]:
    return lambda p: p["training"]["optimizer"].update(lr=value)


def data(**fields: object) -> Callable[[Json], object]:
    return lambda p: p["data"].update(fields)


BAD: dict[str, tuple[Callable[[Json], object], str, str]] = {
    "unknown layer type": (layer(1, type="linnear"), "network.nodes[1].layer.type", "linear"),
    "unknown field": (layer(1, out_feature=3), "network.nodes[1].layer", "out_features"),
    "wrong type": (layer(1, out_features="eight"), "nodes[1].layer.out_features", "whole number"),
    "cycle": (circle, "network.edges", "remove one"),
    "two inputs into one": (wires(("x", "h2")), "network.edges[7]", "add or concat"),
    "no path to output": (without_wire(3), "network", "wire"),
    "a billion parameters": (a_billion_params, "network", "at most 50,000,000"),
    "a billion units": (layer(1, out_features=10**9), "nodes[1].layer.out_features", "4,096"),
    "twenty thousand nodes": (nodes(20_000), "network.nodes", "at most 200"),
    "learning rate NaN": (lr(math.nan), "training.optimizer.lr", "above 0"),
    "learning rate infinite": (lr(math.inf), "training.optimizer.lr", "above 0"),
    "learning rate negative": (lr(-0.1), "training.optimizer.lr", "above 0"),
    "batch larger than the data": (training(batch_size=10_000), "training.batch_size", "400"),
    "empty data": (data(num_samples=0), "data.num_samples", "from 10"),
    "nothing to train with": (data(test_fraction=1.0), "data.test_fraction", "0.9"),
    "a newer version": (lambda p: p.update(torchground=999), "torchground", "newer torchground"),
    "nothing at all": (lambda p: p.clear(), "", "a project"),
}
"""What is done to a good project, where the problem is, and what its sentence must say in any case."""


def bad_project(name: str) -> str:
    project = lesson("two-spirals")
    BAD[name][0](project)
    return json.dumps(project)


@pytest.fixture
def tab(served: Served) -> Iterator[Tab]:
    with Tab(served) as opened:
        yield opened


@pytest.fixture(autouse=True)
def unharmed(served: Served) -> Iterator[None]:
    """A run that trains meanwhile goes on in the same worker, and the server's log stays clean."""
    with Tab(served) as tab:
        run_id = tab.start(small(1_000_000))
        tab.follow(run_id)
        tab.until_point(run_id, lambda point: point["epoch"] >= 1)
        yield
        step = tab.http.get(f"/api/runs/{run_id}").json()["info"]["step"]
        tab.until_point(run_id, lambda point: point["step"] > step)
        assert tab.runs[run_id]["state"] == "running"
        assert not tab.runs[run_id]["notes"]
        tab.obeyed(run_id, type="stop")
    assert "Traceback" not in served.log
    assert '"level": "error"' not in served.log


# ---- projects -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BAD)
def test_a_bad_project_gets_its_problems(tab: Tab, name: str) -> None:
    _, place, fits = BAD[name]
    text = bad_project(name)
    report = tab.http.post("/api/check", content=text, headers=HEADERS)
    assert report.status_code == 200
    assert not report.json()["ok"]
    body = f'{{"project": {text}}}'
    refused = tab.http.post("/api/runs", content=body, headers=HEADERS)
    assert refused.status_code == 422
    assert refused.json()["error"]
    for problems in (report.json()["problems"], refused.json()["problems"]):
        named = [p for p in problems if place in p["place"] and fits in p["sentence"].lower()]
        assert named, problems


@pytest.mark.parametrize("name", BAD)
def test_the_command_line_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    _, place, fits = BAD[name]
    file = tmp_path / "project.json"
    file.write_text(bad_project(name), encoding="utf-8")
    assert main(["check", str(file)]) == 1
    said = capsys.readouterr()
    assert place in said.out
    assert fits in said.out.lower()
    assert main(["train", str(file), "--json"]) == 1
    said = capsys.readouterr()
    assert all(json.loads(line) for line in said.out.splitlines())
    assert fits in said.out.lower()
    assert said.err == ""


def test_the_command_itself_leaves_with_one_and_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "project.json"
    file.write_text(bad_project("cycle"), encoding="utf-8")
    for command in ("check", "train"):
        words = [sys.executable, "-m", "torchground.cli", command, str(file)]
        told = subprocess.run(words, capture_output=True, text=True, timeout=100)
        assert told.returncode == 1
        assert "Traceback" not in told.stderr
        assert "circle" in told.stdout + told.stderr


@pytest.mark.parametrize("count", [100_000, 30_000])
def test_a_project_that_is_too_large_to_read_is_not_read(
    tab: Tab, tmp_path: Path, capsys: pytest.CaptureFixture[str], count: int
) -> None:
    project = lesson("two-spirals")
    nodes(count)(project)
    text = json.dumps(project)
    for path in ("/api/check", "/api/projects", "/api/runs"):
        answer = tab.http.post(path, content=text, headers=HEADERS)
        assert answer.status_code == 413
        assert "1,000,000 bytes" in answer.json()["error"]
    file = tmp_path / "project.json"
    file.write_text(text, encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert "1,000,000 bytes" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{", "[1,", "not json", '{"a": 1} x', "\ud800", "[" * 5000])
def test_what_is_no_json_is_said_to_be_none(
    tab: Tab, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    content = text.encode("utf-8", "surrogatepass")
    for path in ("/api/check", "/api/projects", "/api/runs", "/api/datasets/preview"):
        answer = tab.http.post(path, content=content, headers=HEADERS)
        assert answer.status_code == 422
        assert ("JSON" if text else "body") in answer.json()["error"]
    file = tmp_path / "project.json"
    file.write_bytes(content)
    for command in ("check", "train"):
        assert main([command, str(file)]) == 1
        assert "is not JSON" in capsys.readouterr().err


def test_an_edit_that_is_not_finished_is_kept_and_a_newer_project_is_not_overwritten(
    tab: Tab,
) -> None:
    unfinished = json.loads(bad_project("cycle"))
    saved = tab.http.post("/api/projects", json=unfinished)
    assert saved.status_code == 201
    path = f"/api/projects/{saved.json()['id']}"
    newer = tab.http.put(path, json=json.loads(bad_project("a newer version")))
    assert newer.status_code == 422
    assert tab.http.get(path).json()["project"] == unfinished


# ---- commands -----------------------------------------------------------------------------------

COMMANDS: list[Json] = [
    {"type": "play"},
    {"type": "pause"},
    {"type": "step"},
    {"type": "stop"},
    {"type": "set", "field": "l1", "value": 0.1},
]


@pytest.mark.parametrize("command", COMMANDS, ids=[command["type"] for command in COMMANDS])
def test_a_command_to_a_run_that_is_over_or_unknown_is_refused(tab: Tab, command: Json) -> None:
    run_id = tab.start(small(1))
    tab.follow(run_id)
    tab.until_over(run_id)
    for known, sentence in ((run_id, "finished"), ("nobody", "no run 'nobody'")):
        answer = tab.command(known, **command)
        assert not answer["ok"]
        assert sentence in answer["error"]
    over = tab.http.post(f"/api/runs/{run_id}/commands", json=command).json()
    assert (over["ok"], "finished" in over["error"]) == (False, True)
    unknown = tab.http.post("/api/runs/nobody/commands", json=command)
    assert unknown.status_code == 404
    assert "nobody" in unknown.json()["error"]


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("optimizer.lr", -1, "greater than 0"),
        ("optimizer.lr", 10**30, "less than or equal to 100"),
        ("l2", -0.1, "greater than or equal to 0"),
        ("batch_size", 8, "optimizer.lr"),
        ("steps_per_second", 0, "above 0"),
        ("optimizer.lr", None, "number"),
    ],
)
def test_a_setting_that_does_not_fit_changes_nothing(
    tab: Tab, field: str, value: object, fits: str
) -> None:
    run_id = tab.start(small(1_000_000), paused=True)
    tab.follow(run_id)
    tab.until_point(run_id)
    before = tab.runs[run_id]["settings"]
    answer = tab.command(run_id, type="set", field=field, value=value)
    assert not answer["ok"]
    assert field in answer["error"]
    assert fits in answer["error"]
    assert tab.http.get(f"/api/runs/{run_id}").json()["info"]["settings"] == before
    assert len(tab.kept_points(run_id)) == 1


# ---- the socket ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "null",
        "[[[[",
        '{"type": "fly"}',
        '{"type": "subscribe", "run": 7}',
        '{"type": "watch", "run": "x", "probes": "all"}',
        '{"type": "command", "id": 1, "run": "x", "command": {"type": "set", "value": NaN}}',
        b"\x00\xff\xfe",
        '{"type": "ping"' + " " * 70_000 + "}",
        "x" * 60_000,
    ],
    ids=range(11),
)
def test_a_malformed_frame_is_answered_and_a_huge_one_closes_its_own_line(
    served: Served, tab: Tab, frame: str | bytes
) -> None:
    tab.send(frame)
    if len(frame) > 65_536:
        with pytest.raises(ConnectionClosed) as closed:
            tab.until(lambda: tab.refusals)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009
        return
    tab.until(lambda: tab.refusals)
    assert tab.refusals[0]
    assert not tab.command("nobody", type="play")["ok"]


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "https://127.0.0.1"])
def test_another_origin_is_left_outside(served: Served, origin: str) -> None:
    address = f"{served.address.replace('http', 'ws')}/api/stream"
    with pytest.raises(InvalidStatus) as refused:
        connect(address, additional_headers={"Origin": origin}).__enter__()
    assert refused.value.response.status_code == 403
    assert origin.encode() in refused.value.response.body
    changed = httpx.post(
        f"{served.address}/api/runs",
        json={"project": small(1)},
        headers={"Origin": origin},
        trust_env=False,
    )
    assert changed.status_code == 403
    assert origin in changed.json()["error"]
    other = httpx.get(f"{served.address}/api/runs", headers={"Host": "evil.test"}, trust_env=False)
    assert other.status_code == 400
    assert "Host" in other.json()["error"]
