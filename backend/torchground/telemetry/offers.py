"""What a probe has to show for a project; the check's answer lists it, the page lays it out."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, JsonValue

Place: TypeAlias = Literal["output", "inside", "node", "step", "ask"]
"""Where a reading is shown: beside the network's answer, among the pictures of its insides, in and below one node,
in the slow step, or in the panel that asks the trained network."""


class Offer(BaseModel):
    """A probe that has something to show for a project, and where."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    probe: dict[str, JsonValue]
    """With the fields it should be watched with; ``sample``, ``of`` and ``asked`` are the page's to fill in."""
    title: str
    place: Place
    node: str | None = None
    """The node it belongs to, for the place ``node``."""
    order: int = 100
    """Smaller comes first; the first few are shown without being asked for."""
