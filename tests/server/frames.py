"""What a tab makes of the frames of its line: those that came in pieces become whole again."""

from __future__ import annotations

from torchground.server.lines.pieces import MARK, MORE, TEXT


class Frames:
    """Puts pieces together. Pieces of one rank come in order; those of other ranks may come between them."""

    def __init__(self) -> None:
        self._begun: dict[int, bytes] = {}

    def take(self, frame: str | bytes) -> str | bytes | None:
        """The whole frame; None while more pieces of it follow."""
        if isinstance(frame, str) or frame[:1] != bytes([MARK]):
            return frame
        rank, flags = frame[1], frame[2]
        data = self._begun.pop(rank, b"") + frame[3:]
        if flags & MORE:
            self._begun[rank] = data
            return None
        return data.decode() if flags & TEXT else data
