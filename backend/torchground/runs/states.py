"""The states of a run, as pure functions: what may follow what, which commands fit, what a death means.

``queued → running ⇄ paused → finished | stopped | failed``; nothing leads out of the last three.
"""

from __future__ import annotations

from dataclasses import dataclass

from torchground.runs import sentences
from torchground.telemetry.messages import OVER, Command, Play, RunState, Set, Step
from torchground.words import Sentence

FOLLOWS: dict[RunState, frozenset[RunState]] = {
    "queued": frozenset({"queued", "running", "paused", "finished", "stopped", "failed"}),
    "running": frozenset({"queued", "running", "paused", "finished", "stopped", "failed"}),
    "paused": frozenset({"queued", "running", "paused", "finished", "stopped", "failed"}),
    "finished": frozenset(),
    "stopped": frozenset(),
    "failed": frozenset(),
}
"""A run that trains is queued again while its worker is being replaced."""


def may_follow(before: RunState, after: RunState) -> bool:
    """Whether a run may come from one state to the other."""
    return after in FOLLOWS[before]


def refusal(state: RunState, command: Command) -> Sentence | None:
    """Why a command does not fit the state; None where it does."""
    if state not in OVER:
        return None
    over = {
        "finished": sentences.FINISHED,
        "stopped": sentences.STOPPED,
        "failed": sentences.FAILED,
    }[state]()
    if isinstance(command, (Play, Step)):
        return sentences.OVER_TRAIN(over=over)
    if isinstance(command, Set):
        return sentences.OVER_SET(over=over, field=command.field)
    return sentences.OVER_OTHER(over=over, command=command.type)


@dataclass(frozen=True)
class Verdict:
    """What becomes of a run whose worker died."""

    deaths: int
    """Since it last got further, this one included where it is to blame."""
    set_aside: bool


def after_death(deaths: int, *, blamed: bool, got_further: bool, limit: int) -> Verdict:
    """Count a worker's death: only a run that had its turn is blamed, and getting further clears its name."""
    counted = (0 if got_further else deaths) + (1 if blamed else 0)
    return Verdict(counted, counted >= limit)
