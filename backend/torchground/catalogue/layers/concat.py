"""Several branches joined side by side."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.explained import Explained, passed
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import (
    FLATTEN,
    Box,
    Shape,
    ShapeError,
    numbers,
    several,
    shown,
)
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

CONCAT_JOINS_INPUTS_KIND = template(
    "concat.concat_joins_inputs_kind",
    "Concat joins inputs of one kind, got {first} and {shape}; put a Flatten on the wire of the one that "
    "is no row of numbers",
)
CONCAT_JOINS_BRING_SIZE = template(
    "concat.concat_joins_bring_size",
    "Concat joins {what}, got {first} and {shape}; bring them to one size or put a Flatten on each wire",
)


class Concat(Layer):
    """Joins its inputs side by side: rows of numbers one after the other, pictures channel after channel, sequences
    feature after feature at each step.

    Nothing is lost and nothing is mixed; the next layer gets all of them.
    """

    title = "Concat"
    aliases = ("Concatenate", "Cat", "Merge", "Join")
    group = "Join"
    sort = "join"
    order = 401
    formula = "y = [x₀, x₁, …]"
    source = "C. Szegedy et al., Going Deeper with Convolutions (2014), arxiv.org/abs/1409.4842"
    max_inputs = 16

    type: Literal["concat"] = "concat"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        several(self.title, "joins", input_shapes)
        first = input_shapes[0]
        for handle, shape in enumerate(input_shapes):
            numbers(self.title, shape)
            if len(shape) != len(first):
                blamed = handle if len(shape) > len(first) else 0
                raise ShapeError(
                    CONCAT_JOINS_INPUTS_KIND(first=shown(first), shape=shown(shape)),
                    FLATTEN.model_copy(update={"handle": blamed}),
                    handle=blamed,
                )
            if self._others(shape) != self._others(first):
                what = "pictures of one height and width" if len(first) == 3 else "as many steps"
                raise ShapeError(
                    CONCAT_JOINS_BRING_SIZE(what=what, first=shown(first), shape=shown(shape)),
                    handle=handle,
                )
        axis = self._axis(first)
        joined = sum(shape[axis] for shape in input_shapes)
        return (*first[:axis], joined, *first[axis + 1 :])

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.joins import Concatenation

        return Concatenation(1 + self._axis(input_shapes[0]))

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        axis, found = self._axis(input_shapes[0]), []
        for begin, shape in zip(self._begins(input_shapes), input_shapes, strict=True):
            low = max(0, box[axis][0] - begin)
            high = min(shape[axis] - 1, box[axis][1] - begin)
            own = (low, high) if low <= high else (0, -1)
            found.append((*box[:axis], own, *box[axis + 1 :]))
        return tuple(found)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        shapes = [tuple(source.shape) for source in inputs]
        axis = self._axis(shapes[0])
        begins = self._begins(shapes)
        handle = max(h for h, begin in enumerate(begins) if begin <= index[axis])
        place = (*index[:axis], index[axis] - begins[handle], *index[axis + 1 :])
        note = f"the same number, from input {handle}"
        return passed(inputs[handle], place, note, handle=handle)

    def _axis(self, shape: Shape) -> int:
        """The axis of a sample along which the inputs are joined."""
        return 1 if len(shape) == 2 else 0

    def _others(self, shape: Shape) -> Shape:
        axis = self._axis(shape)
        return (*shape[:axis], *shape[axis + 1 :])

    def _begins(self, shapes: list[Shape] | tuple[Shape, ...]) -> list[int]:
        """The index along the axis at which each input begins."""
        sizes = [shape[self._axis(shape)] for shape in shapes]
        return [0, *accumulate(sizes)][:-1]
