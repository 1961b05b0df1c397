"""The newest points of a run, each written as JSON once; every listener keeps a cursor into it, nobody a queue."""

from __future__ import annotations

from collections.abc import Sequence

RING_POINTS = 2000
FRAME_POINTS = 500
"""At most so many points in one frame."""


def points_frame(run_id: str, points: Sequence[str], last_seq: int) -> str:
    """The ``points`` message of the stream, from points that are JSON already."""
    return (
        f'{{"type":"points","run":"{run_id}","points":[{",".join(points)}],"last_seq":{last_seq}}}'
    )


class Ring:
    """Committed points with their seqs; the newest :data:`RING_POINTS` of them are here, the older in storage."""

    def __init__(self, run_id: str, last: int = 0) -> None:
        self.last = last
        """The seq of the newest point there is."""
        self._run_id = run_id
        self._points: list[str] = []
        self._frames: dict[int, tuple[str, int]] = {}

    def add(self, seq: int, point: str) -> None:
        """The next point. Raises ``ValueError`` where another one should have come."""
        if seq != self.last + 1:
            raise ValueError(f"point {self.last + 1} should have come, {seq} came")
        self._points.append(point)
        self.last = seq
        self._frames.clear()
        if len(self._points) >= 2 * RING_POINTS:
            del self._points[:-RING_POINTS]

    def empty(self) -> None:
        """Let go of the points: they are in storage too, and nobody looks."""
        self._points.clear()
        self._frames.clear()

    def frame(self, after: int) -> tuple[str, int] | None:
        """The message with the points after a cursor, and the cursor behind it; None where they are in storage.

        Made once for all listeners that stand at the same place.
        """
        made = self._frames.get(after)
        if made is None:
            start = after - (self.last - len(self._points))
            if start < 0:
                return None
            points = self._points[start : start + FRAME_POINTS]
            made = points_frame(self._run_id, points, self.last), after + len(points)
            self._frames[after] = made
        return made
