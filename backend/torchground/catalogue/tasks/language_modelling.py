"""Language modelling: say which token comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Mend
from torchground.catalogue.bases.task import Drawn, Refusal
from torchground.catalogue.tasks.shared.looking_ahead import looks_ahead
from torchground.catalogue.tasks.shared.token_task import TokenTask, targets_of
from torchground.words import Sentence, template

if TYPE_CHECKING:
    from torchground.catalogue.bases.samples import DataInfo

OTHER_TARGETS = template(
    "language_modelling.other_targets",
    "predicting the next token needs data that are rows of tokens in which each is followed by another, "
    "and these have {came}; choose a text or a row of symbols to write on",
)

LOOKS_AHEAD = template(
    "language_modelling.looks_ahead",
    "{layer} looks at the tokens that come later, and the next one is what it is asked for; {advice}",
)


class LanguageModelling(TokenTask):
    """At every position of a text, say which token comes next. A network that can do this can also write: its own
    answer becomes the next input.

    Nats per token is how surprised the network is on average (0 if it is always sure and right). Perplexity says among
    how many equally likely tokens it would be just as hard to choose. Exact is the fraction of the rows that are right
    from end to end.
    """

    title = "Next token"
    aliases = ("Language model", "Next-token prediction", "Causal language modelling")
    order = 3
    source = "C. Shannon, Prediction and Entropy of Printed English (1951)"

    type: Literal["language_modelling"] = "language_modelling"

    def refuses(self, data: DataInfo) -> Sentence | None:
        if data.token_targets and data.causal:
            return None
        return OTHER_TARGETS(came=targets_of(data))

    def refuses_drawing(self, nodes: Sequence[Drawn]) -> Refusal | None:
        """Refuse a layer that looks ahead, because it would see the token that it should predict."""
        node = looks_ahead(nodes)
        if node is None:
            return None
        mends = _mends(node)
        return Refusal(
            LOOKS_AHEAD(layer=node.layer.title, advice=_advice(mends)),
            node.id,
            mends,
        )


def _mends(node: Drawn) -> tuple[Mend, ...]:
    """The layer's own mends if it has some. Otherwise remove it, if that leaves the shape unchanged."""
    own = tuple(node.layer.causal_mends())
    if own or not node.input_shapes or node.shape != node.input_shapes[0]:
        return own
    return (Mend(title=f"Remove {node.layer.title}", remove=True),)


def _advice(mends: Sequence[Mend]) -> str:
    if not mends:
        return "let each answer depend on its own step and those before it alone"
    title = mends[0].title
    return title[:1].lower() + title[1:]
