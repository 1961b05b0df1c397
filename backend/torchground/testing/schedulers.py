"""Questions to every schedule: it gives a factor for every step, also after the planned end, and always the same."""

from __future__ import annotations

import json
from math import isfinite

from hypothesis import given, settings
from hypothesis import strategies as st

from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.scheduler import Moment, Scheduler
from torchground.testing.sorts import draw_entry


def gives_a_factor_for_every_step(kind: type[Entry]) -> None:
    """The factor is finite and at least 0, the same for the same losses, and the memory survives JSON."""

    @settings(max_examples=30, deadline=None)
    @given(data=st.data(), steps_per_epoch=st.integers(1, 9), epochs=st.integers(1, 30))
    def hold(data: st.DataObject, steps_per_epoch: int, epochs: int) -> None:
        scheduler = draw_entry(kind, data)
        found = factors(scheduler, steps_per_epoch, epochs)
        assert all(isinstance(factor, float) for factor in found)
        assert all(isfinite(factor) and factor >= 0 for factor in found)
        assert found == factors(scheduler, steps_per_epoch, epochs)

    hold()


def changes_something_and_leaves_something_to_learn_with(kind: type[Entry]) -> None:
    """The factor is not always the same, and not always 0."""
    found = factors(usual(kind), 10, 100)
    assert len(set(found)) > 1
    assert max(found) > 0


def says_whether_it_watches_the_loss(kind: type[Entry]) -> None:
    """``watches_loss`` is true where losses change the memory. Otherwise the memory has no effect."""
    scheduler = usual(kind)
    memory: dict[str, float] = {}
    for _ in range(200):
        scheduler.watched(1.0, memory)
    assert bool(memory) == scheduler.watches_loss
    moment = Moment(500, 10, 100)
    if not scheduler.watches_loss:
        assert scheduler.factor(moment, {}) == scheduler.factor(moment, {"anything": 3.0})


def goes_on_beyond_the_planned_end(kind: type[Entry]) -> None:
    """A run may be longer than planned."""
    factor = usual(kind).factor(Moment(1010, 10, 100), {})
    assert isfinite(factor)
    assert factor >= 0


QUESTIONS = (
    gives_a_factor_for_every_step,
    changes_something_and_leaves_something_to_learn_with,
    says_whether_it_watches_the_loss,
    goes_on_beyond_the_planned_end,
)


def usual(kind: type[Entry]) -> Scheduler:
    """The schedule with its default fields."""
    scheduler: Scheduler = parse("schedulers", {"type": kind.type_id()})
    return scheduler


def factors(scheduler: Scheduler, steps_per_epoch: int, epochs: int) -> list[float]:
    """The factors for every step of a training whose test loss first falls and then rises."""
    memory: dict[str, float] = {}
    found = []
    for step in range(steps_per_epoch * epochs):
        moment = Moment(step, steps_per_epoch, epochs)
        found.append(scheduler.factor(moment, memory))
        if (step + 1) % steps_per_epoch == 0:
            scheduler.watched(abs(moment.epoch - epochs / 2), memory)
            memory = json.loads(json.dumps(memory, allow_nan=False))
    return found
