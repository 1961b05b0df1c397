"""The fields and the shape rule that all convolutions share, and the explanation of their outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, Index, weighed
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape, ShapeError, shown
from torchground.catalogue.layers.shared.windows import Window, reached
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

GROUPS_DIVIDE_CHANNELS_GO = template(
    "convolving.groups_divide_channels_go",
    "groups is {groups} and must divide the {channels} channels that come in and the {out_channels} that "
    "go out; set it to 1 or change out_channels",
)
FILTER_REACHES_OVER_PADDING = template(
    "convolving.filter_reaches_over_padding",
    "the filter reaches over {reach} {what}, and {shape} come in with padding {padding}; use a smaller "
    "kernel_size or more padding",
)

MAX_PADDING = 32


class Convolution(Layer):
    """The base of layers that slide filters: over steps, or over rows and columns."""

    group: ClassVar[str] = "Convolution"
    sort: ClassVar[str] = "convolution"
    units: ClassVar[str] = "out_channels"

    out_channels: int = Field(
        8, ge=1, le=1024, json_schema_extra=ui(also=("filters", "num_filters"), high=64)
    )
    """How many filters the layer learns; each gives one channel."""

    kernel_size: int = Field(
        3, ge=1, le=64, json_schema_extra=ui(also=("kernel", "filter_size"), high=7)
    )
    """How far a filter reaches along each axis: height and width in pixels, or steps."""

    stride: int = Field(1, ge=1, le=32, json_schema_extra=ui(also=("strides",), high=4))
    """How far a filter moves between two positions; 2 gives half as many positions."""

    padding: int = Field(0, ge=0, le=MAX_PADDING, json_schema_extra=ui(high=3))
    """How many zeros are put around the input on each side. Half of kernel_size (rounded down) keeps the size: 1 with a
    filter of 3, 2 with one of 5."""

    dilation: int = Field(1, ge=1, le=32, json_schema_extra=ui(also=("dilation_rate",), high=4))
    """The distance between the places that a filter looks at: 1 is side by side, 2 leaves out every second one, so that
    the same number of weights sees farther."""

    groups: int = Field(1, ge=1, le=1024, json_schema_extra=ui(high=8))
    """The number of groups into which the channels are split. A filter sees only the channels of its own group. It must
    divide both channel counts. With as many groups as channels the layer is depthwise: each channel has its own
    filters."""

    bias: bool = Field(True, json_schema_extra=ui(also=("use_bias",)))
    """Whether each filter also learns an offset."""

    @classmethod
    def in_own_words(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Accepts ``padding`` as a word: ``valid`` means 0, ``same`` means half of a filter's reach if that is a whole
        number."""
        padding = given.get("padding")
        if padding == "valid":
            return {**given, "padding": 0}
        if padding != "same":
            return given
        kernel_size, dilation = (
            one(given.get(name, cls.model_fields[name].default))
            for name in ("kernel_size", "dilation")
        )
        if not isinstance(kernel_size, int) or not isinstance(dilation, int):
            return given
        reach = dilation * (kernel_size - 1)
        return given if reach % 2 else {**given, "padding": reach // 2}

    @property
    def window(self) -> Window:
        """The window of a filter along each axis."""
        return Window(self.kernel_size, self.stride, self.padding, self.dilation)

    def num_maps(self) -> int:
        return 1

    def padding_that_keeps_size(self) -> int | None:
        reach = self.dilation * (self.kernel_size - 1)
        fits = self.stride == 1 and reach % 2 == 0 and reach // 2 <= MAX_PADDING
        return reach // 2 if fits and self.padding != reach // 2 else None

    def check_groups(self, channels: int) -> None:
        """Raises :class:`ShapeError` if ``groups`` does not divide the channels."""
        if channels % self.groups == 0 and self.out_channels % self.groups == 0:
            return
        mends = [Mend(title="Set groups to 1", field="groups", value=1)]
        if self.out_channels % channels == 0 and 1 < channels <= 1024:
            title = f"Set groups to {channels}: depthwise"
            mends.append(Mend(title=title, field="groups", value=channels))
        raise ShapeError(
            GROUPS_DIVIDE_CHANNELS_GO(
                groups=self.groups, channels=channels, out_channels=self.out_channels
            ),
            *mends,
        )

    def check_room(self, shape: Shape, least: int, what: str) -> None:
        """Raises :class:`ShapeError` if the filter does not fit into the shortest axis, which has ``least`` cells."""
        if self.window.places(least) >= 1:
            return
        reach = self.dilation * (self.kernel_size - 1) + 1
        largest = (least + 2 * self.padding - 1) // self.dilation + 1
        mends = [Mend(title=f"Set kernel_size to {largest}", field="kernel_size", value=largest)]
        padding = -(-(reach - least) // 2)
        if padding <= MAX_PADDING:
            mends.insert(0, Mend(title=f"Set padding to {padding}", field="padding", value=padding))
        raise ShapeError(
            FILTER_REACHES_OVER_PADDING(
                reach=reach, what=what, shape=shown(shape), padding=self.padding
            ),
            *mends,
            handle=0,
        )

    def own_channels(self, filter_: int, channels: int) -> list[int]:
        """The input channels that this filter sees."""
        width = channels // self.groups
        first = filter_ // (self.out_channels // self.groups) * width
        return list(range(first, first + width))


def one(value: Any) -> Any:
    """The number in a list of equal numbers. Anything else is returned unchanged."""
    equal = isinstance(value, list) and value and all(item == value[0] for item in value)
    return value[0] if equal else value


def slid_over_picture(
    layer: Convolution,
    source: Tensor,
    index: Index,
    weight: Tensor,
    bias: Tensor | None,
) -> Explained:
    """Explain one number of a convolution over a picture; ``weight`` is [out, in / groups, height, width]."""
    filter_, row, column = index
    channels = layer.own_channels(filter_, len(source))
    rows = layer.window.reads(row, source.shape[1])
    columns = layer.window.reads(column, source.shape[2])
    down, across = [k for k, _ in rows], [k for k, _ in columns]
    return weighed(
        source,
        (channels, [at for _, at in rows], [at for _, at in columns]),
        weight[filter_][:, down][:, :, across],
        weight_at=lambda place: (filter_, place[0], down[place[1]], across[place[2]]),
        bias=None if bias is None else float(bias[filter_].item()),
        outside=len(channels) * (layer.kernel_size**2 - len(rows) * len(columns)),
    )


def slid_over_steps(
    layer: Convolution,
    source: Tensor,
    index: Index,
    weight: Tensor,
    bias: Tensor | None,
) -> Explained:
    """Explain one number of a convolution over a sequence [T, C]; ``weight`` is [out, in / groups, steps]."""
    step, filter_ = index
    channels = layer.own_channels(filter_, source.shape[1])
    steps = layer.window.reads(step, len(source))
    along = [k for k, _ in steps]
    return weighed(
        source,
        ([at for _, at in steps], channels),
        weight[filter_][:, along].T,
        weight_at=lambda place: (filter_, place[1], along[place[0]]),
        bias=None if bias is None else float(bias[filter_].item()),
        outside=len(channels) * (layer.kernel_size - len(steps)),
    )


def stamped_on_picture(
    layer: Convolution,
    source: Tensor,
    index: Index,
    weight: Tensor,
    bias: Tensor | None,
) -> Explained:
    """Explain one number of a transposed convolution; ``weight`` is [in, out / groups, height, width]."""
    filter_, row, column = index
    channels = layer.own_channels(filter_, len(source))
    own = filter_ % (layer.out_channels // layer.groups)
    rows = layer.window.writes(row, source.shape[1])
    columns = layer.window.writes(column, source.shape[2])
    down, across = [k for k, _ in rows], [k for k, _ in columns]
    return weighed(
        source,
        (channels, [at for _, at in rows], [at for _, at in columns]),
        weight[channels][:, own][:, down][:, :, across],
        weight_at=lambda place: (channels[place[0]], own, down[place[1]], across[place[2]]),
        bias=None if bias is None else float(bias[filter_].item()),
    )


def reached_channels(layer: Convolution, low: int, high: int, channels: int) -> tuple[int, int]:
    """The first and last input channel that the filters from ``low`` to ``high`` see."""
    return layer.own_channels(low, channels)[0], layer.own_channels(max(low, high), channels)[-1]


def reached_picture(layer: Convolution, box: Box, shape: Shape) -> Box:
    """The block of the input that a block of the output of a convolution reads."""
    across = (reached(layer.window, *box[axis], shape[axis]) for axis in (1, 2))
    return (reached_channels(layer, *box[0], shape[0]), *across)
