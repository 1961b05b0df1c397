"""Filling in what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.tasks.shared.token_task import TokenTask

if TYPE_CHECKING:
    from torchground.catalogue.bases.samples import DataInfo


class MaskedLanguageModelling(TokenTask):
    """Some tokens of a row are hidden behind [MASK]; say what stands there, from what stands before and behind.

    Only the hidden places count. Nats per token is how surprised the network is by the true token on average; exact is
    the part of the rows in which every hidden token was found.
    """

    title = "Hidden tokens"
    aliases = ("Masked language model", "MLM")
    order = 4
    source = "J. Devlin et al., BERT (2018), arxiv.org/abs/1810.04805"

    type: Literal["masked_language_modelling"] = "masked_language_modelling"

    def refuses(self, data: DataInfo) -> str | None:
        if data.token_targets and not data.causal:
            return None
        came = "tokens to write on" if data.token_targets else data.asks.replace("none", "no")
        return (
            "filling in hidden tokens needs data that are rows of tokens with some hidden behind [MASK], and these "
            f"have {came}{'' if data.token_targets else ' as targets'}; choose such data or another task"
        )
