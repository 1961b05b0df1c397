"""The threshold of the first perceptrons."""

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

    Its slope is 0 wherever there is one, so no gradient passes: what stands before a Step never learns by gradient
    descent. That is why networks of many layers had to wait for smooth activations; Rosenblatt's rule asks for no slope
    and trains a single layer.
    """

    title = "Step"
    aliases = ("Heaviside", "Threshold", "Binary step", "Hard limit")
    order = 208
    formula = "y = 1 if x > t, else 0"
    source = "W. McCulloch, W. Pitts, A Logical Calculus of the Ideas Immanent in Nervous Activity (1943)"

    type: Literal["step"] = "step"

    threshold: float = Field(0.0, ge=-100, le=100, json_schema_extra=ui(low=-3, high=3))
    """What a number must be larger than (t)."""

    def gradient_stop(self, *input_shapes: Shape) -> GradientStop:
        smooth = Mend(title="Take Sigmoid instead", replace={"type": "sigmoid"})
        return GradientStop(FLAT(), (smooth,))

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.thresholds import Threshold

        return Threshold(self.threshold)
