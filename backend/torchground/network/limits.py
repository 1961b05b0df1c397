"""How large a project may be. The check computes all sizes before anything is built."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The limits. Each is the largest value that is accepted."""

    nodes: int = 200
    edges: int = 400
    params: int = 50_000_000
    activation_bytes: int = 2 * 2**30
    """The memory of the float32 activations of one batch, all nodes together."""
    json_depth: int = 64
    """How deep lists and objects of the file may be nested."""
    json_items: int = 200_000
    """How many values the file may have in all."""
    json_fields: int = 400
    """How many fields one object of the file may have."""
    name_chars: int = 200
    """How long the name of a field may be."""


LIMITS = Limits()
