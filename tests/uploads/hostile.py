"""A reader that is no reader: it does what its file tells it to, and says what it was able to do."""

from __future__ import annotations

import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

import numpy as np

from torchground.files.meta import ImagesMeta
from torchground.uploads.answer import Found, Read, Unfit
from torchground.words import other

LIBC = ctypes.CDLL(None) if os.name != "nt" else None
PARENT = os.getppid()
SECRET = "/etc/passwd"


def read(file: IO[bytes]) -> Read:
    wish = file.read().decode()
    if wish == "probe":
        through = [name for name, probe in {**PYTHON, **kernel()}.items() if worked(probe)]
        raise Unfit(other(f"through: {' '.join(through)}."))
    what: Any = {"memory": hog, "time": burn, "talk": talk, "lie": lie, "die": die}[wish]
    made: Read = what()
    return made


def worked(probe: Callable[[], Any]) -> bool:
    try:
        return probe() not in (-1, None)
    except BaseException:
        return False


PYTHON: dict[str, Callable[[], Any]] = {
    "open": lambda: open(SECRET).read(),  # noqa: SIM115
    "os.open": lambda: os.open(SECRET, os.O_RDONLY),
    "pathlib": lambda: pathlib.Path(SECRET).read_text(),
    "listdir": lambda: os.listdir("/"),
    "write": lambda: open("x", "w").write("x"),  # noqa: SIM115
    "unlink": lambda: os.unlink(__file__) or 1,
    "mkdir": lambda: os.mkdir("/tmp/torchground-was-here") or 1,
    "symlink": lambda: os.symlink(SECRET, "link") or 1,
    "rmtree": lambda: shutil.rmtree(".") or 1,
    "fork": lambda: os.fork(),
    "spawn": lambda: os.posix_spawn(sys.executable, ["python"], {}),
    "popen": lambda: subprocess.Popen([sys.executable, "-c", ""]),
    "system": lambda: os.system("true") + 1,
    "socket": lambda: socket.socket(),
    "connect": lambda: socket.create_connection(("127.0.0.1", 80), 1),
    "kill": lambda: os.kill(PARENT, 0) or 1,
    "thread": lambda: threading.Thread(target=int).start() or 1,
    "import": lambda: __import__("antigravity"),
}
"""Each gives something when it works."""


def kernel() -> dict[str, Callable[[], int]]:
    """The same past Python, straight to the system's library."""
    if LIBC is None:
        return {}
    return {
        "libc.open": lambda: LIBC.open(SECRET.encode(), 0),
        "libc.socket": lambda: LIBC.socket(2, 1, 0),
        "libc.fork": lambda: LIBC.fork(),
        "libc.kill": lambda: LIBC.kill(PARENT, 0),
        "libc.execve": lambda: LIBC.execv(b"/bin/true", None),
        "libc.unlink": lambda: LIBC.unlink(b"/tmp/torchground-nothing"),
        "libc.ptrace": lambda: LIBC.ptrace(0, 0, 0, 0),
        "libc.chdir": lambda: LIBC.chdir(b"/"),
        "libc.truncate": lambda: LIBC.ftruncate(4, ctypes.c_long(600_000_000)),
        "libc.prlimit": lambda: LIBC.setrlimit(0, ctypes.create_string_buffer(16)),
    }


def hog() -> Any:
    return bytearray(2 << 30)


def burn() -> Any:
    while True:
        pass


def talk() -> Any:
    for _ in range(20):
        sys.stdout.write("x" * 1_000_000)
    raise Unfit(other("said a lot"))


def lie() -> Read:
    meta = ImagesMeta(count=9, classes=["a", "b"], counts=[5, 4], size=8, channels=1)
    return Read(Found(meta=meta), {"pictures": np.zeros((1, 1, 8, 8), np.uint8)})


def die() -> Any:
    signal.raise_signal(signal.SIGABRT)
    raise ValueError("on the way")
