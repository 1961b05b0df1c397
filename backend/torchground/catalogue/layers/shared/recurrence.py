"""The fields, the shape rule and the param count that RNN, LSTM and GRU share. No torch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape, sequence
from torchground.catalogue.layers.shared.cells import all_steps, recurrent_cell

if TYPE_CHECKING:
    from torch import Tensor, nn

    from torchground.catalogue.bases.explained import Explained


class Recurrent(Layer):
    """The base of layers that read a sequence step by step and remember."""

    group = "Sequence"
    sort = "recurrent"
    units = "hidden_size"
    random = True
    parts: ClassVar[int]
    """How many weight matrices are stacked in one param: one for the new state and one for each gate."""

    hidden_size: int = Field(
        32, ge=1, le=1024, json_schema_extra=ui(also=("units", "num_units", "n_units"), high=128)
    )
    """How many numbers (units) it remembers."""

    num_layers: int = Field(1, ge=1, le=8, json_schema_extra=ui(high=4))
    """How many of these layers are stacked: each reads the states of the one below."""

    bidirectional: bool = False
    """Whether a second layer reads from the end to the beginning. The outputs of both are joined side by side."""

    dropout: float = Field(0.0, ge=0, le=0.95)
    """The probability, between stacked layers, that a number is set to zero while training."""

    returns: Literal["sequence", "last"] = Field(
        "last", json_schema_extra=ui(choices={"last": "The last state", "sequence": "Every state"})
    )
    """The last state is a summary of the whole sequence, as numbers in a row. Every state gives a sequence again, for a
    layer above or an answer at each step."""

    @classmethod
    def in_own_words(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Accepts ``return_sequences`` of Keras: every state, or only the last."""
        every = given.get("return_sequences")
        if not isinstance(every, bool):
            return given
        rest = {name: value for name, value in given.items() if name != "return_sequences"}
        return {**rest, "returns": "sequence" if every else "last"}

    def output_shape(self, *input_shapes: Shape) -> Shape:
        steps, _ = sequence(self.title, input_shapes[0])
        return (self._width,) if self.returns == "last" else (steps, self._width)

    def num_params(self, *input_shapes: Shape) -> int:
        below = [input_shapes[0][1], *[self._width] * (self.num_layers - 1)]
        units = self.parts * self.hidden_size
        return self._directions * sum(units * (n + self.hidden_size + 2) for n in below)

    def num_maps(self) -> int:
        return self.num_layers + 1

    def num_activations(self, *input_shapes: Shape) -> int:
        return input_shapes[0][0] * self.num_layers * self._width * (self.parts + 1)

    @property
    def between(self) -> float:
        """The dropout for torch. It is 0 for a single layer, because dropout is applied only between layers."""
        return self.dropout if self.num_layers > 1 else 0.0

    @property
    def _directions(self) -> int:
        return 2 if self.bidirectional else 1

    @property
    def _width(self) -> int:
        return self._directions * self.hidden_size

    def causal_mends(self) -> tuple[Mend, ...]:
        if not self.bidirectional:
            return ()
        return (Mend(title="Turn bidirectional off", field="bidirectional", value=False),)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return all_steps(box, input_shapes[0], causal=not self.bidirectional)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return recurrent_cell(module, inputs[0], index)
