"""The convolution along the steps of a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from torchground.catalogue.bases.explained import Explained, bias_of
from torchground.catalogue.bases.shapes import Box, Mend, Shape, sequence
from torchground.catalogue.layers.shared.convolving import (
    Convolution,
    reached_channels,
    slid_over_steps,
)
from torchground.catalogue.layers.shared.windows import Window, reached

if TYPE_CHECKING:
    from torch import Tensor, nn


class Conv1d(Convolution):
    """Slides small learned patterns (filters) along a sequence and gives a number at every step that says how well each
    pattern fits.

    The output is again a sequence, with one number at each step for each filter. A few such layers with growing
    dilation see far back with few weights.
    """

    title = "Conv1d"
    aliases = (
        "Convolution1D",
        "Conv",
        "Convolution",
        "Temporal convolution",
        "Convolutional layer",
    )
    variants = {"Causal convolution": {"causal": True}, "CausalConv1d": {"causal": True}}
    order = 110
    formula = "yₖ(t) = bₖ + Σᵢ Σⱼ wₖᵢ(j) · xᵢ(t + j)"
    source = "A. Waibel et al., Phoneme Recognition Using Time-Delay Neural Networks (1989)"

    type: Literal["conv1d"] = "conv1d"

    causal: bool = False
    """Whether a step sees only itself and the steps before it, as a network that writes must. All zeros are then put
    before the first step, as many as the filter reaches back, and padding is ignored."""

    @classmethod
    def in_own_words(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Like every convolution, and in addition the word ``causal`` as ``padding``."""
        if given.get("padding") == "causal":
            return {n: v for n, v in given.items() if n != "padding"} | {"causal": True}
        return super().in_own_words(given)

    @property
    def window(self) -> Window:
        back = self.dilation * (self.kernel_size - 1)
        padding, behind = (back, 0) if self.causal else (self.padding, None)
        return Window(self.kernel_size, self.stride, padding, self.dilation, behind)

    def causal_mends(self) -> tuple[Mend, ...]:
        return () if self.causal else (Mend(title="Turn causal on", field="causal", value=True),)

    def output_shape(self, *input_shapes: Shape) -> Shape:
        steps, channels = sequence(self.title, input_shapes[0])
        self.check_groups(channels)
        self.check_room(input_shapes[0], steps, "steps")
        return (self.window.places(steps), self.out_channels)

    def num_params(self, *input_shapes: Shape) -> int:
        per_filter = input_shapes[0][1] // self.groups * self.kernel_size
        return (per_filter + self.bias) * self.out_channels

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.overtime import StepConv1d

        return StepConv1d(
            input_shapes[0][1],
            self.out_channels,
            self.kernel_size,
            stride=self.stride,
            padding=0 if self.causal else self.padding,
            in_front=self.window.padding if self.causal else 0,
            dilation=self.dilation,
            groups=self.groups,
            bias=self.bias,
        )

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        steps, channels = input_shapes[0]
        along = reached(self.window, *box[0], steps)
        return ((along, reached_channels(self, *box[1], channels)),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return slid_over_steps(
            self, inputs[0], index, module.get_parameter("weight"), bias_of(module)
        )
