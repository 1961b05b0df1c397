"""One step of a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, passed
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape, ShapeError, sequence
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

NO_STEP = template(
    "select_step.no_step",
    "there is no step {step}: the sequence has {steps} steps, the last is {last}; set step to a number "
    "up to it",
)


class SelectStep(Layer):
    """Takes one step of a sequence and drops the others. The result is numbers in a row, for an answer about the whole.

    After a recurrent layer or a transformer, the last step has seen everything before it.
    """

    title = "Select step"
    aliases = ("Last step", "Last timestep", "Take last")
    group = "Sequence"
    order = 154
    formula = "y = xₜ"

    type: Literal["select_step"] = "select_step"

    which: Literal["first", "last", "step"] = Field(
        "last",
        json_schema_extra=ui(choices={"first": "First", "last": "Last", "step": "By number"}),
    )
    """Which step to take."""

    step: int = Field(0, ge=0, le=4095, json_schema_extra=ui(high=63))
    """The number of the step, counted from 0, if it is chosen by number."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        steps, features = sequence(self.title, input_shapes[0])
        if self.which == "step" and self.step >= steps:
            raise ShapeError(
                NO_STEP(step=self.step, steps=steps, last=steps - 1),
                Mend(title=f"Set step to {steps - 1}", field="step", value=steps - 1),
                Mend(title="Take the last step", field="which", value="last"),
                handle=0,
            )
        return (features,)

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.joins import Step

        return Step({"first": 0, "last": -1, "step": self.step}[self.which])

    def _step(self, steps: int) -> int:
        return {"first": 0, "last": steps - 1, "step": self.step}[self.which]

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (((self._step(input_shapes[0][0]),) * 2, *box),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        step = self._step(len(inputs[0]))
        return passed(inputs[0], (step, *index), f"step {step} is taken")
