"""The process that workers come from: it loads torch once and forks a warm worker in a few milliseconds when asked.

It is alone in its process, has one thread, opens no file and touches no GPU, so that forking it is safe. The server
sends it, over a control socket, a byte with two file descriptors (the worker's end of a socket pair, and the file of
its mark); it answers with lines of text: ``forked PID`` and, later, ``exited PID HOW``. When the control socket
closes, the server is gone: workers that do not end by themselves are killed.
"""

from __future__ import annotations

import array
import contextlib
import os
import select
import signal
import socket
import sys
import time

ASK = b"w"
GRACE_SECS = 2.0


def serve(control: socket.socket) -> None:
    """Fork workers until the server is gone."""
    from torchground.workers.warm import be_a_worker  # loads torch, which takes seconds

    woken, waker = socket.socketpair()
    for end in (woken, waker):
        end.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    living: set[int] = set()
    while True:
        readable, _, _ = select.select([control, woken], [], [])
        if woken in readable:
            with contextlib.suppress(BlockingIOError):
                woken.recv(4096)
            _reap(control, living)
        if control in readable:
            descriptors = _request(control)
            if descriptors is None:
                return _end_all(living)
            pid = os.fork()
            if pid == 0:
                _become_worker(be_a_worker, [control, woken, waker], descriptors)
            living.add(pid)
            for descriptor in descriptors:
                os.close(descriptor)
            _report(control, f"forked {pid}")


def _request(control: socket.socket) -> list[int] | None:
    """The descriptors of one request for a worker; None when the server is gone."""
    size = array.array("i").itemsize
    try:
        data, ancillary, _, _ = control.recvmsg(1, socket.CMSG_SPACE(2 * size))
    except OSError:
        return None
    if not data:
        return None
    descriptors = array.array("i")
    for level, kind, content in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(content[: len(content) - len(content) % size])
    return list(descriptors)


def _become_worker(be_a_worker: object, close: list[socket.socket], descriptors: list[int]) -> None:
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in close:
            end.close()
        end, mark = socket.socket(fileno=descriptors[0]), descriptors[1]
        assert callable(be_a_worker)
        be_a_worker(end, mark)
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)


def _reap(control: socket.socket, living: set[int]) -> None:
    for pid in list(living):
        with contextlib.suppress(ChildProcessError):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                living.discard(pid)
                _report(control, f"exited {pid} {_how(status)}")


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        with contextlib.suppress(ValueError):
            return f"killed by {signal.Signals(number).name}"
        return f"killed by signal {number}"
    return f"ended with exit code {os.WEXITSTATUS(status)}"


def _report(control: socket.socket, line: str) -> None:
    with contextlib.suppress(OSError):
        control.sendall(line.encode() + b"\n")


def _end_all(living: set[int]) -> None:
    """The server is gone; workers notice by themselves, unless they hang."""
    until = time.monotonic() + GRACE_SECS
    while living and time.monotonic() < until:
        for pid in list(living):
            found, _ = os.waitpid(pid, os.WNOHANG)
            if found:
                living.discard(pid)
        time.sleep(0.05)
    for pid in living:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
    os._exit(0)  # there is nothing to tidy up, and unloading torch takes seconds
