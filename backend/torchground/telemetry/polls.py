"""The stream for a tab that cannot open a websocket: it asks again and again, and each answer brings what is new.

Both ways are numbered, so that a request or an answer that was lost on the way is sent again and nothing comes twice.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from torchground.telemetry.messages import Model

MAX_MESSAGES = 64
"""Most messages of a tab in one poll."""
MAX_CHARS = 65_536
"""Of one message."""
MAX_WAIT_SECS = 10.0


class Poll(Model):
    """What a tab asks with one poll."""

    session: str | None = Field(None, min_length=16, max_length=64)
    """As the first answer gave it; null opens a new one."""
    after: int = Field(0, ge=0, le=2**53)
    """The number of the newest batch that has come. A batch that has not come is sent again."""
    first: int = Field(1, ge=1, le=2**53)
    """The number of the first of the messages; a tab counts them from 1."""
    messages: list[Annotated[str, Field(max_length=MAX_CHARS)]] = Field([], max_length=MAX_MESSAGES)
    """Messages that the server is not known to have, each as the text that a websocket would carry."""
    rested_secs: float = Field(0.0, ge=0, le=60)
    """How long the tab has waited by itself since the last answer came, so that its line is not taken for slow."""
    wait_secs: float = Field(0.0, ge=0, le=MAX_WAIT_SECS)
    """How long to wait for something new; 0 asks for what there is."""
    close: bool = False
    """The tab leaves; nothing more is sent to it."""


class PollAnswer(Model):
    """What one poll brings, as MessagePack. ``frames`` are texts and bytes, as a websocket would carry them."""

    session: str
    """Names this line in the next poll; whoever has it can use the line."""
    number: int
    """Of this batch of frames; the one before where there is nothing new."""
    taken: int
    """The number of the newest message of the tab that the server has."""
    frames: list[str | bytes]
    closed: int | None = None
    """Why there is nothing more to come: the code with which a websocket would be closed."""
