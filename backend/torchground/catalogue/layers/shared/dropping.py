"""The base of all kinds of dropout."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, of_itself
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Shape

if TYPE_CHECKING:
    from torch import Tensor, nn


class Dropping(Layer):
    """The base of layers that drop a random part of their input while training and pass everything on in use."""

    group: ClassVar[str] = "Normalise · regularise"
    sort: ClassVar[str] = "dropout"
    source: ClassVar[str] = (
        "N. Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting (2014)"
    )
    elementwise: ClassVar[bool] = True
    random: ClassVar[bool] = True

    p: float = Field(
        0.5, ge=0, le=0.95, json_schema_extra=ui(also=("rate", "prob", "probability"), live=True)
    )
    """The probability to be dropped, drawn again at every step."""

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (box,)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return of_itself(module, inputs, index, self.title)
