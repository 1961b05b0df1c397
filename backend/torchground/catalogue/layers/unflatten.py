"""Folds numbers in a row into a picture or a sequence."""

from __future__ import annotations

from math import isqrt, prod
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, passed, raveled
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape, ShapeError, flat, in_row
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

OTHER_COUNT = template(
    "unflatten.other_count",
    "{count} numbers come in, and {sizes} are {num_folded}; choose sizes that use them all",
)

INTO = {"picture": "Picture", "sequence": "Sequence"}


class Unflatten(Layer):
    """Folds numbers in a row into a picture, channel by channel and line by line, or into the steps of a sequence.

    It is the reverse of Flatten: a decoder or generator makes a picture from a row of numbers with it. It learns
    nothing and changes no number.
    """

    title = "Unflatten"
    aliases = ("Reshape", "Fold")
    group = "Core"
    order = 4
    formula = "C·H·W → C×H×W"

    type: Literal["unflatten"] = "unflatten"

    into: Literal["picture", "sequence"] = Field("picture", json_schema_extra=ui(choices=INTO))
    """What the row is folded into."""

    channels: int = Field(1, ge=1, le=4096, json_schema_extra=ui(high=64))
    """For a picture: the number of channels."""

    height: int | None = Field(None, ge=1, le=4096, json_schema_extra=ui(high=64))
    """For a picture: the number of rows of pixels; empty makes it square."""

    width: int | None = Field(None, ge=1, le=4096, json_schema_extra=ui(high=64))
    """For a picture: the number of pixels in a row; empty takes as many as are left."""

    steps: int | None = Field(None, ge=1, le=65_536, json_schema_extra=ui(high=128))
    """For a sequence: the number of steps; empty makes each number a step."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        count = flat(self.title, input_shapes[0])
        folded = self._folded(count)
        if prod(folded) != count:
            what = "×".join(map(str, folded))
            raise ShapeError(
                OTHER_COUNT(count=count, sizes=what, num_folded=prod(folded)),
                *self._mends(count),
                handle=0,
            )
        return folded

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Unflatten(1, self._folded(input_shapes[0][0]))

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return ((in_row(box, self._folded(input_shapes[0][0])),),)

    def _folded(self, count: int) -> Shape:
        """The shape that the fields give. It may need more numbers than there are."""
        if self.into == "sequence":
            steps = self.steps or count
            return (steps, max(1, count // steps))
        pixels = max(1, count // self.channels)
        if self.height is None and self.width is None:
            return (self.channels, isqrt(pixels), isqrt(pixels))
        height = self.height or max(1, pixels // (self.width or 1))
        return (self.channels, height, self.width or max(1, pixels // height))

    def _mends(self, count: int) -> list[Mend]:
        """The changes of a single field that make the shape use all numbers."""
        pixels = max(1, count // self.channels)
        changes: list[tuple[str, Any, str]] = [
            ("steps", None, "Make each number a step"),
            ("height", _divisor(pixels), f"Set height to {_divisor(pixels)}"),
            ("width", None, "Let width be what is left"),
            ("channels", 1, "Set channels to 1"),
        ]
        wanted = ("steps",) if self.into == "sequence" else ("height", "width", "channels")
        return [
            Mend(title=title, field=name, value=value)
            for name, value, title in changes
            if name in wanted and self._uses_all(count, name, value)
        ]

    def _uses_all(self, count: int, name: str, value: int | None) -> bool:
        changed = self.model_copy(update={name: value})
        return value != getattr(self, name) and prod(changed._folded(count)) == count

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        place = (raveled(index, tuple(self._folded(len(inputs[0])))),)
        return passed(inputs[0], place, "the same number, only folded")


def _divisor(count: int) -> int:
    """The largest divisor up to the square root, so that the picture is as close to square as possible."""
    return next(size for size in range(isqrt(count), 0, -1) if count % size == 0)
