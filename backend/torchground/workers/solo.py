"""One worker in a process of its own, where there is no fork (Windows): its socket comes over standard input."""

from __future__ import annotations

import socket
import sys

if __name__ == "__main__":
    from torchground.workers.main import be_a_worker

    share = getattr(socket, "fromshare")  # noqa: B009  only there on Windows
    be_a_worker(share(sys.stdin.buffer.read()), mark=None)
