"""Masked language modelling: fill in hidden tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.tasks.shared.token_task import TokenTask, targets_of
from torchground.words import Sentence, template

if TYPE_CHECKING:
    from torchground.catalogue.bases.samples import DataInfo

OTHER_TARGETS = template(
    "masked_language_modelling.other_targets",
    "filling in hidden tokens needs data that are rows of tokens with some hidden behind [MASK], and "
    "these have {came}; choose such data or another task",
)


class MaskedLanguageModelling(TokenTask):
    """Some tokens of a row are hidden behind [MASK]. Say which tokens they are, from the tokens before and behind.

    Only the hidden positions count. Nats per token is how surprised the network is by the true token on average. Exact
    is the fraction of the rows in which every hidden token was found.
    """

    title = "Hidden tokens"
    aliases = (
        "Masked language model",
        "MLM",
        "Masked tokens",
        "Fill in the blanks",
    )
    order = 4
    source = "J. Devlin et al., BERT (2018), arxiv.org/abs/1810.04805"

    type: Literal["masked_language_modelling"] = "masked_language_modelling"

    def refuses(self, data: DataInfo) -> Sentence | None:
        if data.token_targets and not data.causal:
            return None
        return OTHER_TARGETS(came=targets_of(data))
