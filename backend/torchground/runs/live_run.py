"""A run in memory as a state machine: :func:`step` takes the run and an event, and gives the run as it is then and what
must be done about it. It is pure: it knows no store, no socket and no clock.

    an event  →  step  →  the run, and effects  →  ``effects.Effects`` performs them  →  events …

What a worker sends is handled in ``on_worker``, what people ask in ``on_request``, what the store says in ``on_store``.
"""

from __future__ import annotations

from typing_extensions import assert_never

from torchground.runs import events, on_request, on_store, on_worker
from torchground.runs.events import Effect, Event
from torchground.runs.run_state import LiveRun, Transition, created, restored

__all__ = ["LiveRun", "created", "restored", "step"]


def step(run: LiveRun, event: Event, at: str) -> tuple[LiveRun, tuple[Effect, ...]]:
    """The run after the event, and what must be done, in order. ``at`` is the time, ISO, UTC."""
    if run.gone:
        return run, ()
    transition = Transition(run, at)
    _take(transition, event)
    return transition.run, tuple(transition.effects)


def _take(t: Transition, event: Event) -> None:
    match event:
        case events.Created():
            on_request.created(t)
        case events.Restored():
            on_worker.restored(t, goes_on=event.goes_on)
        case events.DamageFound():
            on_store.damage_found(t, event.sentence)
        case events.Received():
            on_worker.received(t, event.messages)
        case events.WorkerLost():
            on_worker.lost(t, event)
        case events.AttemptBegun():
            on_worker.attempt_begun(t, event.attempt)
        case events.AttemptRefused():
            on_worker.give_up(t)
        case events.CheckpointsLost():
            on_worker.checkpoints_lost(t, event.lost)
        case events.Placed():
            on_worker.placed(t, event)
        case events.PlaceRefused():
            on_worker.place_refused(t, event.reason)
        case events.StartFailed():
            on_worker.start_failed(t, event.reason)
        case events.Unloaded():
            on_worker.unloaded(t)
        case events.Committed():
            on_store.committed(t, event.write)
        case events.WriteFailed():
            on_store.failed(t, event.write, stale=event.stale)
        case _:
            _take_request(t, event)


def _take_request(t: Transition, event: on_request.Request) -> None:
    match event:
        case events.Commanded():
            on_request.commanded(t, event.request, event.command)
        case events.MeasureAsked():
            on_request.measure_asked(t, event.request, event.probe)
        case events.MeasureGivenUp():
            on_request.measure_given_up(t, event.request)
        case events.RequestRefused():
            on_request.request_refused(t, event.request)
        case events.WatcherCame():
            on_request.watcher_came(t)
        case events.WatcherLeft():
            on_request.watcher_left(t)
        case events.ProbesChanged():
            on_request.probes_changed(t, event.probes)
        case events.DeleteAsked():
            on_request.delete_asked(t, event.request)
        case events.LabelsAsked():
            on_request.labels_asked(t, event)
        case events.ForgetDue():
            on_request.forget_due(t, even_watched=event.even_watched)
        case _:
            assert_never(event)
