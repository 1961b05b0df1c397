"""A place in the plane, as fields of layers name it."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

Coordinate: TypeAlias = Annotated[float, Field(ge=-1e6, le=1e6)]
"""Of a point of the plane."""
