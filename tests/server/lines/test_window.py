"""How much is sent ahead: about what the line takes in half a second, whatever the line is."""

from __future__ import annotations

from collections import deque

import pytest

from torchground.server.lines.window import MOST, Window


def longest_way(bytes_per_sec: float, way_secs: float, secs: float) -> tuple[Window, float, float]:
    """Send all the time over a line with endless buffers: the window, the longest way late on, and the rate."""
    window, now, number = Window(), 0.0, 0
    is_free_at, arriving, ways = 0.0, deque[tuple[float, int, float]](), list[tuple[float, float]]()
    delivered = 0
    window.sent(90, 0.0)  # a greeting
    window.arrived(1, 90 / bytes_per_sec + way_secs)
    number = 1
    while now < secs:
        while window.has_room:
            size, number = window.piece_bytes, number + 1
            window.sent(size, now)
            is_free_at = max(is_free_at, now) + size / bytes_per_sec
            arriving.append((is_free_at + way_secs, number, now))
            delivered += size
        at, arrived, sent_at = arriving.popleft()
        now = max(now, at)
        window.arrived(arrived, now)
        ways.append((now, now - sent_at))
    return window, max(way for at, way in ways if at > secs / 2), delivered / secs


@pytest.mark.parametrize("bytes_per_sec", [1_000, 3_000, 10_000, 100_000])
@pytest.mark.parametrize("way_secs", [0.001, 0.05, 0.4])
def test_little_is_on_its_way_over_a_slow_line_and_the_line_is_used(
    bytes_per_sec: float, way_secs: float
) -> None:
    window, longest, rate = longest_way(bytes_per_sec, way_secs, 60)
    assert longest < 2 + way_secs
    assert rate > 0.6 * bytes_per_sec
    assert window.is_slow is (bytes_per_sec <= 3_000) or bytes_per_sec == 10_000


def test_a_fast_line_is_given_all_it_takes() -> None:
    window, longest, _ = longest_way(50_000_000, 0.001, 1)
    assert window.size == MOST
    assert not window.is_slow
    assert longest < 0.1


def test_a_line_that_becomes_slow_is_noticed_and_one_that_becomes_fast_again_too() -> None:
    window = Window()
    for number in range(1, 2_000):
        window.sent(window.size, number * 10.0)
        window.arrived(number, number * 10.0 + 0.1 + window.size / 1_000)
    assert window.is_slow
    assert window.bytes_per_sec > 0
    for number in range(2_000, 2_100):
        window.sent(window.size, number * 10.0)
        window.arrived(number, number * 10.0 + 0.01)
    assert not window.is_slow


def test_what_the_tab_waited_by_itself_is_not_the_line_s_fault() -> None:
    window = Window()
    for number in range(1, 50):
        window.sent(window.size, number * 2.0)
        window.arrived(number, number * 2.0 + 1.02, rested=1.0)
    assert window.size == MOST


def test_what_was_never_sent_does_no_harm() -> None:
    window = Window()
    window.arrived(10**9, 1.0)
    window.sent(10, 2.0)
    window.arrived(10**9, 3.0)
    window.arrived(0, 4.0)
    assert window.has_room
