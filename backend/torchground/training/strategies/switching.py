"""Switches from the plain step to a faster one while the run trains."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from time import monotonic

from torchground.training.inbox import Inbox
from torchground.training.messages import Message, Turn
from torchground.training.pace import Pace
from torchground.training.state import Training
from torchground.training.strategies.search import Found, NoFasterStrategy, search

_log = logging.getLogger(__name__)


def look_for_faster_strategy(
    training: Training, pace: Pace, inbox: Inbox, run_id: str
) -> Iterator[Message]:
    """Switches to a faster strategy if there is one with the same results.

    Other runs have their turns during the search. A request to this run interrupts the search. It starts again later.
    """
    with closing(search(training)) as pieces:
        while True:
            try:
                next(pieces)
            except StopIteration as end:
                _take(end.value, training, pace, run_id)
                return
            if monotonic() >= pace.turn_ends:
                yield Turn()
                pace.begin_turn()
            if inbox.items:
                pace.strategy_search.interrupted()
                return


def _take(found: Found, training: Training, pace: Pace, run_id: str) -> None:
    """Uses the strategy that was found, or logs why there is none."""
    if isinstance(found, NoFasterStrategy):
        pace.strategy_search.failed(lasting=found.lasting)
        _log.info("run %s keeps the plain step: %s", run_id, found.reason)
        return
    pace.strategy_search.succeeded()
    found.retune()
    training.strategy = found
