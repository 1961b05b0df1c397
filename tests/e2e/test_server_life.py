"""The server as a process: it starts, is asked to stop with tabs open, and the same runs are there when it is back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.e2e.served import Served
from tests.server.serving import receive
from tests.server.test_routes import SPIRAL

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
LONG: dict[str, Any] = SPIRAL | {"training": {"optimizer": {"type": "adam"}, "epochs": 1_000_000}}


def tab(server: Served) -> ClientConnection:
    origin: Any = server.address
    return connect(
        f"{server.address.replace('http', 'ws')}/api/stream", origin=origin, max_size=None
    )


def follow(socket: ClientConnection, run_id: str, after: int) -> None:
    socket.send(json.dumps({"type": "subscribe", "run": run_id, "after": after}))


def test_a_stopped_server_tells_its_tabs_and_goes_on_where_it_was(tmp_path: Path) -> None:
    server = Served(tmp_path)
    try:
        server.start()
        server.wait_for_worker()
        started = httpx.post(f"{server.address}/api/runs", json={"project": LONG}, timeout=30)
        run_id = started.json()["info"]["id"]
        with tab(server) as socket:
            follow(socket, run_id, 0)
            seen = receive(socket, "points")["points"][-1]["seq"]
            assert server.stop() == 0
            with pytest.raises(ConnectionClosed) as closed:
                receive(socket, "nothing")
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012
        server.start()
        with tab(server) as socket:
            follow(socket, run_id, seen)
            points = receive(socket, "points")["points"]
            assert points[0]["seq"] == seen + 1
            follow(socket, run_id, 10**9)
            while receive(socket, "run")["run"]["state"] != "running":
                pass
    finally:
        server.stop()
    assert "Traceback" not in server.log
    assert not [line for line in server.log.splitlines() if '"level": "error"' in line]
