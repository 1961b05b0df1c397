"""The newest points of a run, each written as JSON once; every listener keeps a cursor into it, nobody a queue."""

from __future__ import annotations

from collections.abc import Sequence

RING_POINTS = 2000
RING_BYTES = 4_000_000
"""So much of them at most: points of large networks are long."""
FRAME_POINTS = 500
FRAME_BYTES = 250_000
"""At most so many points and bytes in one frame; one point always fits."""
FRAMES = 4
"""So many frames are kept for others who stand at the same place."""


def points_frame(run_id: str, points: Sequence[str], last_seq: int) -> str:
    """The ``points`` message of the stream, from points that are JSON already."""
    return (
        f'{{"type":"points","run":"{run_id}","points":[{",".join(points)}],"last_seq":{last_seq}}}'
    )


class Ring:
    """Committed points with their seqs; the newest are here, the older in storage. Its size is bounded in any case."""

    def __init__(self, run_id: str, last: int = 0) -> None:
        self.last = last
        """The seq of the newest point there is."""
        self._run_id = run_id
        self._points: list[str] = []
        self._num_bytes = 0
        self._frames: dict[int, tuple[str, int]] = {}

    def add(self, seq: int, point: str) -> None:
        """The next point. Raises ``ValueError`` where another one should have come."""
        if seq != self.last + 1:
            raise ValueError(f"point {self.last + 1} should have come, {seq} came")
        self._points.append(point)
        self._num_bytes += len(point)
        self.last = seq
        self._frames.clear()
        if len(self._points) >= 2 * RING_POINTS or self._num_bytes >= 2 * RING_BYTES:
            self._let_go()

    def empty(self) -> None:
        """Let go of the points: they are in storage too, and nobody looks."""
        self._points.clear()
        self._num_bytes = 0
        self._frames.clear()

    def frame(self, after: int) -> tuple[str, int] | None:
        """The message with the points after a cursor, and the cursor behind it; None where they are in storage.

        Kept for a few listeners that stand at the same place.
        """
        made = self._frames.get(after)
        if made is None:
            start = after - (self.last - len(self._points))
            if start < 0:
                return None
            points = fitting(self._points[start : start + FRAME_POINTS])
            made = points_frame(self._run_id, points, self.last), after + len(points)
            if len(self._frames) >= FRAMES:
                del self._frames[next(iter(self._frames))]
            self._frames[after] = made
        return made

    def _let_go(self) -> None:
        """Keep half of what there may be, in points and in bytes."""
        num_bytes, keep = 0, 0
        for point in reversed(self._points[-RING_POINTS:]):
            num_bytes += len(point)
            if num_bytes > RING_BYTES:
                break
            keep += 1
        del self._points[: len(self._points) - keep]
        self._num_bytes = sum(map(len, self._points))


def fitting(points: Sequence[str]) -> Sequence[str]:
    """The first points, as many as one frame may have; at least one where there is one."""
    num_bytes = 0
    for count, point in enumerate(points):
        num_bytes += len(point)
        if num_bytes > FRAME_BYTES and count:
            return points[:count]
    return points
