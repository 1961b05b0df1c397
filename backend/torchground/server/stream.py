"""The stream of a tab: what it subscribes to flows down at the pace the line can take, commands come up.

Three things run beside one another for each tab: one reads, one sends whatever is newer than the last time,
one obeys commands in the order they came. None of them keeps a queue that a slow tab could fill. What carries the
frames, a websocket or polls, is the business of ``lines``.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from pydantic import BaseModel, ValidationError
from starlette.websockets import WebSocket

from torchground import __version__
from torchground.people import Actor
from torchground.runs.errors import NotYours, Refused, UnknownRun
from torchground.runs.listener import Listener
from torchground.runs.rank import Rank
from torchground.server import sentences
from torchground.server.errors import problem_of, unfit_sentence
from torchground.server.jsonbody import BadJson, read_json, text_problems
from torchground.server.keys import key_of
from torchground.server.life import Services
from torchground.server.lines.base import RESTARTING, TRY_LATER, Line, LineClosed
from torchground.server.lines.pieces import pieces
from torchground.server.lines.websocket import SocketLine
from torchground.server.policy import Routes
from torchground.server.rates import Rate
from torchground.server.services import life_of
from torchground.server.visitors import actor_of
from torchground.telemetry.messages import (
    UP,
    Answer,
    CommandMessage,
    Heartbeat,
    Hello,
    Measure,
    Pace,
    Ping,
    Received,
    Refusal,
    Subscribe,
    Unsubscribe,
    Up,
    Watch,
)
from torchground.words import Sentence, SentenceError

log = structlog.get_logger(__name__)
routes = Routes()
_GOODBYE_SECS = 1.0
_MAX_FIELDS = 64
"""Of one object in a message: no message has nearly so many."""
_RECEIPT = '{"type":"received",'
"""So begins what a page says of frames that have come; it has a rate of its own, so that no command waits for it."""
_RESTS: dict[Rank, float | None] = {Rank.NOW: 0.5, Rank.PICTURES: None}
"""On a slow line: how long after what was newest of a rank the next of it waits; None is as long as it took."""
_LONGEST_REST_SECS = 10.0
_REASON_CHARS = 100
"""A reason for closing a socket has 123 bytes at most."""
_LOOK_SECS = 0.25
"""How often a tab's side looks whether saving is delayed."""


@routes.socket("/api/stream", policy="own")
async def stream(socket: WebSocket, paced: bool = False) -> None:
    """The whole life of one socket. ``paced``: the tab says what has come (``received``)."""
    life = life_of(socket)
    await socket.accept()
    if (here := life.services) is None:
        await socket.close(TRY_LATER, str(life.refusal())[:_REASON_CHARS])
        return
    line = SocketLine(socket, paced=paced, clock=here.free_time)
    tab = Tab(line, here, key_of(socket.scope), actor_of(socket.scope))
    if not here.tabs.take(key_of(socket.scope), tab, keeps_first=True):
        await socket.close(TRY_LATER, str(sentences.TOO_MANY_TABS()))
        return
    try:
        await tab.live()
    finally:
        here.tabs.leave(tab)


