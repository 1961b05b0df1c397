"""Files that come in the body of a request: written to the data folder piece by piece, never held whole in memory."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from functools import partial
from typing import IO, TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request

from torchground.server import sentences
from torchground.server.disk import Disk
from torchground.server.errors import Refuse
from torchground.words import Sentence

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

FILE_TYPE = "application/octet-stream"
"""What the body of such a request says it is, whatever is in it: a page from elsewhere cannot send this unasked."""
_PIECE_BYTES = 1 << 20
"""Most bytes that are held in memory before they are written."""
SILENT_SECS = 30.0
WHOLE_SECS = 900.0


async def received(request: Request, file: IO[bytes], limit: int, disk: Disk) -> tuple[str, int]:
    """Write the body into ``file``, on threads; its SHA-256 and its size.

    Raises :class:`Refuse` where the body is too large, too slow or cut off.
    """
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > limit:
        raise _too_large(limit)
    made, size, waiting = hashlib.sha256(), 0, bytearray()
    until = asyncio.get_running_loop().time() + WHOLE_SECS
    async for piece in _pieces(request, until):
        size += len(piece)
        if size > limit:
            raise _too_large(limit)
        waiting += piece
        if len(waiting) >= _PIECE_BYTES:
            await disk.do(partial(_write, file, made, bytes(waiting)))
            waiting.clear()
    await disk.do(partial(_write, file, made, bytes(waiting)))
    return made.hexdigest(), size


def _write(file: IO[bytes], made: Hash, piece: bytes) -> None:
    made.update(piece)
    file.write(piece)


async def _pieces(request: Request, until: float) -> AsyncIterator[bytes]:
    stream = request.stream()
    try:
        while True:
            left = until - asyncio.get_running_loop().time()
            try:
                yield await asyncio.wait_for(anext(stream), min(SILENT_SECS, max(left, 0.01)))
            except StopAsyncIteration:
                return
    except asyncio.TimeoutError:
        raise _closing(408, sentences.FILE_TOO_SLOW()) from None
    except ClientDisconnect:
        raise _closing(400, sentences.FILE_CUT_OFF()) from None


def _too_large(limit: int) -> Refuse:
    return _closing(413, sentences.FILE_TOO_LARGE(most_mb=limit // 1_000_000))


def _closing(status: int, sentence: Sentence) -> Refuse:
    """A refusal after which the connection is closed, as the rest of the body was not read."""
    return Refuse(status, sentence, {"connection": "close"})
