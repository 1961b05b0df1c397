"""What is taken from the process that reads a file, before it sees the first byte of it: nearly everything.

Memory, processor time, file size and descriptors are limited wherever the system can. On Linux a filter in the kernel
then leaves it the calls that work on what is already open, and on memory; opening, connecting, forking and signalling
fail. Python's own audit hook says the same once more, and is all there is on other systems.

Each step is tried by itself, and what is in force is reported: a kernel or a container that refuses one step must not
take the others away in silence.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from torchground.uploads.limits import CPU_SECS, FILE_BYTES, MEMORY_BYTES, OPEN_FILES

_REFUSED = (
    "open",
    "import",
    "socket.",
    "subprocess.",
    "os.",
    "shutil.",
    "ctypes.",
    "signal.",
    "resource.",
    "fcntl.",
    "mmap.",
    "tempfile.",
    "urllib.",
    "glob.",
    "pty.",
    "winreg.",
    "code.__new__",
)
"""Beginnings of the audit events of what a reader never does."""

_CALLS = {
    "x86_64": "0 1 3 5 8 9 10 11 12 13 14 15 17 18 24 25 28 39 60 74 77 96 98 131 202 204 219 228 230 231 318",
    "aarch64": "63 64 57 80 62 222 226 215 214 134 135 139 67 68 124 216 233 172 93 82 46 169 165 132 98 123 128 113 "
    "115 94 278",
}
"""The calls that stay, by machine: read, write, close, fstat, lseek, memory, signal returns, pread, pwrite, yield,
getpid, exit, fsync, ftruncate, clocks, getrusage, sigaltstack, futex, getrandom."""
_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_NO_NEW_PRIVILEGES, _NO_DUMP, _END_WITH_PARENT, _KILL = 38, 4, 1, 9
_NEW_NETWORK = 0x40000000


OOM_SCORE = "/proc/self/oom_score_adj"
Work = Callable[[], object]


@dataclass(frozen=True)
class Confinement:
    """What was taken from a process."""

    in_force: tuple[str, ...]
    """The steps that worked."""
    missing: Mapping[str, str]
    """The steps that did not, and why."""

    @property
    def is_complete(self) -> bool:
        """Whether everything is in force without which no file may be read on this system."""
        return not REQUIRED & set(self.missing)


REQUIRED = frozenset(
    {
        *("memory limit", "computing limit", "file size limit"),
        *("no new rights", "kernel filter", "audit hook"),
    }
    if sys.platform == "linux"
    else {"audit hook"}
)
"""Steps that protect everybody else; without one of them no file is read. The others make a reader that was subverted
less of a nuisance, or are all that a system other than Linux can do."""


def confine() -> Confinement:
    """Take it all away from this process; there is no way back. Each step is tried, whatever became of the others."""
    in_force: list[str] = []
    missing: dict[str, str] = {}
    for name, step in _steps().items():
        try:
            step()
            in_force.append(name)
        except Exception as error:
            missing[name] = f"{type(error).__name__}: {str(error)[:150]}"
    return Confinement(tuple(in_force), missing)


def _steps() -> dict[str, Work]:
    """Every step of this system, in order: the filter is the last but one, as after it nothing can be taken away."""
    steps: dict[str, Work] = {}
    if sys.platform == "linux":
        steps |= {
            "first to go when memory runs out": _volunteer,
            "ends with the server": lambda: _asked("prctl", _END_WITH_PARENT, _KILL, 0, 0, 0),
            "no new rights": lambda: _asked("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0),
            "no core file": lambda: _asked("prctl", _NO_DUMP, 0, 0, 0, 0),
            "no network": lambda: _asked("unshare", _NEW_NETWORK),
        }
    if sys.platform != "win32":
        steps |= {"behind everything else": lambda: os.nice(5), **_limits()}
    if sys.platform == "linux":
        steps["kernel filter"] = lambda: _filter(platform.machine())
    return {**steps, "audit hook": lambda: sys.addaudithook(_refuse)}


def _volunteer() -> None:
    with open(OOM_SCORE, "w", encoding="ascii") as score:
        score.write("900")


def _asked(call: str, *arguments: int) -> None:
    """Call the system's library. Raises ``OSError`` where it says no, ``AttributeError`` where it has no such call."""
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, call)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _limits() -> dict[str, Work]:
    import resource

    limits = {
        "memory limit": ("RLIMIT_AS", MEMORY_BYTES),
        "computing limit": ("RLIMIT_CPU", CPU_SECS),
        "file size limit": ("RLIMIT_FSIZE", FILE_BYTES),
        "open files limit": ("RLIMIT_NOFILE", OPEN_FILES),
        "no other process": ("RLIMIT_NPROC", 0),
        "no core": ("RLIMIT_CORE", 0),
    }
    return {name: _limit(resource, *limit) for name, limit in limits.items()}


def _limit(resource: ModuleType, name: str, value: int) -> Work:
    return lambda: resource.setrlimit(getattr(resource, name), (value, value))


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def _filter(machine: str) -> None:
    """Every other call answers EPERM, in this thread and all others. Raises ``OSError``."""
    if machine not in _CALLS:
        raise OSError(f"there is no list of calls for a machine of the kind {machine}")
    load, equal, answer = 0x20, 0x15, 0x06
    allowed, refused = 0x7FFF0000, 0x00050000 | 1
    numbers = [int(number) for number in _CALLS[machine].split()]
    last = len(numbers)
    steps = [(load, 0, 0, 4), (equal, 0, last + 1, _MACHINES[machine]), (load, 0, 0, 0)]
    steps += [(equal, last - at, 0, number) for at, number in enumerate(numbers)]
    steps += [(answer, 0, 0, refused), (answer, 0, 0, allowed)]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    libc = ctypes.CDLL(None, use_errno=True)
    all_threads = 1
    if libc.syscall(_SECCOMP[machine], 1, all_threads, ctypes.byref(program)) != 0:
        raise OSError(ctypes.get_errno(), "the kernel takes no filter")
    _try_to_leave()


def _try_to_leave() -> None:
    """Raises ``OSError`` where the filter lets through what it should not: a kernel that only says that it filters."""
    try:
        os.close(os.open("/", os.O_RDONLY))
    except PermissionError:
        return
    raise OSError("the kernel took the filter and does not obey it")


def _refuse(event: str, arguments: object) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"a reader of files may not use {event}")
