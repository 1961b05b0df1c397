"""The ring gives every cursor exactly the points it has not seen, and says where it cannot."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchground.runs.ring import FRAME_BYTES, FRAME_POINTS, FRAMES, RING_BYTES, RING_POINTS, Ring
from torchground.telemetry.messages import DOWN, Points


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30), st.integers(0, 50))
def test_a_cursor_sees_every_point_once_and_in_order(batches: list[int], before: int) -> None:
    ring, cursor, seen = Ring("r", last=before), before, []
    for size in batches:
        for _ in range(size):
            ring.add(ring.last + 1, json.dumps({"seq": ring.last + 1}))
        if cursor < ring.last:
            made = ring.frame(cursor)
            assert made is not None
            frame, cursor = json.loads(made[0]), made[1]
            assert frame["last_seq"] == ring.last
            assert len(frame["points"]) <= FRAME_POINTS
            seen += [point["seq"] for point in frame["points"]]
    assert seen == list(range(before + 1, cursor + 1))


def test_points_that_are_too_old_are_not_here_and_the_newest_always_are() -> None:
    ring = Ring("r")
    for seq in range(1, 3 * RING_POINTS):
        ring.add(seq, "{}")
    assert ring.frame(0) is None
    assert ring.frame(ring.last - RING_POINTS) is not None


def test_an_emptied_ring_goes_on_where_it_was() -> None:
    ring = Ring("r")
    for seq in range(1, 11):
        ring.add(seq, "{}")
    ring.empty()
    assert ring.frame(5) is None
    ring.add(11, "{}")
    made = ring.frame(10)
    assert made is not None
    assert made[1] == 11
    assert ring.frame(9) is None


def test_a_point_out_of_order_is_an_error() -> None:
    ring = Ring("r", last=4)
    with pytest.raises(ValueError, match="point 5 should have come, 7 came"):
        ring.add(7, "{}")


def test_the_frame_is_the_message_of_the_stream() -> None:
    ring = Ring("r")
    ring.add(1, '{"seq":1,"kind":"epoch","epoch":0,"step":0,"train_loss":"NaN"}')
    made = ring.frame(0)
    assert made is not None
    message = DOWN.validate_json(made[0])
    assert isinstance(message, Points)
    assert (message.run, message.points[0].seq, message.last_seq, made[1]) == ("r", 1, 1, 1)


def test_many_listeners_at_one_place_share_one_text() -> None:
    ring = Ring("r")
    ring.add(1, "{}")
    first, second = ring.frame(0), ring.frame(0)
    assert first is not None
    assert second is not None
    assert first[0] is second[0]


def test_a_ring_that_stands_grows_by_no_cursor() -> None:
    ring = Ring("r")
    for seq in range(1, RING_POINTS + 1):
        ring.add(seq, "x" * 100)
    first = ring.frame(0)
    for after in range(RING_POINTS):
        made = ring.frame(after)
        assert made is not None
        assert made[1] > after
    assert kept_bytes(ring) <= RING_BYTES + FRAMES * (FRAME_BYTES + 100)
    assert ring.frame(0) == first


def test_long_points_fill_no_more_than_short_ones() -> None:
    ring, size = Ring("r"), 50_000
    for seq in range(1, RING_POINTS + 1):
        ring.add(seq, "x" * size)
        assert kept_bytes(ring) <= 2 * RING_BYTES + FRAMES * (FRAME_BYTES + size)
    after = ring.last - RING_BYTES // size
    made = ring.frame(after)
    assert made is not None
    assert len(made[0]) <= FRAME_BYTES + size
    assert after < made[1] < ring.last


def test_a_point_longer_than_a_frame_comes_alone() -> None:
    ring = Ring("r")
    for seq in (1, 2):
        ring.add(seq, "x" * (FRAME_BYTES + 1))
    assert [made[1] for made in (ring.frame(0), ring.frame(1)) if made] == [1, 2]


def kept_bytes(ring: Ring) -> int:
    """All that it holds."""
    frames = sum(len(text) for text, _ in ring._frames.values())
    return sum(map(len, ring._points)) + frames
