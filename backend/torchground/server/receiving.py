"""Files that come in the body of a request: written to the data folder piece by piece, never held in memory."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import IO

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

FILE_TYPE = "application/octet-stream"
"""What the body of such a request says it is, whatever is in it: a page from elsewhere cannot send this unasked."""
SILENT_SECS = 30.0
WHOLE_SECS = 900.0


async def received(request: Request, file: IO[bytes], limit: int) -> tuple[str, int]:
    """Write the body into ``file``; its SHA-256 and its size.

    Raises ``HTTPException`` with a sentence where the body is too large, too slow or cut off.
    """
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > limit:
        raise _too_large(limit)
    made, size = hashlib.sha256(), 0
    until = asyncio.get_running_loop().time() + WHOLE_SECS
    async for piece in _pieces(request, until):
        size += len(piece)
        if size > limit:
            raise _too_large(limit)
        made.update(piece)
        file.write(piece)
    return made.hexdigest(), size


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
        raise _closing(408, "The file came too slowly; send it again.") from None
    except ClientDisconnect:
        raise _closing(400, "The file was cut off; send it again.") from None


def _too_large(limit: int) -> HTTPException:
    return _closing(
        413, f"The file is larger than {limit // 1_000_000} MB; bring a smaller part of it."
    )


def _closing(status: int, sentence: str) -> HTTPException:
    """A refusal after which the connection is closed, as the rest of the body was not read."""
    return HTTPException(status, sentence, {"connection": "close"})
