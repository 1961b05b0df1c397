"""The tokens that the network expects next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.probing.probe import ProbeContext, SampleProbe
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.tokens import TokensFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torchground.network.spec import Project

TASK = "language_modelling"


class NextTokens(SampleProbe):
    """At every place of a row: the tokens that the network expects next, and the probability it gives to the token that
    really comes. Where that probability is low, the token was a surprise."""

    title = "Expected next"
    group = "Transformer"
    order = 6
    source = "C. Shannon, Prediction and Entropy of Printed English (1951)"
    kinds: ClassVar[tuple[Kind, ...]] = (TokensFacts,)

    type: Literal["next_tokens"] = "next_tokens"

    top_k: int = Field(5, ge=1, le=50, json_schema_extra=ui(high=10))
    """How many tokens are listed for each place."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if project.training.task.type != TASK:
            return ()
        return [
            Offer(probe={"type": "next_tokens"}, title=cls.title, place="output", order=3),
            Offer(probe={"type": "next_tokens"}, title=cls.title, place="ask", order=4),
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: values [n] float32, the probability of the token that comes after each token, or 0 where that
        token is not known. Facts: tokens, choices, and truth (the token that comes) at each place."""
        import torch

        from torchground.probing.shared.pictures import exact
        from torchground.probing.shared.steps import (
            asks_for_tokens,
            chances,
            likeliest,
            read_on,
            sample_facts,
        )

        asks_for_tokens(context, TASK, "what comes next")
        row, comes = self._row(context)
        found = chances(context, read_on(context, row))
        row, comes = row[-len(found) :], comes[-len(found) :]
        known = zip(found, comes, strict=True)
        values = torch.stack([f[c] if c >= 0 else f.new_zeros(()) for f, c in known])
        vocab = context.data.vocab
        facts = TokensFacts(
            tokens=[vocab[token] for token in row],
            meaning="probability of what comes next",
            choices=[likeliest(context, place, self.top_k) for place in found],
            truth=[vocab[token] if token >= 0 else None for token in comes],
            **sample_facts(self),
        )
        return [Reading("", {"values": exact(values)}, facts)]

    def _row(self, context: ProbeContext) -> tuple[list[int], list[int]]:
        """The tokens, and the token that comes after each. -1 where it is not known."""
        from torchground.probing.shared.pictures import picked
        from torchground.probing.shared.steps import typed

        if self.of == "asked":
            row = typed(context, self.asked)
            return row, [*row[1:], -1]
        x, y = picked(context, self)
        row = x[0].tolist()
        targets = [-1] * len(row) if y is None else y[0].tolist()
        return row, [max(-1, target) for target in targets]
