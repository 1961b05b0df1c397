"""The lines of tabs that poll, by the name of their session."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import HTTPConnection

from torchground.runs.places import Places
from torchground.server import sentences
from torchground.server.life import Services
from torchground.server.lines.polling import PollLine
from torchground.telemetry.polls import Poll, PollAnswer
from torchground.words import SentenceError

Live = Callable[[PollLine], Awaitable[None]]
"""Runs the stream of a tab over its line, until one of them ends."""

log = structlog.get_logger(__name__)


class NoLine(SentenceError):
    """There is no such session, or no room for another one."""


class OpenLines:
    """All such lines of one app."""

    def __init__(self) -> None:
        self._sessions: dict[str, tuple[PollLine, asyncio.Task[None]]] = {}
        """By the hash of the name, so that looking one up tells nothing of the names of others."""

    async def poll(self, ask: Poll, key: str, here: Services, live: Live) -> PollAnswer:
        """Answer one poll; without a session it opens one. Raises :class:`NoLine`."""
        line = self._open(key, here, live) if ask.session is None else self._find(ask.session)
        answer = await line.poll(ask)
        if answer is None:
            raise NoLine(sentences.NO_POLL_SESSION())
        return answer

    def _find(self, session: str) -> PollLine:
        found = self._sessions.get(_hashed(session))
        if found is None:
            raise NoLine(sentences.NO_POLL_SESSION())
        return found[0]

    def _open(self, key: str, here: Services, live: Live) -> PollLine:
        session = secrets.token_urlsafe(32)
        line = PollLine(session, here.settings.limits.stalled_secs, here.free_time)
        if not here.tabs.take(key, line, keeps_first=True):
            line.give_way()
            raise NoLine(sentences.TOO_MANY_TABS())
        task = asyncio.ensure_future(self._live(session, here.tabs, line, live))
        self._sessions[_hashed(session)] = line, task
        return line

    async def _live(self, session: str, tabs: Places, line: PollLine, live: Live) -> None:
        try:
            await live(line)
        except Exception as error:
            log.error("the stream of a tab failed", exc_info=error)
        finally:
            del self._sessions[_hashed(session)]
            tabs.leave(line)


def lines_of(connection: HTTPConnection) -> OpenLines:
    """The lines of the app that a request came to."""
    state = connection.app.state
    if not hasattr(state, "lines"):
        state.lines = OpenLines()
    found: OpenLines = state.lines
    return found


def _hashed(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()
