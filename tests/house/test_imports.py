"""Imports point down the rooms (pyproject.toml, [tool.importlinter]); import-linter says so."""

import re
import subprocess
import sys
from pathlib import Path

import torchground

ROOT = Path(__file__).parents[2]


def test_imports_point_down_the_rooms() -> None:
    code = "import sys; from importlinter.cli import lint_imports as l; sys.exit(l(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def rooms_of_the_contract() -> set[str]:
    """The rooms that pyproject.toml puts in order, and the lessons, which are data."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = text.split('containers = ["torchground"]\nlayers = [', 1)[1].split("]", 1)[0]
    return set(re.findall(r"\((\w+)\)", layers)) | {"lessons"}


def test_every_folder_is_a_room_of_the_contract() -> None:
    package = Path(torchground.__file__).parent
    found = {path.name for path in package.iterdir() if path.is_dir() and any(path.glob("*.*"))}
    assert found - {"__pycache__"} <= rooms_of_the_contract()
