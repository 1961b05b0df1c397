"""The linear (dense) layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, bias_of, dense
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Shape, features

if TYPE_CHECKING:
    from torch import Tensor, nn


class Linear(Layer):
    """Every output is a weighted sum of every input, plus its own offset (bias).

    The weights are what training changes. By itself it can only draw straight lines: put an activation after it. In a
    sequence it does the same to each step separately.
    """

    title = "Linear"
    aliases = (
        "Dense",
        "Fully connected",
        "FullyConnectedLayer",
        "FC",
        "Affine",
        "Weighted sum",
    )
    group = "Core"
    units = "out_features"
    order = 2
    formula = "y = Wx + b"
    source = "F. Rosenblatt, The Perceptron, Psychological Review 65 (1958)"

    type: Literal["linear"] = "linear"

    out_features: int = Field(
        8,
        ge=1,
        le=4096,
        json_schema_extra=ui(
            also=("units", "n_units", "num_units", "neurons", "output_size"), high=64
        ),
    )
    """How many outputs (units) the layer has."""

    bias: bool = Field(True, json_schema_extra=ui(also=("use_bias",)))
    """Whether each output also learns an offset."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        features(self.title, input_shapes[0])
        return (*input_shapes[0][:-1], self.out_features)

    def num_params(self, *input_shapes: Shape) -> int:
        return (input_shapes[0][-1] + self.bias) * self.out_features

    def num_maps(self) -> int:
        return 1

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Linear(input_shapes[0][-1], self.out_features, bias=self.bias)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return ((*box[:-1], (0, input_shapes[0][-1] - 1)),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return dense(inputs[0], index, module.get_parameter("weight"), bias_of(module))
