"""Minimization: make the output itself small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.task import Task
from torchground.words import Sentence, template

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo
    from torchground.catalogue.bases.shapes import Shape
    from torchground.catalogue.bases.task import Loss

MAKING_OUTPUT_SMALL_LOOKS = template(
    "minimize.making_output_small_looks",
    "making the output small looks at no targets, and these data have {asks}; choose the data of a "
    "surface, or another task",
)


class Minimize(Task):
    """Make the output as small as possible. There is nothing to compare it with: the loss is the height that the
    network gives, and training goes downhill on it.

    With a Point that leads into a Surface, you can watch the path of an optimizer on a map.
    """

    title = "Make it small"
    aliases = ("Minimise",)
    order = 7
    formula = "min f(w)"
    asks = "none"
    usual_loss = "value"

    type: Literal["minimize"] = "minimize"

    def output_shape(self, data: DataInfo, loss: Loss) -> Shape:
        return (1,)

    def refuses(self, data: DataInfo) -> Sentence | None:
        if data.asks == "none":
            return None
        return MAKING_OUTPUT_SMALL_LOOKS(asks=data.asks)

    def metrics(self, outputs: torch.Tensor, targets: torch.Tensor, loss: Loss) -> dict[str, float]:
        """No metrics beside the loss, which is the height itself."""
        return {}
