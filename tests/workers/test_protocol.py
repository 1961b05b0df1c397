"""Frames arrive as they were sent however the bytes are cut; anything else breaks the line and nothing more."""

from __future__ import annotations

import contextlib
import socket

import ormsgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchground.workers.protocol import (
    MAX_FRAME_BYTES,
    Decoder,
    Frame,
    Line,
    LineBroken,
    encode,
)

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FRAMES = st.builds(
    Frame,
    st.text(max_size=10),
    st.text(max_size=40),
    st.dictionaries(st.text(), PLAIN, max_size=4),
    st.binary(),
)


@given(st.lists(FRAMES, max_size=5), st.lists(st.integers(1, 30), min_size=1))
def test_frames_arrive_as_sent_however_they_are_cut(frames: list[Frame], cuts: list[int]) -> None:
    stream = b"".join(encode(frame) for frame in frames)
    decoder, got, place, turn = Decoder(), [], 0, 0
    while place < len(stream):
        size = cuts[turn % len(cuts)]
        got += decoder.feed(stream[place : place + size])
        place, turn = place + size, turn + 1
    assert got == frames


@given(st.binary(max_size=200))
def test_bytes_that_are_no_frames_break_the_line_and_nothing_else(data: bytes) -> None:
    with contextlib.suppress(LineBroken):
        for frame in Decoder().feed(data):
            assert isinstance(frame, Frame)


@given(PLAIN)
def test_other_messagepack_than_a_frame_breaks_the_line(value: object) -> None:
    packed = ormsgpack.packb(value)
    with pytest.raises(LineBroken):
        Decoder().feed(len(packed).to_bytes(4, "big") + packed)


def test_a_frame_that_is_too_long_is_refused_on_both_sides() -> None:
    with pytest.raises(LineBroken, match="announced"):
        Decoder().feed((MAX_FRAME_BYTES + 1).to_bytes(4, "big"))
    with pytest.raises(ValueError, match="too long"):
        encode(Frame("frame", "r", {}, bytes(MAX_FRAME_BYTES)))


def test_saying_more_than_the_socket_takes_never_blocks_and_loses_nothing() -> None:
    ours, theirs = socket.socketpair()
    line, decoder, got = Line(ours), Decoder(), []
    frames = [Frame("point", "r", {"n": n}, bytes(20_000)) for n in range(100)]
    for frame in frames:
        line.say(frame)
    assert line.waiting_bytes > 0
    theirs.settimeout(5)
    while len(got) < len(frames):
        got += decoder.feed(theirs.recv(65536))
        line.flush()
    assert got == frames
    assert line.waiting_bytes == 0
    theirs.close()
    with pytest.raises(LineBroken):
        line.heard()
    ours.close()
