"""Messages of a tab with bytes changed, over sockets of a server"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.faults.figures import Figure, Figures
from tests.faults.flooding import bare_server

SHORT, FULL = 2_000, 1_000_000
SOCKETS = 4
BATCH = 200
"""So many are sent, then the server must answer a good one."""
ANSWER_SECS = 20.0
NO_LIMIT = 10**9
GOOD: list[dict[str, Any]] = [
    {"type": "subscribe", "run": "f" * 32, "after": 0},
    {"type": "unsubscribe", "run": "f" * 32},
    {"type": "watch", "run": "f" * 32, "probes": [{"type": "weights", "path": "dense"}]},
    {"type": "received", "frames": 3, "rested_secs": 0.25},
    {"type": "command", "id": 1, "run": "f" * 32, "command": {"type": "pause"}},
    {"type": "measure", "id": 2, "run": "f" * 32, "probe": {"type": "weights"}},
    {"type": "ping"},
]
SPECIAL = b'\x00\x1f"\\{}[]:,-+.eE0123456789\x7f\xc3\xff\xed\xa0\x80'


def run(count: int, seed: int) -> Figures:
    """Whether any of them ends what reads a socket, or keeps it from answering."""
    limits = [f"{name}={NO_LIMIT}" for name in ("messages_per_sec", "messages_per_sec_each")]
    limits += [f"{name}={NO_LIMIT}" for name in ("messages_burst_each", "messages_burst")]
    with tempfile.TemporaryDirectory() as folder, bare_server(folder, *limits) as (host, port):
        dead = asyncio.run(_sent(host, port, count, seed))
    return Figures(
        count,
        (Figure("sockets that ended, or did not answer any more", dead),),
    )


async def _sent(host: str, port: int, count: int, seed: int) -> int:
    each = [count // SOCKETS] * SOCKETS
    counts = await asyncio.gather(
        *(
            _socket(host, port, many, random.Random(seed * SOCKETS + n))
            for n, many in enumerate(each)
        )
    )
    return sum(counts)


async def _socket(host: str, port: int, count: int, chance: random.Random) -> int:
    """How often a socket ended although it should not have."""
    origin: Any = f"http://{host}:{port}"
    dead = sent = 0
    while sent < count:
        address = f"ws://{host}:{port}/api/stream"
        async with connect(address, origin=origin, max_size=None) as socket:
            try:
                while sent < count:
                    batch = min(BATCH, count - sent)
                    sent += batch
                    for _ in range(batch):
                        await socket.send(changed(chance))
                    await asyncio.wait_for(_answered(socket, sent), ANSWER_SECS)
            except (ConnectionClosed, TimeoutError):
                dead += 1
    return dead


async def _answered(socket: Any, number: int) -> None:
    """A question of its own number is answered, after all that came before it."""
    question = {
        "type": "command",
        "id": 10**6 + number,
        "run": "e" * 32,
        "command": {"type": "pause"},
    }
    await socket.send(json.dumps(question))
    async for frame in socket:
        if isinstance(frame, str) and json.loads(frame).get("id") == question["id"]:
            return


def changed(chance: random.Random) -> str | bytes:
    """A good message with some bytes changed, left out, doubled or put in; one in ten as bytes instead of text."""
    text = bytearray(json.dumps(chance.choice(GOOD)).encode())
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        place = chance.randrange(len(text) + 1)
        byte = chance.choice(SPECIAL) if chance.random() < 0.6 else chance.randrange(256)
        how = chance.randrange(4)
        if how == 0:
            text[place : place + 1] = bytes([byte])
        elif how == 1:
            del text[place : place + chance.choice((1, 1, 2, 10))]
        elif how == 2:
            text[place:place] = bytes([byte])
        else:
            text[place:place] = text[place : place + chance.choice((1, 5, 40))]
    if chance.random() < 0.1:
        return bytes(text)
    return text.decode("utf-8", "replace")
