"""The stream over polls, for networks that let no websockets through. The same messages as ``/api/stream``."""

from __future__ import annotations

import ormsgpack
from fastapi import Request, Response

from torchground.server import sentences
from torchground.server.errors import Refuse
from torchground.server.keys import key_of
from torchground.server.lines.open_lines import NoLine, lines_of
from torchground.server.lines.polling import PollLine
from torchground.server.policy import Routes
from torchground.server.security import door_of
from torchground.server.services import Here
from torchground.server.stream import Tab
from torchground.server.visitors import actor_of
from torchground.telemetry.polls import Poll

routes = Routes()
MEDIA_TYPE = "application/vnd.msgpack"
_ANSWER = {
    "description": "A `PollAnswer` in MessagePack",
    "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
}


@routes.http(
    "POST",
    "/api/stream/polls",
    policy="own",
    judges_text=True,
    response_class=Response,
    responses={200: _ANSWER},
)
async def poll_stream(here: Here, request: Request, body: Poll) -> Response:
    """Ask for what is new on a stream, and send messages of the tab; without a session it opens one."""
    if sentence := door_of(request).refuses_stream(request.scope):
        raise Refuse(403, sentence)

    key, actor = key_of(request.scope), actor_of(request.scope)

    async def live(line: PollLine) -> None:
        await Tab(line, here, key, actor).live()

    try:
        answer = await lines_of(request).poll(body, key, here, live)
    except NoLine as error:
        is_full = error.sentence.code == sentences.TOO_MANY_TABS.code
        raise Refuse(429 if is_full else 404, error.sentence) from None
    return Response(ormsgpack.packb(answer.model_dump()), media_type=MEDIA_TYPE)
