"""Rows of pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, Part, TensorField
from torchground.telemetry.parts import Attack, Shares

Box = Sequence[tuple[int, int]]
"""A block of a tensor: the first and the last place along each axis."""


class SeenField(Part):
    """The block of the input that one number of a layer depends on."""

    node: str
    """The id of the layer's node."""
    index: Sequence[int]
    """The place of the number in the layer's output."""
    box: Box
    """The block of the input that the number depends on."""
    boxes: Mapping[str, Box]
    """The block of every node on the way, by node id."""


class ImagesFacts(Facts):
    """Small pictures in rows and columns: inputs and outputs, generated samples, attention heads."""

    kind = "images"
    tensors = {"values": TensorField(("rows", "columns", "height", "width"), "the pictures")}

    row_names: Annotated[Sequence[str], Along("rows")] = ()
    """The name of each row."""
    captions: Annotated[Sequence[Sequence[str]], Along("rows")] = ()
    """The caption of each picture, row by row."""
    signed: bool
    """Whether numbers below 0 have a meaning. Then they are drawn in another colour."""
    bound: float | None = None
    """The number that is drawn in the strongest colour. null is the largest number."""
    low: Sequence[float] | None = None
    """For a grid of decoded points: the lowest coordinates."""
    high: Sequence[float] | None = None
    """For a grid of decoded points: the highest coordinates."""
    tokens: Annotated[Sequence[str], Along("height")] | None = None
    """The name of each row of pixels, where the rows are the steps of a sample of tokens."""
    shape: Sequence[int] = ()
    """The shape of the whole tensor that the pictures are a part of."""
    meaning: str | None = None
    """The meaning of the numbers, where they are not pictures of samples."""
    attack: Attack | None = None
    """The attack, where the pictures show how a sample was changed to mislead the network."""
    shares: Shares | None = None
    """The attribution, where the pictures show the shares of an answer."""
    field: SeenField | None = None
    """The receptive field, where the pictures show what one number of a layer depends on."""
