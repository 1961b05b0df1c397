"""The bases of the pooling layers: their fields, their shape rules and the explanation of their outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Axes, Explained, largest, weighed
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import (
    Box,
    Mend,
    Shape,
    ShapeError,
    numbers,
    picture,
    sequence,
    shown,
)
from torchground.catalogue.layers.shared.windows import Window, reached, share, span
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

PADDING_MOST_HALF_KERNEL = template(
    "pooling.padding_most_half_kernel",
    "padding is {padding} and may be at most half of kernel_size {kernel_size}; set it to {half} or less",
)
WINDOW_REACHES_OVER_ONLY = template(
    "pooling.window_reaches_over_only",
    "the window reaches over {kernel_size} and only {shape} come in; use a smaller kernel_size",
)
TAKES_PICTURES_SEQUENCES_SINGLE = template(
    "pooling.takes_pictures_sequences_single",
    "{title} takes pictures or sequences, got {shape}, which are single numbers already; remove it",
)


class Pooling(Layer):
    """The base of layers that keep one number of every window."""

    group: ClassVar[str] = "Convolution"
    sort: ClassVar[str] = "pool"
    keeps: ClassVar[Literal["largest", "mean"]]
    """What is kept of each window."""

    kernel_size: int = Field(
        2, ge=1, le=64, json_schema_extra=ui(also=("pool_size", "window"), high=8)
    )
    """How far the window reaches along each axis: height and width in pixels, or steps."""

    stride: int | None = Field(None, ge=1, le=64, json_schema_extra=ui(also=("strides",), high=8))
    """How far the window moves between two positions; empty moves it by its own size."""

    padding: int = Field(0, ge=0, le=32, json_schema_extra=ui(high=4))
    """How many cells are added around the input on each side: at most half of the window."""

    @classmethod
    def in_own_words(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Accepts ``padding`` as a word. Both ``valid`` and ``same`` mean 0, which is right if the windows do not
        overlap and no cell is left over."""
        return {**given, "padding": 0} if given.get("padding") in ("valid", "same") else given

    @property
    def window(self) -> Window:
        """The window along each axis."""
        return Window(self.kernel_size, self.stride or self.kernel_size, self.padding)

    def check_fits(self, shape: Shape, least: int) -> None:
        """Raises :class:`ShapeError` if window or padding do not fit the shortest axis, which has ``least`` cells."""
        half = self.kernel_size // 2
        if self.padding > half:
            raise ShapeError(
                PADDING_MOST_HALF_KERNEL(
                    padding=self.padding, kernel_size=self.kernel_size, half=half
                ),
                Mend(title=f"Set padding to {half}", field="padding", value=half),
            )
        if self.window.places(least) < 1:
            mend = Mend(title=f"Set kernel_size to {least}", field="kernel_size", value=least)
            raise ShapeError(
                WINDOW_REACHES_OVER_ONLY(kernel_size=self.kernel_size, shape=shown(shape)),
                *([mend] if self.padding <= least // 2 else []),
                handle=0,
            )


class PicturePooling(Pooling):
    """The base of pooling over rows and columns."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        channels, height, width = picture(self.title, input_shapes[0])
        self.check_fits(input_shapes[0], min(height, width))
        return (channels, self.window.places(height), self.window.places(width))

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        shape = input_shapes[0]
        across = (reached(self.window, *box[axis], shape[axis]) for axis in (1, 2))
        return ((box[0], *across),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        channel, row, column = index
        _, height, width = inputs[0].shape
        rows = [at for _, at in self.window.reads(row, height)]
        columns = [at for _, at in self.window.reads(column, width)]
        cells = self.kernel_size**2
        return kept(self.keeps, inputs[0], ([channel], rows, columns), cells)


class StepPooling(Pooling):
    """The base of pooling over the steps of a sequence."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        steps, width = sequence(self.title, input_shapes[0])
        self.check_fits(input_shapes[0], steps)
        return (self.window.places(steps), width)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return ((reached(self.window, *box[0], input_shapes[0][0]), box[1]),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        step, feature = index
        steps = [at for _, at in self.window.reads(step, len(inputs[0]))]
        return kept(self.keeps, inputs[0], (steps, [feature]), self.kernel_size)


class AdaptivePooling(Layer):
    """The base of layers that pool any picture to one size."""

    group: ClassVar[str] = "Convolution"
    sort: ClassVar[str] = "pool"
    keeps: ClassVar[Literal["largest", "mean"]]

    output_size: int = Field(2, ge=1, le=64, json_schema_extra=ui(also=("size",), high=8))
    """Height and width of the result, in pixels."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        channels, _, _ = picture(self.title, input_shapes[0])
        return (channels, self.output_size, self.output_size)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        across = (
            span([at for place in range(low, high + 1) for at in self._cells(place, size)])
            for (low, high), size in zip(box[1:], input_shapes[0][1:], strict=True)
        )
        return ((box[0], *across),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        channel, row, column = index
        _, height, width = inputs[0].shape
        rows, columns = self._cells(row, height), self._cells(column, width)
        return kept(self.keeps, inputs[0], ([channel], rows, columns), len(rows) * len(columns))

    def _cells(self, place: int, size: int) -> list[int]:
        return share(place, size, self.output_size)


class GlobalPooling(Layer):
    """The base of layers that keep one number of each channel of a picture, or of each feature of a sequence."""

    group: ClassVar[str] = "Convolution"
    sort: ClassVar[str] = "pool"
    keeps: ClassVar[Literal["largest", "mean"]]

    def output_shape(self, *input_shapes: Shape) -> Shape:
        shape = numbers(self.title, input_shapes[0])
        if len(shape) == 1:
            raise ShapeError(
                TAKES_PICTURES_SEQUENCES_SINGLE(title=self.title, shape=shown(shape)),
                handle=0,
            )
        return (shape[-1] if len(shape) == 2 else shape[0],)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        whole = tuple((0, size - 1) for size in input_shapes[0])
        return ((whole[0], box[0]),) if len(whole) == 2 else ((box[0], *whole[1:]),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        source, (unit,) = inputs[0], index
        if source.ndim == 2:
            return kept(self.keeps, source, (range(len(source)), [unit]), len(source))
        _, height, width = source.shape
        return kept(self.keeps, source, ([unit], range(height), range(width)), height * width)


def kept(keeps: str, source: Tensor, axes: Axes, cells: int) -> Explained:
    """Explain the largest number or the mean of a window of ``cells`` cells. For the mean, cells outside the input
    count as zeros."""
    if keeps == "largest":
        return largest(source, axes)
    inside = [len(axis) for axis in axes]
    weights = source.new_full(inside, 1 / cells)
    return weighed(source, axes, weights, outside=cells - weights.numel())