class Tab:
    """One connected client (``places.Holder``)."""

    def __init__(self, line: Line, here: Services, key: str, actor: Actor) -> None:
        self._line = line
        self._key = key
        self._actor = actor
        self._here = here
        self._limits = here.settings.limits
        self._listener = Listener(here.registry, actor)
        self._commands: asyncio.Queue[CommandMessage] = asyncio.Queue(self._limits.num_waiting)
        self._questions: set[asyncio.Task[None]] = set()
        self._clock = asyncio.get_running_loop().time
        self._since = self._clock()
        self._given_way = asyncio.Event()
        self._sending_since = math.inf
        """When the line last got stuck; infinite while it flows."""
        self._turns = [asyncio.Lock() for _ in Rank]
        """By rank: the pieces of one frame at a time."""
        self._resting: dict[Rank, float] = {}
        """On a slow line: until when nothing of a rank is sent."""
        self._was_slow = False

    def worth(self) -> float:
        """The newest gives way first."""
        return -self._since

    def give_way(self) -> None:
        """The tab is told, and comes back by itself a little later."""
        self._given_way.set()

    async def live(self) -> None:
        """Until the tab leaves or the server stops. Whichever part ends first ends the others."""
        tasks: list[asyncio.Task[None]] = []
        try:
            await self._say(Hello(version=__version__, instance=self._here.instance))
            parts = (self._read, self._send_newer, self._beat, self._obey, self._give_way)
            tasks += [asyncio.ensure_future(part()) for part in parts]
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                _report(task)
        except LineClosed:
            """Before it was greeted."""
        finally:
            self._listener.close()
            await _end([*tasks, *self._questions])
            await self._line.close(TRY_LATER if self._given_way.is_set() else RESTARTING)

    async def _give_way(self) -> None:
        """Say why, where the tab still listens."""
        await self._given_way.wait()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._say(_refusal(sentences.TOO_MANY_TABS())), _GOODBYE_SECS)

    # ---- down ----

    async def _send_newer(self) -> None:
        pause = 1 / self._limits.frames_per_sec
        while await self._listener.changed():
            began = self._clock()
            await self._tell_pace()
            for rank in Rank:
                await self._send_rank(rank)
            await asyncio.sleep(max(0.0, pause - (self._clock() - began)))

    async def _send_rank(self, rank: Rank) -> None:
        """What is newer of one rank. On a slow line the next of it waits: the line is there for the others, too."""
        if self._clock() < self._resting.get(rank, 0.0):
            return
        began, is_first = self._clock(), True
        for frame in await self._listener.take(rank, one=self._line.is_slow):
            if not is_first:
                await self._send_before(rank)
            is_first = False
            await self._send(frame, rank)
        if not is_first and self._line.is_slow and rank in _RESTS:
            rest = _RESTS[rank] or min(_LONGEST_REST_SECS, self._clock() - began)
            self._resting[rank] = self._clock() + rest
            asyncio.get_running_loop().call_later(rest, self._listener.wake)

    async def _tell_pace(self) -> None:
        """Say when the line became slow or fast; over a slow one pictures are smaller."""
        is_slow = self._line.is_slow
        if is_slow != self._was_slow:
            self._was_slow = is_slow
            await self._listener.set_coarse(is_slow)
            await self._say(Pace(is_slow=is_slow, bytes_per_sec=self._line.bytes_per_sec))

    async def _beat(self) -> None:
        """Heartbeats, until a frame has been on its way for so long that nobody can be reading.

        One comes sooner where saving is delayed from now on, or goes on.
        """
        said, due = None, self._clock() + self._limits.heartbeat_secs
        while self._clock() - self._sending_since < self._limits.stalled_secs:
            await asyncio.sleep(min(_LOOK_SECS, self._limits.heartbeat_secs))
            delay = self._here.store.delay()
            if self._sending_since == math.inf and (delay != said or self._clock() >= due):
                await self._say(_heartbeat(delay))
                said, due = delay, self._clock() + self._limits.heartbeat_secs

    async def _say(self, message: BaseModel) -> None:
        await self._send(message.model_dump_json(), Rank.NOW)

    async def _send(self, frame: str | bytes, rank: Rank) -> None:
        """Send a frame; where it takes several pieces, what goes before it goes between them."""
        async with self._turns[rank]:
            for number, piece in enumerate(pieces(frame, rank, lambda: self._line.piece_bytes)):
                if number > 0:
                    await self._send_before(rank)
                await self._put(piece)

    async def _send_before(self, rank: Rank) -> None:
        """What goes before the rest of this rank."""
        await self._tell_pace()
        for higher in Rank:
            if higher < rank:
                await self._send_rank(higher)

    async def _put(self, piece: str | bytes) -> None:
        self._sending_since = min(self._sending_since, self._clock())
        await self._line.send(piece)
        self._sending_since = math.inf

    # ---- up ----

    async def _read(self) -> None:
        """Take what the tab says, at most as fast as the limits allow; more of it waits on the line."""
        own = Rate(self._limits.messages_per_sec, self._limits.messages_burst)
        receipts = Rate(self._limits.messages_per_sec, self._limits.messages_burst)
        while True:
            text = await self._line.receive()
            now = self._clock()
            if text is not None and text.startswith(_RECEIPT):
                wait = receipts.wait(now)
            else:
                wait = max(own.wait(now), self._here.messages.wait(self._key, now))
            if wait:
                await asyncio.sleep(wait)
            await self._take(text)

    async def _take(self, text: str | None) -> None:
        try:
            await self._handle(read_up(text))
        except (BadUp, Refused, UnknownRun) as refusal:
            await self._say(_refusal(refusal.sentence))
        except LineClosed:
            raise
        except Exception as error:
            log.error("a message of a tab failed", exc_info=error)
            await self._say(_refusal(sentences.OUR_MISTAKE()))

    async def _handle(self, message: Up) -> None:
        if isinstance(message, Subscribe):
            self._listener.subscribe(message.run, message.after)
        elif isinstance(message, Unsubscribe):
            self._listener.unsubscribe(message.run)
        elif isinstance(message, Watch):
            await self._listener.watch(message.run, message.probes)
        elif isinstance(message, Received):
            self._line.arrived(message.frames, message.rested_secs)
        elif isinstance(message, Ping):
            await self._say(_heartbeat(self._here.store.delay()))
        elif isinstance(message, CommandMessage):
            await self._commands.put(message)
        else:
            await self._ask(message)

    async def _obey(self) -> None:
        """Commands one after another, as they came."""
        while True:
            message = await self._commands.get()

            async def obey(message: CommandMessage = message) -> Answer:
                self._here.registry.refuse_change(message.run, self._actor)
                return await self._here.registry.command(message.run, message.command, message.id)

            await self._say(await _answered(message.id, obey))

    async def _ask(self, message: Measure) -> None:
        """Measure beside everything else; readings of one tab overtake one another freely."""
        if len(self._questions) >= self._limits.num_waiting:
            sentence = sentences.TOO_MANY_QUESTIONS(count=len(self._questions))
            return await self._say(_no(message.id, sentence))
        task = asyncio.ensure_future(self._measure(message))
        self._questions.add(task)
        task.add_done_callback(self._questions.discard)
        task.add_done_callback(_report)

    async def _measure(self, message: Measure) -> None:
        frames: list[bytes] = []

        async def measure() -> Answer:
            name = f"#{message.id}"
            frames.append(await self._listener.measure(message.run, message.probe, name))
            return Answer(id=message.id, ok=True)

        await self._say(await _answered(message.id, measure))
        for frame in frames:
            await self._send(frame, Rank.ASKED)


