"""What is taken from the process that reads a file, before it sees the first byte of it: nearly everything.

Memory, processor time, file size and descriptors are limited wherever the system can. On Linux a filter in the kernel
then leaves it the calls that work on what is already open, and on memory; opening, connecting, forking and signalling
fail. Python's own audit hook says the same once more, and is all there is where the kernel has no such filter.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import struct
import sys

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


def confine() -> None:
    """Take it all away from this process; there is no way back."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            _alone()
    _limit()
    if sys.platform == "linux" and platform.machine() in _CALLS:
        with contextlib.suppress(OSError):
            _filter(platform.machine())
    sys.addaudithook(_refuse)


def _alone() -> None:
    """No new rights, no core files, no life after the server's, the first to go when memory runs out, and a network of
    its own with nothing in it where that is allowed."""
    with open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("900")
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_END_WITH_PARENT, _KILL, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_NO_DUMP, 0, 0, 0, 0)
    libc.unshare(_NEW_NETWORK)


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    os.nice(5)

    limits = {
        "RLIMIT_AS": MEMORY_BYTES,
        "RLIMIT_CPU": CPU_SECS,
        "RLIMIT_FSIZE": FILE_BYTES,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_NPROC": 0,
        "RLIMIT_CORE": 0,
    }
    for name, value in limits.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def _filter(machine: str) -> None:
    """Every other call answers EPERM, in this thread and all others. Raises ``OSError``."""
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


def _refuse(event: str, arguments: object) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"a reader of files may not use {event}")
