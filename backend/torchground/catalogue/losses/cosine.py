"""Cosine loss: only the direction of the outputs counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction


class Cosine(Loss):
    """Compares the directions of outputs and targets, seen as two arrows: 0 if they point the same way, 1 at a right
    angle, 2 if they point in opposite directions. The length of the arrows makes no difference.

    If the targets are classes, the outputs should point along the axis of the true class.
    """

    title = "Cosine"
    aliases = ("Cosine similarity", "CosineEmbeddingLoss", "Cosine loss")
    order = 10
    formula = "L = 1 − (y·t) / (|y| |t|)"
    source = "G. Salton, A. Wong, C. S. Yang, A Vector Space Model for Automatic Indexing (1975)"
    fits = ("classes", "numbers")

    type: Literal["cosine"] = "cosine"

    def build(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import mean_of

        return mean_of(_compare)

    def each(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import by_sample

        return by_sample(_compare)


def _compare(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    from torch.nn import functional

    from torchground.catalogue.losses.shared.comparing import in_rows

    rows, wanted = in_rows(outputs, targets)
    return 1 - functional.cosine_similarity(rows, wanted, dim=1)
