"""Messages arrive as they were sent however the bytes are cut; anything else breaks the line and nothing more."""

from __future__ import annotations

import contextlib
import socket

import ormsgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchground.training.messages import Noted, ProbeFrame
from torchground.words import other
from torchground.workers.messages import (
    FROM_WORKER,
    MAX_MESSAGE_BYTES,
    Alive,
    Drop,
    FromWorker,
    encode,
)
from torchground.workers.protocol import Decoder, Line, LineBroken

MESSAGES: st.SearchStrategy[FromWorker] = (
    st.builds(Alive, st.integers(0, 2**53))
    | st.builds(Noted, st.builds(other, st.text()))
    | st.builds(ProbeFrame, st.text(max_size=10), st.binary())
)


@given(
    st.lists(st.tuples(st.text(max_size=40), MESSAGES), max_size=5),
    st.lists(st.integers(1, 30), min_size=1),
)
def test_messages_arrive_as_sent_however_they_are_cut(
    messages: list[tuple[str, FromWorker]], cuts: list[int]
) -> None:
    stream = b"".join(encode(run_id, message) for run_id, message in messages)
    decoder, got, place, turn = Decoder(FROM_WORKER), [], 0, 0
    while place < len(stream):
        size = cuts[turn % len(cuts)]
        got += decoder.feed(stream[place : place + size])
        place, turn = place + size, turn + 1
    assert got == messages


@given(st.binary(max_size=200))
def test_bytes_that_are_no_messages_break_the_line_and_nothing_else(data: bytes) -> None:
    with contextlib.suppress(LineBroken):
        assert Decoder(FROM_WORKER).feed(data) == []


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_other_messagepack_than_a_message_breaks_the_line(value: object) -> None:
    packed = ormsgpack.packb(value)
    with pytest.raises(LineBroken):
        Decoder(FROM_WORKER).feed(len(packed).to_bytes(4, "big") + packed)


def test_a_message_that_is_too_long_is_refused_on_both_sides() -> None:
    with pytest.raises(LineBroken, match="announced"):
        Decoder(FROM_WORKER).feed((MAX_MESSAGE_BYTES + 1).to_bytes(4, "big"))
    with pytest.raises(ValueError, match="too long"):
        encode("r", ProbeFrame("p()", bytes(MAX_MESSAGE_BYTES)))


def test_sending_more_than_the_socket_takes_never_blocks_and_loses_nothing() -> None:
    ours, theirs = socket.socketpair()
    line, decoder, got = Line(ours), Decoder(FROM_WORKER), []
    messages = [("r", ProbeFrame(f"p({n})", bytes(20_000))) for n in range(100)]
    for run_id, message in messages:
        line.send(run_id, message)
    assert line.waiting_bytes > 0
    theirs.settimeout(5)
    while len(got) < len(messages):
        got += decoder.feed(theirs.recv(65536))
        line.flush()
    assert got == messages
    assert line.waiting_bytes == 0
    theirs.sendall(encode("r", Drop()))
    assert line.received() == [("r", Drop())]
    theirs.sendall(encode("r", Alive(1)))  # a worker is told no such thing
    with pytest.raises(LineBroken, match="alive"):
        line.received()
    theirs.close()
    with pytest.raises(LineBroken):
        line.received()
    ours.close()
