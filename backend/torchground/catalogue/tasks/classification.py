"""Telling classes apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.catalogue.task import Task

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.dataset import DataInfo


class Classification(Task):
    """Say which of a few classes a sample belongs to. The network gives one number for each class; the largest wins.

    Accuracy is the part of the samples that were told right.
    """

    title = "Classification"
    order = 1
    formula = "class = argmaxᵢ yᵢ"
    losses: ClassVar[tuple[str, ...]] = ("cross_entropy", "mse")

    type: Literal["classification"] = "classification"

    def num_outputs(self, data: DataInfo) -> int:
        return len(data.classes)

    def refuses(self, data: DataInfo) -> str | None:
        if data.classes:
            return None
        return "classification needs data whose targets are classes, and these are numbers; choose regression"

    def metrics(self, outputs: torch.Tensor, targets: torch.Tensor) -> dict[str, float]:
        return {"accuracy": (outputs.argmax(dim=1) == targets).double().mean().item()}
