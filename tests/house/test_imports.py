"""Imports point down the rooms (pyproject.toml, [tool.importlinter]); import-linter says so."""

import subprocess
import sys
from pathlib import Path

import torchground

ROOT = Path(__file__).parents[2]
ROOMS = [
    "catalogue",
    "intake",
    "lessons",
    "network",
    "runs",
    "server",
    "storage",
    "telemetry",
    "training",
    "workers",
]


def test_imports_point_down_the_rooms() -> None:
    code = "import sys; from importlinter.cli import lint_imports as l; sys.exit(l(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_the_rooms_of_the_map_and_no_others() -> None:
    package = Path(torchground.__file__).parent
    found = {path.name for path in package.iterdir() if path.is_dir() and any(path.glob("*.*"))}
    assert sorted(found - {"__pycache__"}) == ROOMS
