"""A loss that a person writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from torchground.catalogue.bases.task import Loss
from torchground.catalogue.losses.shared.expression import MAX_LENGTH, compute, never_finite, read
from torchground.words import Sentence, template

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction

NEVER_FINITE = template(
    "custom.never_finite",
    "the formula divides by what is always 0 or takes its logarithm, so the loss is never a number; change that part, "
    "or add a small number to it",
)


def _readable(formula: str) -> str:
    """Return the text unchanged. Raises ``ValueError`` with the position of the error if the text is not a valid
    formula."""
    read(formula)
    return formula


class Custom(Loss):
    """The loss you write yourself, as a formula of prediction and target. It is computed for every number of a sample.
    Training makes the mean of these numbers over the batch small.

    You can use + - * / **, comparisons (1 if true, 0 if not), pi, e, and the functions abs exp log sqrt square sin cos
    tanh sigmoid relu softplus sign maximum minimum clamp where pow, which work on each number, and softmax log_softmax
    logsumexp mean sum max min, which work over the numbers of one sample. If targets are classes, target is 1 for the
    true class and 0 for the others: cross-entropy is -sum(target * log_softmax(prediction)).
    """

    title = "Custom formula"
    order = 20
    formula = "L = f(y, t)"
    fits = ("numbers", "classes")
    aliases = ("Own loss",)

    type: Literal["custom"] = "custom"

    expression: Annotated[str, AfterValidator(_readable)] = Field(
        "(prediction - target) ** 2", max_length=MAX_LENGTH
    )
    """The formula. It must change smoothly with prediction, or nothing can be learned."""

    def doubts(self) -> Mapping[str, Sentence]:
        return {"expression": NEVER_FINITE()} if never_finite(read(self.expression)) else {}

    def build(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import mean_of

        return mean_of(self._compare())

    def each(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import by_sample

        return by_sample(self._compare())

    def _compare(self) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import in_rows

        expression = read(self.expression)

        def compare(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
            rows, wanted = in_rows(outputs, targets)
            return compute(expression, rows, wanted).mean(dim=1).expand(len(rows))

        return compare
