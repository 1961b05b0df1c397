"""The training loop: a run as a generator of messages. It knows no socket, and its only clock is ``Pace``.

The results depend only on the project and on the changes of live settings. They never depend on pauses, watchers,
turns, checkpoints or the time of day.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from time import monotonic, thread_time
from typing import Literal

import torch

from torchground.telemetry.messages import (
    OVER,
    Change,
    Pause,
    Play,
    RunState,
    Set,
    Setting,
    Step,
    Stop,
)
from torchground.training import sentences
from torchground.training.checkpoint import read
from torchground.training.checkpoints import Checkpoints
from torchground.training.divergence import reason_of_growth, reason_of_nonfinite
from torchground.training.ending import reason_of
from torchground.training.inbox import Inbox, Item
from torchground.training.measures import Measures
from torchground.training.messages import (
    Answered,
    CommandRequest,
    MeasureRequest,
    Message,
    Noted,
    PointMade,
    Shutdown,
    StateChanged,
    Turn,
    WatchRequest,
)
from torchground.training.pace import STALE_SECS, Pace
from torchground.training.points import BATCH_POINT_STEPS, measured_in_turns, point_made, status_of
from torchground.training.probed_run import answer_of, news_of, probe_scheduler
from torchground.training.settings import Refused, checked_speed, live_settings, with_setting
from torchground.training.spec import PastChange, RunSpec
from torchground.training.state import Training
from torchground.training.strategies.switching import look_for_faster_strategy
from torchground.words import Sentence


def train(run: RunSpec, inbox: Inbox | None = None) -> Iterator[Message]:
    """Trains a run from its start to its end, and yields messages. The caller sends them on.

    Without an inbox the generator ends when the run is over. With an inbox it stays until it is shut down, so that
    people can look at the run. Sums are computed in one thread (``torch.set_num_threads``), so that they are the same
    everywhere.
    """
    torch.set_num_threads(1)
    try:
        loop = Loop(run, inbox)
    except Exception as error:
        yield StateChanged("failed", reason_of(error), 0, 0)
        return
    yield from loop.messages()


class Loop:
    """The loop of one run: its training, its requests, and its state."""

    def __init__(self, run: RunSpec, inbox: Inbox | None) -> None:
        self.run = run
        self.training = Training(run.project, torch.device(run.device))
        self.stays = inbox is not None
        self.inbox = inbox or Inbox()
        self.measures = Measures(self.training)
        self.probes = probe_scheduler(self.training, run.run_id)
        self.pace = Pace(run.steps_per_second)
        self.state: RunState = "queued"
        self.leaving = False
        self.target: int | None = None
        """The step at which to pause. None means no such step."""
        self.past: deque[PastChange] = deque(run.resume.changes)
        self.deferred: list[CommandRequest] = []
        """Requests that came while the run repeated the steps of an earlier attempt."""
        self.broken: Literal["step", "measured"] | None = None
        """Where a loss was not finite: in a step, or when the loss was measured after an epoch."""
        self.growth: Sentence | None = None
        """Why the run counts as diverged although its loss is finite. None where it does not."""
        self.checkpoints = Checkpoints(run, self.pace)

    # ---- the loop ------------------------------------------------------------------------------------

    def messages(self) -> Iterator[Message]:
        """Runs ``road``. The run's random numbers are in torch's generator while it computes, but not between
        messages."""
        road = self.road()
        while True:
            with self.training.random.in_place():
                message = next(road, None)
            if message is None:
                return
            yield message

    def road(self) -> Iterator[Message]:
        """Trains from the first point to the last, then answers requests until the loop is shut down."""
        try:
            yield from self._begin()
            while not self.is_over:
                yield from self._obey()
                if self.is_over or self.leaving:
                    break
                if self.training.is_done:
                    yield from self._finish()
                elif self._may_step():
                    yield from self._go_on()
                else:
                    yield from self._rest()
        except Exception as error:
            yield from self._end("failed", reason_of(error), save=False)
        while self.stays and not self.leaving:
            yield from self._obey()
            yield from self._rest()
        if not self.is_over:
            yield from self._save()

    def _begin(self) -> Iterator[Message]:
        """Restores the checkpoint of an earlier attempt, or makes the point before the first step."""
        checkpoint = self.run.resume.checkpoint
        if checkpoint is not None:
            self.training.restore(read(checkpoint, self.run.run_id))
            self.checkpoints.are_at(self.training)
        if self.training.seq == 0:
            yield from self._epoch_point(ended=False)
            self.checkpoints.are_at(self.training)
        self.anchor = self.training.capture()
        yield from self._past_changes()
        if self.run.start_paused and not self.catching_up:
            yield from self._become("paused")
        elif not self.run.start_paused:
            yield from self._become("running")

    def _go_on(self) -> Iterator[Message]:
        """Takes a few steps, then yields the messages that are due."""
        self._steps()
        yield from self._points()
        if self.broken is not None:
            measured = self.broken == "measured"
            reason = reason_of_nonfinite(self.training, self.anchor, measured=measured)
            yield from self._end("failed", reason)
            return
        yield from self._past_changes()
        if self._has_arrived():
            yield from self._become("paused")
        elif monotonic() >= self.pace.turn_ends:
            yield from self._between_turns()

    def _steps(self) -> None:
        """Takes steps until a point, a change, a request or the end of the turn. Stops at a loss that is not finite."""
        training, items = self.training, self.inbox.items
        begun, cpu_begun, first = monotonic(), thread_time(), training.step
        for batch in training.next_batches(self._room()):
            if not math.isfinite(training.take(batch)):
                self.broken = "step"
                break
            if items or monotonic() >= self.pace.turn_ends:
                break
        now = monotonic()
        self.pace.stepped(training.step - first, now - begun, thread_time() - cpu_begun, now)

    def _room(self) -> int:
        """How many steps may be taken before something else must be done."""
        training = self.training
        room = BATCH_POINT_STEPS - training.position % BATCH_POINT_STEPS
        if self.past:
            room = min(room, self.past[0].step - training.step)
        if self.catching_up:
            return room
        if self.target is not None:
            room = min(room, self.target - training.step)
        return 1 if self.pace.interval else room

    def _between_turns(self) -> Iterator[Message]:
        """Yields frames and status, makes a capture and a checkpoint, and looks for a faster strategy, each when it is
        due. Then ends the turn."""
        now = monotonic()
        if self.inbox.frames_wanted:
            yield from map(news_of, self.probes.frames(now, 0.0))
        if self.pace.wants_status(now):
            yield status_of(
                self.training, self.run.run_id, self.pace.speed(now, self.training.step)
            )
        if self.pace.wants_anchor():
            self._anchor()
        if self.pace.strategy_search.is_due():
            yield from look_for_faster_strategy(
                self.training, self.pace, self.inbox, self.run.run_id
            )
        if self.pace.wants_checkpoint():
            yield from self._save()
        yield Turn()
        self.pace.begin_turn()

    def _rest(self) -> Iterator[Message]:
        """Waits for the time of the next step or for a request. Measures watched probes meanwhile."""
        if self.state == "paused":
            yield from self._save()
        now = monotonic()
        until = self.pace.step_due if self.state == "running" else math.inf
        if self.inbox.frames_wanted:
            yield from map(news_of, self.probes.frames(now, until - now))
        if self.state == "running" and self.pace.wants_status(now):
            yield status_of(
                self.training, self.run.run_id, self.pace.speed(now, self.training.step)
            )
        stale = self.probes.stale_until()
        if stale is not None:
            until = min(until, stale if stale > now else now + STALE_SECS)
        yield Turn(until)
        self.pace.begin_turn()

    # ---- requests ------------------------------------------------------------------------------------

    def _obey(self) -> Iterator[Message]:
        """Handles the requests in the inbox, in order."""
        items = self.inbox.items
        if self.deferred and not self.catching_up:
            items.extendleft(reversed(self.deferred))
            self.deferred = []
        while items and not self.leaving:
            yield from self._take(items.popleft())

    def _take(self, item: Item) -> Iterator[Message]:
        if isinstance(item, Shutdown):
            self.leaving = True
        elif isinstance(item, WatchRequest):
            yield from map(news_of, self.probes.watch(item.probes))
        elif isinstance(item, MeasureRequest):
            yield answer_of(item.request, self.probes.measure(item.request, item.probe))
        elif self.catching_up and not isinstance(item.command, Stop):
            self.deferred.append(item)
        else:
            yield from self._command(item)

    def _command(self, asked: CommandRequest) -> Iterator[Message]:
        """Carries out one command and yields its answer. A command that is not possible is refused with a sentence."""
        command, training = asked.command, self.training
        try:
            if self.is_over:
                raise Refused(sentences.OVER(state=self.state))
            if isinstance(command, Play):
                self.target = None
                yield from self._become("running")
            elif isinstance(command, Pause):
                yield from self._become("paused")
            elif isinstance(command, Step):
                epochs = command.unit == "epoch"
                ahead = training.steps_to(command.count) if epochs else command.count
                self.target = training.step + ahead
                yield from self._become("running")
            elif isinstance(command, Stop):
                yield from self._end("stopped", None)
            else:
                yield from self._set(command)
            yield Answered(asked.request, True)
        except Refused as refusal:
            yield Answered(asked.request, False, refusal.sentence)

    def _set(self, command: Set) -> Iterator[Message]:
        if command.field == "steps_per_second":
            self.pace.set_speed(checked_speed(command.value))
        else:
            yield self._change(command.field, command.value)

    def _past_changes(self) -> Iterator[Message]:
        """Repeats the changes that an earlier attempt made at this step."""
        while self.past and self.past[0].step <= self.training.step:
            change = self.past.popleft().change
            yield self._change(change.field, change.after)

    def _change(self, field: str, value: Setting) -> PointMade:
        """Changes a live setting. Raises ``Refused``."""
        training = self.training
        project = with_setting(training.project, field, value)
        before, after = live_settings(training.project)[field], live_settings(project)[field]
        strategy = training.strategy
        training.change(project)
        if training.strategy is not strategy:
            self.pace.strategy_search.begin()
        self._anchor()
        return point_made(
            self.training, "change", change=Change(field=field, before=before, after=after)
        )

    # ---- points and states -----------------------------------------------------------------------------

    def _points(self) -> Iterator[Message]:
        """Yields the point that is due after the last step, if there is one."""
        training = self.training
        if training.end_epoch():
            yield from self._epoch_point(ended=True)
        elif (
            training.position and training.position % BATCH_POINT_STEPS == 0 and training.loss_count
        ):
            yield point_made(self.training, "batch")

    def _epoch_point(self, *, ended: bool) -> Iterator[Message]:
        """Measures the losses of all samples and yields the epoch point. Where an epoch ``ended``, early stopping and
        the schedule get the losses."""
        losses = yield from measured_in_turns(self.measures, self.pace)
        training, train_loss = self.training, losses.of["train"]
        if training.step == 0:
            training.first_loss = train_loss
        before, self.growth = self.growth, reason_of_growth(training, train_loss)
        if ended and self.growth is not None and before is None:
            yield Noted(self.growth)
        if ended:
            self.training.watched(losses)
            if not math.isfinite(train_loss):
                self.broken = "measured"
        with_gradients = not self.training.stopping.has_taken_up
        yield point_made(
            self.training,
            "epoch",
            train_loss=train_loss,
            val_loss=losses.of.get("val"),
            test_loss=losses.of["test"],
            metrics=losses.metrics,
            norms=self.measures.norms(with_gradients=with_gradients),
        )

    def _finish(self) -> Iterator[Message]:
        """Ends the run as planned. Restores the best weights where the project asks for it."""
        training = self.training
        if training.stopping.take_up_best(training.epoch):
            yield from self._epoch_point(ended=False)
        early, grew = training.stopping.reason(training.epoch), self.growth
        both = sentences.BOTH(first=early, second=grew) if early and grew else None
        yield from self._end("finished", both or early or grew)

    def _become(self, state: Literal["running", "paused"]) -> Iterator[Message]:
        if state == "paused":
            self.target = None
        if state == self.state:
            return
        self.state = state
        self.pace.rested()
        yield status_of(self.training, self.run.run_id, 0.0)
        yield StateChanged(state, None, self.training.epoch, self.training.step)

    def _end(
        self,
        state: Literal["finished", "stopped", "failed"],
        reason: Sentence | None,
        *,
        save: bool = True,
    ) -> Iterator[Message]:
        self.state = state
        if save:
            yield from self._save()
        yield status_of(self.training, self.run.run_id, 0.0)
        yield StateChanged(state, reason, self.training.epoch, self.training.step)

    # ---- captures and checkpoints --------------------------------------------------------------------

    def _save(self) -> Iterator[Message]:
        """Writes a checkpoint unless the last one is of the same step and seq."""
        yield from self.checkpoints.save(self.training)

    def _anchor(self) -> None:
        """Makes a capture for a rollback, if all params are finite."""
        begun = monotonic()
        if self.training.is_finite():
            self.anchor = self.training.capture()
        self.pace.anchored(monotonic() - begun)

    # ---- state -------------------------------------------------------------------------------------------

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def catching_up(self) -> bool:
        """Whether it repeats points that are already committed. Then no other point may come between them."""
        return self.training.seq < self.run.resume.last_seq or bool(self.past)

    def _has_arrived(self) -> bool:
        """Whether it has reached the step at which to pause. At the last step of all, the run ends instead."""
        training = self.training
        if self.catching_up or training.is_done:
            return False
        if self.state == "queued":
            return True
        return self.target is not None and training.step >= self.target

    def _may_step(self) -> bool:
        if self.catching_up:
            return True
        return self.state == "running" and not self.pace.too_early(monotonic())
