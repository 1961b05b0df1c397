"""A burst goes through, then so many a second; one key waits for itself alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchground.server.rates import MAX_KEYS, Rate, Rates


def test_a_burst_goes_through_and_what_follows_waits_for_its_turn() -> None:
    rate = Rate(per_sec=10, burst=3)
    assert [rate.wait(100.0) for _ in range(5)] == [0, 0, 0, pytest.approx(0.1), pytest.approx(0.2)]
    assert rate.wait(101.0) == 0


@given(st.lists(st.floats(0, 0.5), min_size=1, max_size=200))
def test_over_time_it_is_never_faster(pauses: list[float]) -> None:
    rate, now, done = Rate(per_sec=10, burst=5), 0.0, []
    for pause in pauses:
        now += pause
        done.append(now + rate.wait(now))
    assert all(len([at for at in done if at <= until]) <= 5 + 10 * until + 1e-6 for until in done)


def test_one_key_waits_for_itself_alone() -> None:
    rates = Rates(per_sec=10, burst=2)
    assert max(rates.wait("a", 0.0) for _ in range(50)) > 4
    assert rates.wait("b", 0.0) == 0


def test_keys_that_have_rested_are_forgotten_and_those_that_wait_are_not() -> None:
    rates = Rates(per_sec=10, burst=2)
    for _ in range(100):
        rates.wait("a", 50.0)
    for number in range(3 * MAX_KEYS):
        rates.wait(f"k{number}", number / 1000 + 50)
    assert len(rates._of) <= MAX_KEYS + 300
    assert rates.wait("a", 53.0) > 5


def test_what_is_refused_costs_nothing() -> None:
    rates = Rates(per_sec=10, burst=2)
    assert [rates.allows("a", 0.0) for _ in range(4)] == [True, True, False, False]
    assert rates.allows("b", 0.0)
    assert [rates.allows("a", 0.1) for _ in range(2)] == [True, False]
