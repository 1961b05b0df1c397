"""How a worker and the server talk: length-prefixed MessagePack frames over a private socket pair, never pickle.

A frame is ``[kind, run_id, head, body]``: head a map of plain values, body bytes that are passed on unread.

Down: ``start {project, device, checkpoint_dir, checkpoint, changes, last_seq, paused, steps_per_second}``,
``command {request, command}``, ``watch {probes}``, ``measure {request, probe}``, ``drop {}``, ``shutdown {}``.
Up: ``hello {pid, torch, cuda_devices}``, ``alive {turns}``, ``point {json}``, ``status {…}``, ``frame {probe}`` + body,
``measured {request, error}`` + body, ``probe_problem {probe, error}``, ``state {state, reason, epoch, step}``,
``checkpoint {name, seq, epoch, step}``, ``answer {request, ok, error}``, ``note {text}``, ``gone {}`` (the
worker no longer holds the run).
"""

from __future__ import annotations

import select
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import ormsgpack

MAX_FRAME_BYTES = 64 * 1024 * 1024
"""A longer frame ends the line: one of the two sides is broken."""
READ_BYTES = 256 * 1024


class LineBroken(ConnectionError):
    """The other side is gone, or says what no worker or server says."""


@dataclass(frozen=True)
class Frame:
    """One thing said, about a run or (``run_id`` empty) about the worker itself."""

    kind: str
    run_id: str = ""
    head: Mapping[str, Any] = field(default_factory=dict)
    body: bytes = b""


def encode(frame: Frame) -> bytes:
    """The frame as it goes over the line. Raises ``ValueError`` where it is too long."""
    packed = ormsgpack.packb([frame.kind, frame.run_id, dict(frame.head), frame.body])
    if len(packed) > MAX_FRAME_BYTES:
        raise ValueError(f"a {frame.kind} frame of {len(packed)} bytes is too long for the line")
    return len(packed).to_bytes(4, "big") + packed


class Decoder:
    """Makes frames from bytes as they come."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are complete now. Raises :class:`LineBroken` on anything that is none."""
        self._bytes += data
        frames, start = [], 0
        while len(self._bytes) - start >= 4:
            size = int.from_bytes(self._bytes[start : start + 4], "big")
            if size > MAX_FRAME_BYTES:
                raise LineBroken(f"a frame of {size} bytes was announced")
            if len(self._bytes) - start - 4 < size:
                break
            frames.append(_frame(bytes(self._bytes[start + 4 : start + 4 + size])))
            start += 4 + size
        del self._bytes[:start]
        return frames


def _frame(packed: bytes) -> Frame:
    try:
        value = ormsgpack.unpackb(packed)
    except ValueError as error:
        raise LineBroken(f"a frame that is no MessagePack: {error}") from error
    if not (isinstance(value, list) and len(value) == 4):
        raise LineBroken("a frame that is no list of four")
    kind, run_id, head, body = value
    fits = isinstance(kind, str) and isinstance(run_id, str) and isinstance(head, dict)
    if not (fits and isinstance(body, bytes)):
        raise LineBroken("a frame whose parts have the wrong types")
    return Frame(kind, run_id, head, body)


class Line:
    """The worker's end: never blocks but in :meth:`wait`, keeps what the socket cannot take yet."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._socket = end
        self._decoder = Decoder()
        self._out = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """How much was said that the socket has not taken."""
        return len(self._out)

    def say(self, frame: Frame) -> None:
        """Say something; what does not fit into the socket now goes with the next :meth:`flush`."""
        self._out += encode(frame)
        self.flush()

    def flush(self) -> None:
        """Give the socket what it takes. Raises :class:`LineBroken` where nobody is there."""
        while self._out:
            try:
                sent = self._socket.send(self._out[:READ_BYTES])
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                raise LineBroken(str(error)) from error
            del self._out[:sent]

    def heard(self) -> list[Frame]:
        """What was said to us since we last asked; does not wait. Raises :class:`LineBroken` at the end."""
        try:
            data = self._socket.recv(READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return []
        except OSError as error:
            raise LineBroken(str(error)) from error
        if not data:
            raise LineBroken("the server is gone")
        return self._decoder.feed(data)

    def wait(self, secs: float) -> None:
        """Until there is something to hear, or the socket takes more of what we said, or ``secs`` have passed."""
        writing = [self._socket] if self._out else []
        select.select([self._socket], writing, [], max(0.0, secs))

    def finish(self, secs: float) -> None:
        """Say all that is left, for at most ``secs``, and hang up."""
        self._socket.settimeout(secs)
        try:
            self._socket.sendall(self._out)
        except OSError:
            pass
        finally:
            self._socket.close()
