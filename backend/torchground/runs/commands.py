"""Asking runs for something and waiting for the answer: commands and measurements."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from itertools import count
from typing import Any

from torchground.runs import events, sentences
from torchground.runs.effects import Effects
from torchground.runs.errors import Refused
from torchground.runs.run_handle import RunHandle
from torchground.storage.sentences import DELETION_DELAYED, LABELS_DELAYED, SUPERSEDED
from torchground.storage.store import Store
from torchground.telemetry.messages import Answer, Command
from torchground.words import Sentence, other


class Commands:
    """Nobody waits for longer than the limits say; what takes longer is answered with why."""

    def __init__(
        self, store: Store, effects: Effects, answer_secs: float, measure_secs: float
    ) -> None:
        self._store = store
        self._apply = effects.apply
        self._answer_secs = answer_secs
        self._measure_secs = measure_secs
        self._requests = count(1)

    async def send(self, handle: RunHandle, command: Command, answer_id: int = 0) -> Answer:
        """Drive a run. Answers within a second: done (committed), taken, or refused with a sentence."""
        if self._store.superseded.is_set():
            return answer_of(answer_id, SUPERSEDED())
        request, asking = self._ask(handle)
        self._apply(handle, events.Commanded(request, command))
        done, _ = await asyncio.wait({asking}, timeout=self._answer_secs)
        if done:
            return answer_of(answer_id, asking.result())
        return Answer(id=answer_id, ok=True, value={"taken": str(self._why_waiting(handle))})

    async def delete(self, handle: RunHandle) -> None:
        """Delete a run, its points and its files. Raises :class:`Refused` where the store fails: then it goes on.

        Raises :class:`~torchground.storage.records.Delayed` where the deletion waits to be saved.
        """
        asking = self._deletion(handle)
        if asking is None:
            request, asking = self._ask(handle)
            self._apply(handle, events.DeleteAsked(request))
        error = await self._store.in_time(asking, DELETION_DELAYED)
        if error is not None:
            raise Refused(error)

    async def label(self, handle: RunHandle, columns: Mapping[str, Any]) -> None:
        """Change what people write on a run. Raises :class:`Refused` where the store fails: then it stays as it was.

        Raises :class:`~torchground.storage.records.Delayed` where it waits to be saved.
        """
        request, asking = self._ask(handle)
        self._apply(handle, events.LabelsAsked(request, columns))
        error = await self._store.in_time(asking, LABELS_DELAYED)
        if error is not None:
            raise Refused(error)

    def _deletion(self, handle: RunHandle) -> asyncio.Future[Sentence | None] | None:
        """Who waits for a deletion that is on its way already."""
        for write in handle.run.writing.values():
            if isinstance(write, events.WriteDeletion) and write.answers in handle.answers:
                return handle.answers[write.answers]
        return None

    async def measure(self, handle: RunHandle, probe: Mapping[str, Any]) -> bytes:
        """One measurement, as the worker packed it. Raises :class:`Refused` with why there is none."""
        request = next(self._requests)
        waiting: asyncio.Future[bytes | str] = asyncio.get_running_loop().create_future()
        handle.measures[request] = waiting
        self._apply(handle, events.MeasureAsked(request, probe))
        try:
            found = await asyncio.wait_for(waiting, self._measure_secs)
        except asyncio.TimeoutError:
            raise Refused(sentences.MEASURE_BUSY()) from None
        finally:
            if handle.measures.pop(request, None) is not None:
                self._apply(handle, events.MeasureGivenUp(request))
        if isinstance(found, str):
            raise Refused(other(found))
        return found

    def _ask(self, handle: RunHandle) -> tuple[int, asyncio.Future[Sentence | None]]:
        request = next(self._requests)
        asking: asyncio.Future[Sentence | None] = asyncio.get_running_loop().create_future()
        handle.answers[request] = asking
        return request, asking

    def _why_waiting(self, handle: RunHandle) -> Sentence:
        if self._store.is_delayed:
            return self._store.delayed(sentences.SAVING_DELAYED)
        if not handle.run.held:
            return sentences.NO_WORKER_YET()
        return sentences.LONG_STEP()


def answer_of(answer_id: int, error: Sentence | None) -> Answer:
    """The answer to a tab or a script."""
    if error is None:
        return Answer(id=answer_id, ok=True)
    return Answer(
        id=answer_id, ok=False, error=str(error), code=error.code, values=dict(error.values)
    )
