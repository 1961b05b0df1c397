"""Files that come in the body of a request: written to the data folder piece by piece, never held whole in memory."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import IO, TYPE_CHECKING

from starlette.requests import Request

from torchground.server import sentences
from torchground.server.bodies import Body, CutOff, GaveWay, Pace, TooSlow
from torchground.server.disk import Disk
from torchground.server.errors import Refuse
from torchground.words import Sentence

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

FILE_TYPE = "application/octet-stream"
"""What the body of such a request says it is, whatever is in it: a page from elsewhere cannot send this unasked."""
_PIECE_BYTES = 1 << 20
"""Most bytes that are held in memory before they are written."""
FILE_PACE = Pace(grace_secs=20, bytes_per_sec=8_000, whole_secs=900, kept_secs=20)


async def received(
    request: Request, body: Body, file: IO[bytes], limit: int, disk: Disk
) -> tuple[str, int]:
    """Write the body into ``file``, on threads; its SHA-256 and its size.

    Raises :class:`Refuse` where the body is too large, too slow or cut off, or gave way to others.
    """
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > limit:
        raise _too_large(limit)
    try:
        return await _written(body, file, limit, disk)
    except TooSlow:
        raise _closing(408, sentences.FILE_TOO_SLOW()) from None
    except GaveWay:
        raise _closing(429, sentences.FILE_GAVE_WAY()) from None
    except CutOff:
        raise _closing(400, sentences.FILE_CUT_OFF()) from None


async def _written(body: Body, file: IO[bytes], limit: int, disk: Disk) -> tuple[str, int]:
    made, size, waiting = hashlib.sha256(), 0, bytearray()
    async for piece in body.pieces():
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


def _too_large(limit: int) -> Refuse:
    return _closing(413, sentences.FILE_TOO_LARGE(most_mb=limit // 1_000_000))


def _closing(status: int, sentence: Sentence) -> Refuse:
    """A refusal after which the connection is closed, as the rest of the body was not read."""
    return Refuse(status, sentence, {"connection": "close"})
