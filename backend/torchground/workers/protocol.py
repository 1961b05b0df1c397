"""The line between a server and a worker: length-prefixed messages over a private socket pair, never pickle.

The messages are in ``messages``.
"""

from __future__ import annotations

import select
import socket
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from torchground.workers.messages import (
    MAX_MESSAGE_BYTES,
    TO_WORKER,
    FromWorker,
    InvalidMessage,
    ToWorker,
    decode,
    encode,
)

READ_BYTES = 256 * 1024
Message = TypeVar("Message")


class LineBroken(ConnectionError):
    """The other side is gone, or sent what is no message."""


class Decoder(Generic[Message]):
    """Makes messages of one union from bytes as they come, each with the id of the run it is about."""

    def __init__(self, union: TypeAdapter[tuple[str, Message]]) -> None:
        self._union = union
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[tuple[str, Message]]:
        """The messages that are complete now. Raises :class:`LineBroken` on anything that is none."""
        self._bytes += data
        messages, start = [], 0
        while len(self._bytes) - start >= 4:
            size = int.from_bytes(self._bytes[start : start + 4], "big")
            if size > MAX_MESSAGE_BYTES:
                raise LineBroken(f"a message of {size} bytes was announced")
            if len(self._bytes) - start - 4 < size:
                break
            messages.append(self._decoded(bytes(self._bytes[start + 4 : start + 4 + size])))
            start += 4 + size
        del self._bytes[:start]
        return messages

    def _decoded(self, packed: bytes) -> tuple[str, Message]:
        try:
            return decode(packed, self._union)
        except InvalidMessage as error:
            raise LineBroken(str(error)) from error


class Line:
    """The worker's end: never blocks but in :meth:`wait`, keeps what the socket cannot take yet."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._socket = end
        self._decoder = Decoder(TO_WORKER)
        self._out = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """How much was sent that the socket has not taken."""
        return len(self._out)

    def send(self, run_id: str, message: FromWorker) -> None:
        """Send a message; what does not fit into the socket now goes with the next :meth:`flush`."""
        self._out += encode(run_id, message)
        self.flush()

    def flush(self) -> None:
        """Give the socket what it takes now. Raises :class:`LineBroken` where nobody is there."""
        while self._out:
            try:
                sent = self._socket.send(self._out[:READ_BYTES])
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                raise LineBroken(str(error)) from error
            del self._out[:sent]

    def received(self) -> list[tuple[str, ToWorker]]:
        """The messages that came since the last call; does not wait. Raises :class:`LineBroken` at the end."""
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
        """Wait until there is something to read, or the socket takes more, or ``secs`` have passed."""
        writing = [self._socket] if self._out else []
        select.select([self._socket], writing, [], max(0.0, secs))

    def finish(self, secs: float) -> None:
        """Send all that is left, for at most ``secs``, and hang up."""
        self._socket.settimeout(secs)
        try:
            self._socket.sendall(self._out)
        except OSError:
            pass
        finally:
            self._socket.close()
