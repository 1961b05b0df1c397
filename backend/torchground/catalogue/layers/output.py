"""The output of a network, with as many numbers as the task needs."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Literal

from pydantic import Field, PrivateAttr

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, dense, passed, raveled, unraveled
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import (
    Box,
    Mend,
    Shape,
    ShapeError,
    flat,
    folded_box,
    in_row,
    numbers,
    shown,
)
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

    from torchground.catalogue.bases.samples import DataInfo

TASK_ASKS_LET_OUTPUT = template(
    "output.task_asks_let_output",
    "the task asks for {wanted} and {given} come in; let Output end with its own linear layer, or give "
    "it as many",
)
ANSWER_ASKED_STEPS_LEAVE = template(
    "output.answer_asked_steps_leave",
    "an answer is asked for at each of {wanted} steps, got {given}; leave out the layer that ends the "
    "sequence, or let it give all its steps",
)
TASK_ASKS_LET_LAYERS = template(
    "output.task_asks_let_layers",
    "the task asks for {wanted} and {given} come in; let the layers before it give just that many "
    "channels, rows and columns",
)


class Output(Layer):
    """The place where the network answers: one number for each class, or the predicted number itself.

    Its own last layer gives exactly as many numbers as the data need, so another data set never breaks the drawing.
    """

    title = "Output"
    aliases = ("OutputLayer",)
    group = "Core"
    order = 9
    formula = "y = Wx + b"

    type: Literal["output"] = "output"

    head: Literal["linear", "none"] = Field(
        "linear",
        json_schema_extra=ui(choices={"linear": "Linear", "none": "None"}),
    )
    """With linear, the node has its own last layer. With none, it passes its input on unchanged, which must already
    have the right count of numbers."""

    _wanted: Shape | None = PrivateAttr(None)

    def placed(self, data: DataInfo, wanted: Shape) -> Output:
        placed = self.model_copy()
        placed._wanted = wanted
        return placed

    @property
    def wanted(self) -> Shape:
        """The shape of the answer that the task needs. Raises ``ValueError`` before the layer is placed."""
        if self._wanted is None:
            raise ValueError("the output has no shape before it is placed on data")
        return self._wanted

    def output_shape(self, *input_shapes: Shape) -> Shape:
        given = numbers(self.title, input_shapes[0])
        if len(self.wanted) == 2:
            self._check_steps(given)
        elif self.head == "linear" or (given != self.wanted and len(self.wanted) == 1):
            flat(self.title, given)
        if self.head == "none":
            self._check_count(given)
        return self.wanted

    def num_params(self, *input_shapes: Shape) -> int:
        if self.head == "none":
            return 0
        return (input_shapes[0][-1] + 1) * self._width

    def num_maps(self) -> int:
        return 1 if self.head == "linear" else 0

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        layers: list[nn.Module] = []
        if self.head == "linear":
            layers.append(nn.Linear(input_shapes[0][-1], self._width))
        if len(self.wanted) == 3 and input_shapes[0] != self.wanted:
            layers.append(nn.Unflatten(1, self.wanted))
        if not layers:
            return nn.Identity()
        return layers[0] if len(layers) == 1 else nn.Sequential(*layers)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        if self.head == "none" and input_shapes[0] == self.wanted:
            return (box,)
        if self.head == "none":
            return (folded_box(*in_row(box, self.wanted), input_shapes[0]),)
        whole = tuple((0, size - 1) for size in input_shapes[0])
        return ((box[0], *whole[1:]) if len(self.wanted) == 2 else whole,)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        folded = len(self.wanted) == 3 and inputs[0].ndim == 1
        flat_index = (raveled(index, self.wanted),) if folded else index
        if self.head == "none":
            shape = tuple(inputs[0].shape)
            place = flat_index if len(flat_index) == len(shape) else unraveled(index[0], shape)
            return passed(inputs[0], place, "the answer is what comes in")
        params = dict(module.named_parameters())
        weight = next(param for name, param in params.items() if name.endswith("weight"))
        bias = next(param for name, param in params.items() if name.endswith("bias"))
        return dense(inputs[0], flat_index, weight, bias)

    @property
    def _width(self) -> int:
        """The number of outputs of the last layer: for each step if the answer has steps, otherwise for the whole
        sample."""
        return self.wanted[-1] if len(self.wanted) == 2 else prod(self.wanted)

    def _check_steps(self, given: Shape) -> None:
        if len(given) != 2 or given[0] != self.wanted[0]:
            raise ShapeError(
                ANSWER_ASKED_STEPS_LEAVE(wanted=self.wanted[0], given=shown(given)),
                handle=0,
            )

    def _check_count(self, given: Shape) -> None:
        if given == self.wanted or (len(given) == 1 and given[0] == prod(self.wanted)):
            return
        count = self._width
        if len(given) == 3:
            raise ShapeError(
                TASK_ASKS_LET_LAYERS(wanted=shown(self.wanted), given=shown(given)),
                handle=0,
            )
        raise ShapeError(
            TASK_ASKS_LET_OUTPUT(wanted=shown(self.wanted), given=shown(given)),
            Mend(title="Set head to linear", field="head", value="linear"),
            Mend(
                title=f"Insert Linear with {count}",
                insert={"type": "linear", "out_features": count},
            ),
            handle=0,
        )
