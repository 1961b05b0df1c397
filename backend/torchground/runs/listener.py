"""What one socket sees of the runs: cursors into what all share; a slow one gets larger frames, never a queue."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ormsgpack
from pydantic import ValidationError

from torchground.catalogue.bases.entries import UnknownType, parse
from torchground.people import OPERATOR, Actor, may
from torchground.runs import sentences
from torchground.runs.errors import Refused, UnknownRun
from torchground.runs.rank import Rank
from torchground.runs.registry import RunRegistry
from torchground.runs.ring import FRAME_POINTS, fitting, points_frame
from torchground.runs.run_handle import RunHandle
from torchground.storage.records import StoreAway
from torchground.telemetry.messages import Listed, RunMessage, probe_key
from torchground.words import Sentence, other

AWAY_SECS = 0.5
"""Points that the store cannot give are asked for again after so long."""
MAX_RUNS = 100
"""Most runs that a socket shows at once."""
ROUND_BYTES = 500_000
"""Once so much is gathered, the other runs have their turn with the next round."""


@dataclass
class Cursor:
    """How far one socket has seen one run."""

    handle: RunHandle
    seq: int
    version: int = 0
    waits: bool = False
    """Its next points cannot be read from the store just now."""
    live: dict[str, int] = field(default_factory=dict)
    """By the type of each message that its worker shows: the number of the newest one given."""
    probes: Sequence[Mapping[str, Any]] = ()
    """What the tab watches, as it asked for it."""
    measured: dict[str, str] = field(default_factory=dict)
    """By the key of each of them: the key of what is measured for it, which is another for a slow line."""
    readings: dict[str, int] = field(default_factory=dict)
    """By the key of each watched probe: the number of the newest one given."""


class Listener:
    """What one socket sees of the runs. Hello, heartbeats and pace are the socket's business."""

    def __init__(self, registry: RunRegistry, actor: Actor = OPERATOR) -> None:
        self.actor = actor
        self._registry = registry
        self._watching = registry.watching
        self._watching.join(self)
        self._cursors: dict[str, Cursor] = {}
        self._list_version = 0
        self._gone: list[str] = []
        """Drafts and runs of others that this socket showed and that are there no more."""
        self._news = asyncio.Event()
        self._news.set()
        self._is_coarse = False
        self._closed = False

    @property
    def num_drafts(self) -> int:
        """How many drafts this socket shows."""
        return sum(cursor.handle.info.draft for cursor in self._cursors.values())

    # ---- what the tab asks for ------------------------------------------------------------------

    def subscribe(self, run_id: str, after: int) -> None:
        """Show this run: its state, all points after ``after``, then live. Raises :class:`UnknownRun`."""
        handle = self._registry.find(run_id)
        if run_id not in self._cursors and len(self._cursors) >= MAX_RUNS:
            raise Refused(sentences.TOO_MANY_SHOWN(count=MAX_RUNS))
        cursor = Cursor(handle, min(after, handle.ring.last))
        previous = self._cursors.get(run_id)
        if previous is not None:
            cursor.probes, cursor.measured = previous.probes, previous.measured
            cursor.readings = previous.readings
        self._cursors[run_id] = cursor
        self._watching.subscribe(handle, self)
        self.wake()

    def unsubscribe(self, run_id: str) -> None:
        """Show it no longer, watch none of its probes. Unknown runs are ignored."""
        cursor = self._cursors.pop(run_id, None)
        if cursor is not None:
            self._watching.unsubscribe(cursor.handle, self)

    async def watch(self, run_id: str, probes: Sequence[Mapping[str, Any]]) -> None:
        """The probes of a subscribed run that are on the screen; replaces those before.

        Raises :class:`UnknownRun`, or :class:`Refused` where a probe is none (all others are watched all the same).
        """
        handle = self._registry.find(run_id)
        cursor = self._cursors.get(run_id)
        if cursor is None:
            raise Refused(sentences.NOT_SUBSCRIBED())
        wanted, problems = _checked(probes)
        measured = {key: _coarser(p) if self._is_coarse else p for key, p in wanted.items()}
        keys = {key: probe_key(dict(probe)) for key, probe in measured.items()}
        self._watching.watch(handle, self, {keys[key]: p for key, p in measured.items()})
        cursor.probes, cursor.measured = probes, keys
        cursor.readings = {key: cursor.readings.get(key, 0) for key in wanted}
        self.wake()
        if problems:
            raise Refused(other(" ".join(str(problem) for problem in problems)))

    async def set_coarse(self, is_coarse: bool) -> None:
        """Whether pictures are to be smaller, which have a smaller form; they keep the names that were asked for."""
        self._is_coarse = is_coarse
        for run_id, cursor in list(self._cursors.items()):
            with contextlib.suppress(Refused, UnknownRun):
                await self.watch(run_id, cursor.probes)

    async def measure(self, run_id: str, probe: Mapping[str, Any], name: str) -> bytes:
        """Measure once, now: the binary frame, its ``probe`` being ``name`` (``"#17"``).

        Raises :class:`UnknownRun`, or :class:`Refused` with why there is no such number.
        """
        handle = self._registry.find(run_id)
        _, problems = _checked([probe])
        if problems:
            raise Refused(problems[0])
        frame = ormsgpack.unpackb(await self._registry.commands.measure(handle, dict(probe)))
        return ormsgpack.packb({**frame, "probe": name})

    # ---- what the tab gets ----------------------------------------------------------------------

    async def next(self) -> list[str | bytes]:
        """All that is newer than what was given before. Waits while there is nothing; empty once it was closed."""
        while await self.changed():
            news = list[str | bytes]()
            for rank in (Rank.LIST, Rank.RUN, Rank.POINTS, Rank.NOW, Rank.PICTURES):
                news += await self.take(rank)
            if news:
                return news
        return []

    async def changed(self) -> bool:
        """Wait until there may be something newer; false once it was closed."""
        await self._news.wait()
        self._news.clear()
        return not self._closed

    async def take(self, rank: Rank, *, one: bool = False) -> list[str | bytes]:
        """All that is newer of one rank (or one run's, and one picture), encoded: str are text frames, bytes binary.

        Of each run at most 500 points in one frame, and only the newest frame of each watched probe. What is more than
        a round may have is left, and :meth:`changed` does not wait.
        """
        if rank is Rank.LIST:
            return self._listed()
        news = list[str | bytes]()
        for run_id, cursor in list(self._cursors.items()):
            news += await self._news_of(cursor, rank, one=one)
            if sum(map(len, news)) > (0 if one else ROUND_BYTES):
                self._next_first(run_id)
                break
        return news

    def wake(self) -> None:
        """There is something new."""
        self._news.set()

    def _next_first(self, run_id: str) -> None:
        """Go on at once, with the runs behind this one."""
        names = list(self._cursors)
        last = names.index(run_id) + 1 if run_id in self._cursors else 0
        self._cursors = {name: self._cursors[name] for name in (*names[last:], *names[:last])}
        self.wake()

    def close(self) -> None:
        """The socket is gone, or the registry is closed."""
        self._closed = True
        for run_id in list(self._cursors):
            self.unsubscribe(run_id)
        self._watching.leave(self)
        self.wake()

    def forget(self, run_id: str) -> None:
        """The run was deleted. The list says so; of one that is not in this list, only those hear who showed it."""
        cursor = self._cursors.pop(run_id, None)
        if cursor is None:
            return
        is_listed = not cursor.handle.info.draft and may(self.actor, "find", cursor.handle.owner)
        if not is_listed:
            self._gone.append(run_id)
            self.wake()

    # ---- news -----------------------------------------------------------------------------------

    def _listed(self) -> list[str | bytes]:
        run_list, news = self._watching.run_list, list[str | bytes]()
        if self._list_version != run_list.version:
            told = run_list.news(self._list_version, self.actor)
            news += [told] if told else []
            self._list_version = run_list.version
        if self._gone:
            news.append(Listed(gone=self._gone).model_dump_json())
            self._gone = []
        return news

    async def _news_of(self, cursor: Cursor, rank: Rank, *, one: bool) -> list[str | bytes]:
        handle, news = cursor.handle, list[str | bytes]()
        if rank is Rank.RUN and cursor.version != handle.version:
            cursor.version = handle.version
            news.append(RunMessage(run=handle.info).model_dump_json())
        elif rank is Rank.POINTS and cursor.seq < handle.ring.last and not cursor.waits:
            news += await self._points(cursor)
            if cursor.seq < handle.ring.last and not cursor.waits:
                self.wake()  # more than one frame of points: go on at once
        elif rank is Rank.NOW:
            for name, live in handle.live.items():
                if live.number > cursor.live.get(name, 0):
                    cursor.live[name] = live.number
                    news.append(live.message)
        elif rank is Rank.PICTURES:
            news += itertools.islice(_pictures(cursor), 1 if one else None)
        return news

    async def _points(self, cursor: Cursor) -> list[str]:
        """The next points from the ring, or from storage where the ring no longer has them."""
        made = cursor.handle.ring.frame(cursor.seq)
        if made is None:
            run_id, last = cursor.handle.info.id, cursor.handle.ring.last
            try:
                points = await self._registry.stored_points(run_id, cursor.seq, FRAME_POINTS)
            except StoreAway:
                cursor.waits = True
                asyncio.get_running_loop().call_later(AWAY_SECS, self._try_again, cursor)
                return []
            if not points:  # deleted meanwhile
                cursor.seq = last
                return []
            points = list(fitting(points))
            made = points_frame(run_id, points, last), cursor.seq + len(points)
        frame, cursor.seq = made
        return [frame]

    def _try_again(self, cursor: Cursor) -> None:
        cursor.waits = False
        self.wake()


