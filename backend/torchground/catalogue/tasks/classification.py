"""Classification: tell classes apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.task import Task
from torchground.words import Sentence, template

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo
    from torchground.catalogue.bases.shapes import Shape
    from torchground.catalogue.bases.task import Loss

CLASSIFICATION_NEEDS_DATA_WHOSE = template(
    "classification.classification_needs_data_whose",
    "classification needs data whose targets are classes, and these are numbers; choose regression",
)


class Classification(Task):
    """Say which of a few classes a sample belongs to. The network gives one number for each class; the largest wins.

    Accuracy is the fraction of the samples with a right answer.
    """

    title = "Classification"
    aliases = ("Classify",)
    order = 1
    formula = "class = argmaxᵢ yᵢ"
    asks = "classes"
    usual_loss = "cross_entropy"

    type: Literal["classification"] = "classification"

    def output_shape(self, data: DataInfo, loss: Loss) -> Shape:
        return (loss.num_outputs(len(data.classes)),)

    def refuses(self, data: DataInfo) -> Sentence | None:
        if data.classes:
            return None
        return CLASSIFICATION_NEEDS_DATA_WHOSE()

    def metrics(self, outputs: torch.Tensor, targets: torch.Tensor, loss: Loss) -> dict[str, float]:
        predicted = outputs.argmax(dim=1) if outputs.shape[1] > 1 else outputs[:, 0] > 0
        return {"accuracy": (predicted == targets).double().mean().item()}
