"""The example package, built and installed as anyone's: trained by the command line and by a server's worker."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from tests.e2e.served import Served

EXAMPLE = Path(__file__).parents[2] / "examples" / "torchground_example"
PROJECT = EXAMPLE / "checkerboard.json"
OVERCONFIDENCE = {"type": "torchground_example.overconfidence"}

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package in it, as an installer leaves it. Nothing is fetched."""
    wheels, site = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=EXAMPLE, check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    uv = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    install = [uv, "pip", "install", "--no-deps", "--offline", "--target", site, wheel]
    subprocess.run(install, check=True, capture_output=True)
    return site


def torchground(site: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command line with the package installed."""
    command = [sys.executable, "-m", "torchground.cli", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(site)}
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_the_catalogue_says_which_package_an_entry_comes_from(site: Path) -> None:
    families = json.loads(torchground(site, "catalogue", "--json").stdout)["families"]
    found = {
        (family, entry["type"]): entry["package"]
        for family, listed in families.items()
        for entry in listed
        if "package" in entry
    }
    assert found == {
        ("layers", "torchground_example.maxout"): "torchground-example",
        ("datasets", "torchground_example.checkerboard"): "torchground-example",
        ("probes", "torchground_example.overconfidence"): "torchground-example",
    }


@pytest.fixture(scope="module")
def trained(site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the command line tells of the example's project, line by line."""
    folder = tmp_path_factory.mktemp("data")
    done = torchground(site, "train", PROJECT, "--json", "--data-dir", folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_command_line_trains_it(trained: list[dict[str, Any]]) -> None:
    assert trained[-1]["result"] == "finished"
    assert trained[-1]["metrics"]["test_accuracy"] > 0.9


def test_without_the_package_the_command_line_names_it() -> None:
    done = torchground(Path(os.devnull), "check", PROJECT)
    assert done.returncode != 0
    assert done.stdout.count("the Python package torchground_example, which is not installed") == 3


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with one worker, and the package installed."""
    server = Served(tmp_path_factory.mktemp("served"), environment={"PYTHONPATH": str(site)})
    server.start()
    try:
        yield server
    finally:
        server.stop()


def test_the_servers_catalogue_is_healthy(served: Served) -> None:
    told = httpx.get(f"{served.address}/api/health/catalogue", trust_env=False).json()
    types = ["maxout", "checkerboard", "overconfidence"]
    assert told == {
        "status": "ok",
        "packages": [
            {
                "name": "torchground-example",
                "version": "0.1.0",
                "entries": [f"torchground_example.{name}" for name in types],
                "problems": [],
            }
        ],
    }


def test_a_worker_trains_it_to_the_same_losses_and_measures_its_probe(
    served: Served, trained: list[dict[str, Any]]
) -> None:
    served.wait_for_worker()
    project = json.loads(PROJECT.read_text(encoding="utf-8"))
    with httpx.Client(base_url=served.address, trust_env=False, timeout=30) as client:
        checked = client.post("/api/check", json=project).json()
        assert OVERCONFIDENCE in [offer["probe"] for offer in checked["offers"]]
        run_id = client.post("/api/runs", json={"project": project}).json()["info"]["id"]
        finished_with_a_reading(served, run_id)
        points = client.get(f"/api/runs/{run_id}/metrics").json()["points"]
    losses = [point["test_loss"] for point in points if point["kind"] == "epoch" and point["epoch"]]
    assert losses == [line["test_loss"] for line in trained[:-1]]


def finished_with_a_reading(served: Served, run_id: str) -> None:
    """Watch the package's probe until the run is finished and a reading came."""
    watch = {"type": "watch", "run": run_id, "probes": [OVERCONFIDENCE]}
    missing = {"reading", "end"}
    with connect(
        f"ws://127.0.0.1:{served.port}/api/stream",
        origin=served.address,
        compression=None,  # type: ignore[arg-type]
    ) as tab:
        tab.send(json.dumps({"type": "subscribe", "run": run_id, "after": 0}))
        tab.send(json.dumps(watch))
        while missing:
            frame = tab.recv(timeout=120)
            if isinstance(frame, bytes):
                missing -= {"reading"} if b"overconfidence" in frame else set()
                continue
            message = json.loads(frame)
            assert message["type"] != "probe_problem", message
            if message["type"] == "run" and message["run"]["state"] == "finished":
                missing -= {"end"}


def test_its_author_can_ask_its_entries_what_we_ask_ours(site: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(command, cwd=EXAMPLE, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
    asked = re.search(r"(\d+) passed in", done.stdout)
    assert asked is not None, done.stdout[-300:]
    assert int(asked[1]) >= 29, (
        "three entries, with five questions to each and those of their family"
    )