class BadUp(SentenceError):
    """Why a message of a tab could not be read."""


def read_up(text: str | None) -> Up:
    """The message a text frame carries. Raises :class:`BadUp`."""
    if text is None:
        raise BadUp(sentences.NOT_TEXT())
    try:
        value = read_json(text, max_fields=_MAX_FIELDS)
        if problems := text_problems(text, value, "message"):
            raise BadUp(unfit_sentence(problems))
        return UP.validate_python(value)
    except BadJson as error:
        raise BadUp(error.sentence) from None
    except ValidationError as error:
        problems = [problem_of(e) for e in error.errors()[:3]]
        told = "; ".join(f"{p.place}: {p.sentence}" for p in problems)
        raise BadUp(sentences.UNFIT(problems=told)) from None


async def _answered(request: int, ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """What comes of asking: always an answer, and always a sentence where it is no."""
    try:
        return await ask()
    except (NotYours, Refused, UnknownRun) as refusal:
        return _no(request, refusal.sentence)
    except Exception as error:
        log.error("a request of the stream failed", exc_info=error)
        return _no(request, sentences.OUR_MISTAKE())


def _heartbeat(delay: Sentence | None) -> Heartbeat:
    if delay is None:
        return Heartbeat()
    return Heartbeat(delayed=str(delay), code=delay.code, values=dict(delay.values))


def _refusal(sentence: Sentence) -> Refusal:
    return Refusal(error=str(sentence), code=sentence.code, values=dict(sentence.values))


def _no(request: int, sentence: Sentence) -> Answer:
    values = dict(sentence.values)
    return Answer(id=request, ok=False, error=str(sentence), code=sentence.code, values=values)


def _report(task: asyncio.Task[Any]) -> None:
    """A tab that left is no news; anything else goes to the log."""
    error = None if task.cancelled() else task.exception()
    if error is not None and not isinstance(error, LineClosed):
        log.error("the stream of a tab failed", exc_info=error)
    elif error is not None:
        log.debug("a tab left while something was sent to it", error=repr(error))


async def _end(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
