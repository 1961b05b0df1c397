"""The tokens that the network predicts at hidden places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe
from torchground.probing.shared.places import Place
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.tokens import TokensFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.parts import Choice
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

THESE_DATA_NO_MASK = template(
    "masked_words.these_data_no_mask",
    "these data have no [MASK] to hide a token behind",
)
NO_PLACE_LAST = template(
    "masked_words.no_place_last",
    "there is no place {place}: the last one is {last}",
)

TASK = "masked_language_modelling"


class MaskedWords(SampleProbe):
    """The tokens that the network finds likeliest at each hidden place of a sample. Choose a token to hide it too, or
    type your own row with [MASK] in it."""

    title = "Hidden tokens"
    group = "Transformer"
    order = 5
    source = "J. Devlin et al., BERT (2018), arxiv.org/abs/1810.04805"
    kinds: ClassVar[tuple[Kind, ...]] = (TokensFacts,)

    type: Literal["masked_words"] = "masked_words"

    top_k: int = Field(5, ge=1, le=50, json_schema_extra=ui(high=10))
    """How many tokens are listed for each hidden place."""

    hidden: list[Place] = Field([], max_length=64)
    """More places to hide, counted from 0."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if project.training.task.type != TASK:
            return ()
        return [
            Offer(probe={"type": "masked_words"}, title=cls.title, place="output", order=2),
            Offer(probe={"type": "masked_words"}, title=cls.title, place="ask", order=2),
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: values [n] float32. At a hidden place the value is the probability of the true token, or of the
        likeliest token where the truth is not known; elsewhere it is 0. Facts: the tokens as the network sees them, and
        choices and truth at each hidden place, else null."""
        from torchground.probing.shared.pictures import picked
        from torchground.probing.shared.steps import asks_for_tokens, chances

        asks_for_tokens(context, TASK, "hidden tokens")
        x, y = picked(context, self)
        seen = self._hide(context, x)
        places, truth = _asked(context, x, seen, y)
        found = chances(context, context.network.forward(seen)[0])
        return [self._reading(context, seen, found, places, truth)]

    def _hide(self, context: ProbeContext, x: Tensor) -> Tensor:
        seen, mask = x.clone(), context.data.mask_token
        if not self.hidden:
            return seen
        if mask is None:
            raise ProbeError(THESE_DATA_NO_MASK())
        for place in self.hidden:
            if place >= seen.shape[1]:
                raise ProbeError(NO_PLACE_LAST(place=place, last=seen.shape[1] - 1))
            seen[0, place] = mask
        return seen

    def _reading(
        self,
        context: ProbeContext,
        seen: Tensor,
        chances_TV: Tensor,
        places: list[int],
        truth: dict[int, int],
    ) -> Reading[TokensFacts]:
        import torch

        from torchground.probing.shared.pictures import exact
        from torchground.probing.shared.steps import likeliest, sample_facts

        tokens = [context.data.vocab[int(token)] for token in seen[0]]
        values = torch.zeros(len(tokens))
        choices: list[list[Choice] | None] = [None] * len(tokens)
        for place in places:
            choices[place] = likeliest(context, chances_TV[place], self.top_k)
            true = truth.get(place)
            values[place] = chances_TV[place].max() if true is None else chances_TV[place, true]
        facts = TokensFacts(
            tokens=tokens,
            meaning="probability of the true token",
            choices=choices,
            truth=[
                context.data.vocab[truth[place]] if place in truth else None
                for place in range(len(tokens))
            ],
            hidden=places,
            **sample_facts(self),
        )
        return Reading("", {"values": exact(values)}, facts)


def _asked(
    context: ProbeContext, x: Tensor, seen: Tensor, y: Tensor | None
) -> tuple[list[int], dict[int, int]]:
    """The hidden places in order, and the true token at each place where it is known."""
    mask = context.data.mask_token
    truth: dict[int, int] = {}
    places = []
    for place in range(x.shape[1]):
        target = -100 if y is None else int(y[0, place])
        if int(seen[0, place]) != mask and target < 0:
            continue
        places.append(place)
        if target >= 0:
            truth[place] = target
        elif int(x[0, place]) != mask:
            truth[place] = int(x[0, place])
    return places, truth
