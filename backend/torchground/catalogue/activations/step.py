"""The step function: the threshold of the first perceptrons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Activation, GradientStop
from torchground.catalogue.bases.shapes import Mend, Shape
from torchground.words import template

if TYPE_CHECKING:
    from torch import nn

FLAT = template("step.flat", "its slope is 0 wherever there is one")


class Step(Activation):
    """Yes or no: 1 above the threshold, 0 at it and below.

    Its slope is 0 everywhere except at the threshold, where it has none. So no gradient passes, and layers before a
    Step never learn by gradient descent. Networks of many layers need smooth activations for that reason. Rosenblatt's
    rule needs no slope, and trains a single layer.
    """

    title = "Step"
    aliases = (
        "Heaviside",
        "Threshold",
        "Binary step",
        "Hard limit",
        "Unit step",
        "Step function",
    )
    order = 208
    formula = "y = 1 if x > t, else 0"
    source = "W. McCulloch, W. Pitts, A Logical Calculus of the Ideas Immanent in Nervous Activity (1943)"

    type: Literal["step"] = "step"

    threshold: float = Field(0.0, ge=-100, le=100, json_schema_extra=ui(low=-3, high=3))
    """The threshold (t): the output is 1 for larger numbers."""

    def gradient_stop(self, *input_shapes: Shape) -> GradientStop:
        smooth = Mend(title="Take Sigmoid instead", replace={"type": "sigmoid"})
        return GradientStop(FLAT(), (smooth,))

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.thresholds import Threshold

        return Threshold(self.threshold)