def _pictures(cursor: Cursor) -> Iterator[str | bytes]:
    """The newest frame of each probe that has a newer one; the one that was given longest ago first."""
    for key, seen in list(cursor.readings.items()):
        measured = cursor.measured.get(key, key)
        newest = cursor.handle.watched.newest.get(measured)
        if newest is not None and newest.number > seen:
            del cursor.readings[key]
            cursor.readings[key] = newest.number
            yield newest.message if measured == key else _renamed(newest.message, key)


def _renamed(message: str | bytes, key: str) -> str | bytes:
    """What was measured for a slow line, under the name that was asked for."""
    if isinstance(message, str):
        return json.dumps({**json.loads(message), "probe": key})
    return ormsgpack.packb({**ormsgpack.unpackb(message), "probe": key})


def _coarser(probe: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = parse("probes", dict(probe))
    coarse = found.coarser()
    return probe if coarse == found else coarse.model_dump(mode="json")


def _checked(
    probes: Sequence[Mapping[str, Any]],
) -> tuple[dict[str, Mapping[str, Any]], list[Sentence]]:
    """Those that are probes, by key, and a sentence for each that is none."""
    good: dict[str, Mapping[str, Any]] = {}
    problems = list[Sentence]()
    for probe in probes:
        try:
            parse("probes", dict(probe))
            ormsgpack.packb(dict(probe))  # else no worker could be asked for it
            good[probe_key(dict(probe))] = probe
        except (UnknownType, ValidationError, ValueError, TypeError) as error:
            problems.append(_sentence(error))
    return good, problems


def _sentence(error: Exception) -> Sentence:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "probe"
        return sentences.NO_PROBE(why=other(f"{place}: {first['msg']}"))
    return sentences.NO_PROBE(why=other(error))
