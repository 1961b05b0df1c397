"""Regression: predict numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.task import Task
from torchground.words import Sentence, template

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo
    from torchground.catalogue.bases.shapes import Shape
    from torchground.catalogue.bases.task import Loss

REGRESSION_NEEDS_DATA_WHOSE = template(
    "regression.regression_needs_data_whose",
    "regression needs data whose targets are numbers, and these have {asks}; choose another task",
)


class Regression(Task):
    """Predict a number. R² is 1 if every prediction is right, and 0 if predictions are no better than the mean.

    MSE and MAE are the mean squared and the mean absolute error, in the units in which the network learns: if the data
    set standardizes its targets, one unit is one standard deviation of the train targets.
    """

    title = "Regression"
    order = 2
    formula = "R² = 1 − Σ(t − y)² / Σ(t − t̄)²"
    asks = "numbers"
    usual_loss = "mse"

    type: Literal["regression"] = "regression"

    def output_shape(self, data: DataInfo, loss: Loss) -> Shape:
        return (data.num_targets,)

    def refuses(self, data: DataInfo) -> Sentence | None:
        if data.asks == "numbers":
            return None
        return REGRESSION_NEEDS_DATA_WHOSE(asks=data.asks)

    def metrics(self, outputs: torch.Tensor, targets: torch.Tensor, loss: Loss) -> dict[str, float]:
        error = outputs.double() - targets.double()
        spread = (targets.double() - targets.double().mean(dim=0)).square().sum()
        return {
            "r2": (1 - error.square().sum() / spread).item(),
            "mse": error.square().mean().item(),
            "mae": error.abs().mean().item(),
        }
