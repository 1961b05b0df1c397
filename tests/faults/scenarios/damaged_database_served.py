"""Database file damaged before a server starts with it"""

from __future__ import annotations

import asyncio
import json
import random
import select
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from tests.faults.card import ROOT
from tests.faults.databases import NAME, url
from tests.faults.figures import Figure, Figures
from tests.files.damaging import damage
from tests.storage.rows import a_point, a_run, opened
from torchground.storage.records import SavedPoint

SHORT, FULL = 2, 100
PROJECTS, RUNS, POINTS = 30, 8, 60
PATIENCE_SECS = 120.0


@dataclass(frozen=True)
class Found:
    """What one server answered."""

    is_up: bool = False
    is_stuck: bool = False
    """Neither up nor at its end."""
    said: str = ""
    num_5xx: int = 0
    is_whole: bool = True


def run(count: int, seed: int) -> Figures:
    """What a server says of it."""
    chance, found = random.Random(seed), list[Found]()
    with tempfile.TemporaryDirectory() as folder:
        good = Path(folder) / "good"
        good.mkdir()
        saved = asyncio.run(fill(good))
        for number in range(count):
            tried = Path(folder) / str(number)
            shutil.copytree(good, tried)
            damage(tried / NAME, chance.randrange(2**32))
            found.append(asked(tried, saved))
            shutil.rmtree(tried)
    silent = [one for one in found if not one.is_whole and not one.said]
    return Figures(
        count,
        (
            Figure(
                "starts that ended without a word", sum(not f.is_up and not f.said for f in found)
            ),
            Figure("servers that came to no end or gave no answer", sum(f.is_stuck for f in found)),
            Figure("starts that ended with a sentence", sum(not f.is_up for f in found), None),
            Figure("answers that were 5xx", sum(f.num_5xx for f in found)),
            Figure("times that something was lost or changed in silence", len(silent)),
        ),
    )


async def fill(folder: Path) -> dict[str, Any]:
    """A database with projects, runs and points, and what a server answers of it."""
    async with opened(url(folder)) as store:
        files = [{"torchground": 1, "number": n, "text": "x" * 2000} for n in range(PROJECTS)]
        saved = [await store.add_project(file, title=str(file["number"])) for file in files]
        runs = [a_run(state="finished", reason=None) for _ in range(RUNS)]
        for one in runs:
            await store.add_run(one, {"torchground": 1}, None)
            await store.append(one.id, 1, [_point(n) for n in range(1, POINTS + 1)])
    projects = {one.id: one.file for one in saved}
    return {"projects": projects, "runs": {one.id: POINTS for one in runs}}


def _point(seq: int) -> SavedPoint:
    point = {**json.loads(a_point(seq).data), "train_loss": 1 / seq}
    return SavedPoint(seq, "epoch", json.dumps(point))


def asked(folder: Path, saved: dict[str, Any]) -> Found:
    """Start a server with a folder, and ask it for everything."""
    command = [sys.executable, "-m", "tests.faults.bare_server", str(folder)]
    log = folder / "said.log"
    with log.open("w") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=said, text=True
        )
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE_SECS)
        welcome = process.stdout.readline() if ready else ""
        if "http://" not in welcome:
            return Found(said=log.read_text().strip(), is_stuck=not ready)
        answers = _answers(welcome.split("http://")[1].split()[0], saved)
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
    return replace(answers, said=f"{answers.said}{log.read_text()}".strip())


def _answers(address: str, saved: dict[str, Any]) -> Found:
    num_5xx, is_whole, has_answer, told = 0, True, True, ""
    with httpx.Client(base_url=f"http://{address}", trust_env=False, timeout=60) as client:

        def get(path: str) -> Any:
            nonlocal num_5xx, has_answer
            if not has_answer:
                return None
            try:
                answer = client.get(path)
            except httpx.HTTPError:
                has_answer = False
                return None
            num_5xx += answer.status_code >= 500
            return answer.json() if answer.status_code == 200 else None

        for project_id, file in saved["projects"].items():
            is_whole &= (get(f"/api/projects/{project_id}") or {}).get("project") == file
        for run_id, last in saved["runs"].items():
            points = (get(f"/api/runs/{run_id}/metrics?after=0&limit=1000") or {}).get("points", [])
            losses = [point.get("train_loss") for point in points]
            is_whole &= losses == [1 / seq for seq in range(1, last + 1)]
        listed = get("/api/runs"), get("/api/projects")
        is_whole &= len(listed[1] or []) == PROJECTS
        told = str((get("/api/health") or {}).get("reason") or "")
    return Found(True, not has_answer, told, num_5xx, is_whole)
