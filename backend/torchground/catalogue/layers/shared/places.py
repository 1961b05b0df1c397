"""A coordinate of the plane, as a field of layers."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

Coordinate: TypeAlias = Annotated[float, Field(ge=-1e6, le=1e6)]
"""A coordinate of a point of the plane."""
