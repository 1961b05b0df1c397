"""The states of a run, as pure functions: what may follow what, which commands fit, what a death means.

``queued → running ⇄ paused → finished | stopped | failed``; nothing leads out of the last three.
"""

from __future__ import annotations

from dataclasses import dataclass

from torchground.telemetry.messages import OVER, Command, Play, RunState, Set, Step

FOLLOWS: dict[RunState, frozenset[RunState]] = {
    "queued": frozenset({"queued", "running", "paused", "finished", "stopped", "failed"}),
    "running": frozenset({"queued", "running", "paused", "finished", "stopped", "failed"}),
    "paused": frozenset({"queued", "running", "paused", "finished", "stopped", "failed"}),
    "finished": frozenset(),
    "stopped": frozenset(),
    "failed": frozenset(),
}
"""A run that goes is queued again while its worker is being replaced."""


def may_follow(before: RunState, after: RunState) -> bool:
    """Whether a run may come from one state to the other."""
    return after in FOLLOWS[before]


def refusal(state: RunState, command: Command) -> str | None:
    """Why a command does not fit the state, in a sentence; None where it does."""
    if state not in OVER:
        return None
    over = {"finished": "has finished", "stopped": "was stopped", "failed": "has failed"}[state]
    if isinstance(command, (Play, Step)):
        return f"This run {over} and trains no further; press reset to start the same network anew."
    if isinstance(command, Set):
        return (
            f"This run {over}, so {command.field} can no longer change; press reset to start anew."
        )
    return f"This run {over} already; there is nothing to {command.type}."


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


def set_aside_reason(deaths: int, why: str, step: int) -> str:
    """Why a run was set aside, for the person who drew it."""
    return (
        f"This network ended its worker {deaths} times without getting past step {step} (the last one was {why}), "
        "so it was set aside. Change it (a smaller batch, fewer units) and start it again."
    )
