"""The base of tasks over rows of tokens: an answer for every position, and the metrics."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from torchground.catalogue.bases.task import Task
from torchground.words import Sentence, template

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo
    from torchground.catalogue.bases.shapes import Shape
    from torchground.catalogue.bases.task import Asks, Loss

NOT_ASKED = -100
"""The target of a position that has no answer."""

# N samples, T steps, V outputs for each step, A positions with a target


TARGETS = {
    "tokens": template("token_task.hidden_tokens", "hidden tokens to fill in"),
    "classes": template("token_task.classes", "classes as targets"),
    "numbers": template("token_task.numbers", "numbers as targets"),
    "none": template("token_task.no_targets", "no targets"),
}
TO_WRITE_ON = template("token_task.tokens_to_write_on", "tokens to write on")


def targets_of(data: DataInfo) -> Sentence:
    """The targets of the data in words, as a part of a sentence."""
    return TO_WRITE_ON() if data.token_targets and data.causal else TARGETS[data.asks]()


class TokenTask(Task):
    """The base of tasks whose answer is a token at every position of a row."""

    formula = "perplexity = exp(−mean log pₜ)"
    asks: ClassVar[Asks] = "classes"
    usual_loss = "cross_entropy"

    def output_shape(self, data: DataInfo, loss: Loss) -> Shape:
        return (data.shape[0], loss.num_outputs(len(data.vocab)))

    def paired(
        self, outputs: torch.Tensor, targets: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Treat every position as a sample: outputs [N·T, V] and targets [N·T], with -100 where there is no target."""
        return outputs.flatten(0, 1), targets.flatten()

    def metrics(self, outputs: torch.Tensor, targets: torch.Tensor, loss: Loss) -> dict[str, float]:
        """The metrics of the positions with a target.

        They are ``accuracy``, ``exact`` (the fraction of the rows that are right at every such position) and, if the
        outputs are logits, ``nats_per_token`` and ``perplexity``.
        """
        asked_NT = targets != NOT_ASKED
        scores_NTV = _one_for_each_token(outputs)
        wrong_NT = (scores_NTV.argmax(dim=-1) != targets) & asked_NT
        rows = asked_NT.any(dim=1)
        found = {
            "accuracy": 1 - _part(wrong_NT.sum(), asked_NT.sum()),
            "exact": 1 - _part((wrong_NT.any(dim=1) & rows).sum(), rows.sum()),
        }
        if loss.squashed() != "none":
            nats = _nats(scores_NTV[asked_NT], targets[asked_NT])
            found |= {"nats_per_token": nats, "perplexity": math.exp(min(nats, 700.0))}
        return found


def _one_for_each_token(outputs: torch.Tensor) -> torch.Tensor:
    """Scores [N, T, V] with one score for each token, also if a single output stands for two tokens."""
    if outputs.shape[-1] > 1:
        return outputs
    import torch

    return torch.cat([torch.zeros_like(outputs), outputs], dim=-1)


def _nats(scores_AV: torch.Tensor, targets_A: torch.Tensor) -> float:
    from torch.nn import functional

    if not len(targets_A):
        return 0.0
    return functional.cross_entropy(scores_AV.float(), targets_A).item()


def _part(count: torch.Tensor, total: torch.Tensor) -> float:
    return (count.double() / total.clamp(min=1)).item()
