"""Frames in pieces: what comes out is what went in, whatever comes between."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.server.frames import Frames
from torchground.server.lines.pieces import MARK, MORE, pieces

FRAMES = st.text(max_size=60) | st.binary(max_size=60).filter(lambda frame: frame[:1] != b"\xc1")


def whole(parts: list[str | bytes]) -> str | bytes:
    """What a tab makes of the pieces of one frame."""
    (first, *rest) = parts
    if isinstance(first, str) or first[:1] != bytes([MARK]):
        assert not rest
        return first
    assert [part[2] & MORE for part in parts] == [1] * len(rest) + [0]
    frames = Frames()
    *_, last = map(frames.take, parts)
    assert last is not None
    return last


@given(FRAMES, st.integers(1, 70))
def test_a_frame_comes_whole_again_and_no_piece_is_longer_than_it_may_be(
    frame: str | bytes, most: int
) -> None:
    parts = list(pieces(frame, 3, lambda: most))
    assert whole(parts) == frame
    assert all(len(part) <= most + 3 for part in parts)
    assert all(part[1] == 3 for part in parts if len(parts) > 1)
