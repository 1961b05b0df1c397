"""What a probe can show for a project. The result of the check lists it, and the page lays it out."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, JsonValue

Place: TypeAlias = Literal["output", "inside", "node", "step", "ask"]
"""Where a reading is shown: beside the network's answer, with the pictures of its insides, in and below one node, in
the slow step, or in the panel that asks the trained network."""


class Offer(BaseModel):
    """A probe that has something to show for a project, and where it is shown."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    probe: dict[str, JsonValue]
    """The probe with the fields for watching it. The page fills in ``sample``, ``of`` and ``asked``."""
    title: str
    place: Place
    node: str | None = None
    """The id of its node, for the place ``node``."""
    order: int = 100
    """Smaller numbers come first. The first few are shown from the start."""
