"""Rows of pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, Part, TensorField
from torchground.telemetry.parts import Attack, Shares

Box = Sequence[tuple[int, int]]
"""A block of a tensor: the first and the last place along each axis."""


class SeenField(Part):
    """What one number of a layer depends on."""

    node: str
    """The layer."""
    index: Sequence[int]
    """The place of the number in its output."""
    box: Box
    """The block of the input that it depends on."""
    boxes: Mapping[str, Box]
    """The same of every node on the way, by node id."""


class ImagesFacts(Facts):
    """Small pictures in rows and columns: what goes in and what comes out, generated samples, heads."""

    kind = "images"
    tensors = {"values": TensorField(("rows", "columns", "height", "width"), "the pictures")}

    row_names: Annotated[Sequence[str], Along("rows")] = ()
    """What each row is."""
    captions: Annotated[Sequence[Sequence[str]], Along("rows")] = ()
    """What each picture is, row by row."""
    signed: bool
    """Whether numbers below 0 mean something: then they get a colour of their own."""
    bound: float | None = None
    """The size of the number that is drawn strongest; null is the largest there is."""
    low: Sequence[float] | None = None
    """Of a grid of decoded points: the lowest coordinates."""
    high: Sequence[float] | None = None
    """Of a grid of decoded points: the highest coordinates."""
    tokens: Annotated[Sequence[str], Along("height")] | None = None
    """The name of each row of pixels, where these are the steps of a sample of tokens."""
    shape: Sequence[int] = ()
    """Of the whole tensor that they are a part of."""
    meaning: str | None = None
    """What the numbers are, where they are no pictures of samples."""
    attack: Attack | None = None
    """Where they show how a sample was changed to mislead the network."""
    shares: Shares | None = None
    """Where they show shares of an answer."""
    field: SeenField | None = None
    """Where they show what one number of a layer depends on."""
