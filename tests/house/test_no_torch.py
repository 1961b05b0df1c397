"""The rooms that must answer at once load without torch: in a fresh Python, each by itself."""

import subprocess
import sys

import pytest

ROOMS = [
    "server.app",
    "runs",
    "storage",
    "network",
    "catalogue",
    "files",
    "telemetry",
    "words",
    "cli",
]


@pytest.mark.parametrize("room", ROOMS)
def test_the_room_loads_without_torch(room: str) -> None:
    code = (
        f"import sys, torchground.{room}; print(sorted({{'torch', 'sklearn'}} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]", (
        f"torchground.{room} imports {done.stdout.strip()} at the top"
    )
