"""What a tab's stream needs of whatever carries it."""

from __future__ import annotations

from typing import Protocol

RESTARTING = 1012
"""The code of a line that the server ends because it stops: the tab comes back by itself."""
TRY_LATER = 1013
"""The code of a line that the server has no room for."""


class LineClosed(Exception):
    """The tab has left, or the line was closed."""


class Line(Protocol):
    """Carries frames to one tab and its messages back: all of them, in order, each once."""

    @property
    def piece_bytes(self) -> int:
        """The longest frame that should be sent in one piece; what matters more goes between pieces."""

    @property
    def is_slow(self) -> bool:
        """Whether frames arrive late."""

    @property
    def bytes_per_sec(self) -> float:
        """About what it takes; 0 where that is not known."""

    async def receive(self) -> str | None:
        """The next message of the tab; None where it is no text. Raises :class:`LineClosed`."""

    async def send(self, frame: str | bytes) -> None:
        """Send a frame; waits until the line can take it. Raises :class:`LineClosed`."""

    def arrived(self, frames: int, rested_secs: float) -> None:
        """So many frames have come, says the tab, which was busy for so long before it saw the last of them."""

    async def close(self, code: int) -> None:
        """End the line, and tell the tab why where it still listens."""
