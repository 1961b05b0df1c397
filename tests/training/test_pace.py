"""The loop's clock: when the search for a faster strategy begins."""

from __future__ import annotations

import pytest

from torchground.training import pace
from torchground.training.pace import StrategySearch


def after(search: StrategySearch, cpu_secs: float, steps: int = 1000) -> bool:
    """Whether a search is due after this much more training."""
    search.stepped(steps, cpu_secs)
    return search.is_due()


def test_a_faster_strategy_is_looked_for_after_a_little_training_with_small_steps() -> None:
    search = StrategySearch()
    assert not after(search, 0.5 * pace.SEARCH_SECS)
    assert after(search, 0.6 * pace.SEARCH_SECS)


def test_after_a_search_without_success_the_next_ones_come_ever_later() -> None:
    search, waits = StrategySearch(), []
    for _ in range(4):
        waited = 0.0
        while not after(search, 0.05, steps=100):
            waited += 0.05
        waits.append(waited)
        search.failed(lasting=False)
    assert waits == pytest.approx([0.1, 0.4, 1.6, 6.4], abs=0.11)


def test_large_steps_are_asked_again_later_when_they_may_have_become_small() -> None:
    search = StrategySearch()
    assert not after(search, 1.0, steps=10)
    assert not after(search, pace.SEARCH_SECS, steps=1000)
    assert after(search, pace.SEARCH_FACTOR * pace.SEARCH_SECS, steps=1000)


def test_a_lasting_reason_ends_the_looking_until_a_change_makes_it_begin_again() -> None:
    search = StrategySearch()
    assert after(search, 1.0)
    search.failed(lasting=True)
    assert not after(search, 1e9)
    search.begin()
    assert after(search, 1.0)


def test_a_search_that_was_given_up_comes_again_after_as_much_training() -> None:
    search = StrategySearch()
    assert after(search, 1.5 * pace.SEARCH_SECS)
    search.interrupted()
    assert not after(search, 0.5 * pace.SEARCH_SECS)
    assert after(search, pace.SEARCH_SECS)
