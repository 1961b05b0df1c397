"""The output: where the network answers, with as many numbers as the task asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field, PrivateAttr

from torchground.catalogue.entry import ui
from torchground.catalogue.layer import Layer, Mend, Shape, ShapeError
from torchground.catalogue.shapes import flat

if TYPE_CHECKING:
    from torch import nn

    from torchground.catalogue.dataset import DataInfo


class Output(Layer):
    """Where the network answers: one number for each class, or the predicted number itself.

    Its own last layer gives just as many numbers as the data ask for, so another data set never breaks the drawing.
    """

    title = "Output"
    group = "Core"
    order = 9
    formula = "y = Wx + b"

    type: Literal["output"] = "output"

    head: Literal["linear", "none"] = Field(
        "linear",
        json_schema_extra=ui(choices={"linear": "Linear", "none": "None"}),
    )
    """Linear ends the network with a layer of its own; none passes on what comes in, which must already have one
    number for each answer."""

    _num_outputs: int | None = PrivateAttr(None)

    def placed(self, data: DataInfo, num_outputs: int) -> Output:
        placed = self.model_copy()
        placed._num_outputs = num_outputs
        return placed

    @property
    def num_outputs(self) -> int:
        """How many numbers the task asks for. Raises ``ValueError`` before the layer is placed."""
        if self._num_outputs is None:
            raise ValueError("the output has no size before it is placed on data")
        return self._num_outputs

    def output_shape(self, *input_shapes: Shape) -> Shape:
        features = flat(self.title, input_shapes[0])
        if self.head == "none" and features != self.num_outputs:
            raise ShapeError(
                f"the data ask for {self.num_outputs} output{'' if self.num_outputs == 1 else 's'} and {features} "
                "come in; let Output end with its own linear layer, or give it as many",
                Mend(title="Set head to linear", field="head", value="linear"),
                Mend(
                    title=f"Insert Linear with {self.num_outputs}",
                    insert={"type": "linear", "out_features": self.num_outputs},
                ),
                handle=0,
            )
        return (self.num_outputs,)

    def num_params(self, *input_shapes: Shape) -> int:
        return (input_shapes[0][0] + 1) * self.num_outputs if self.head == "linear" else 0

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        if self.head == "none":
            return nn.Identity()
        return nn.Linear(input_shapes[0][0], self.num_outputs)
