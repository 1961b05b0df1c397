"""The network continues a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.probing.probe import ProbeContext, SampleProbe
from torchground.probing.probes.next_tokens import TASK
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.tokens import TokensFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.parts import Choice
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

NUM_PROMPT = 8
"""How many tokens of a sample are given as the prompt where the data do not say what the answer is."""


@dataclass(frozen=True)
class Begun:
    """The prompt that the network continues."""

    tokens: list[int]
    truth: list[int]
    """The tokens that should follow, where the data know them."""
    length: int
    """How many tokens to write."""


class Generated(SampleProbe):
    """Lets the network continue your text: its own answer becomes the next input, one token after another.

    At a low temperature it takes the likeliest token, at a high temperature also unlikely ones. The same seed always
    gives the same text. Where rows ask for an answer (sort these letters), it completes the answer. Where a row ends,
    the next one begins.
    """

    title = "Writing on"
    group = "Transformer"
    order = 7
    formula = "p ∝ exp(logits / temperature)"
    source = "A. Holtzman et al., The Curious Case of Neural Text Degeneration (2019), arxiv.org/abs/1904.09751"
    kinds: ClassVar[tuple[Kind, ...]] = (TokensFacts,)

    type: Literal["generated"] = "generated"

    length: int = Field(60, ge=1, le=500, json_schema_extra=ui(high=200))
    """How many tokens to write at most."""

    temperature: float = Field(0.8, ge=0, le=5, json_schema_extra=ui(high=2))
    """0 always takes the likeliest token, 1 draws with the network's probabilities, more makes rare tokens more
    likely."""

    top_k: int = Field(0, ge=0, le=1000, json_schema_extra=ui(high=50))
    """How many of the likeliest tokens may be drawn. 0 draws from all tokens."""

    seed: int = Field(1, ge=0, le=2**31 - 1)
    """The seed of the draws. The same seed gives the same text."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if project.training.task.type != TASK:
            return ()
        return [
            Offer(probe={"type": "generated"}, title=cls.title, place="output", order=1),
            Offer(probe={"type": "generated"}, title=cls.title, place="ask", order=1),
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: values [n] float32. They are the probabilities with which the written tokens were drawn, and 1
        for given tokens. Facts: ``tokens``, ``prompt`` (how many tokens were given), ``text``, ``choices`` at each
        written place, and ``truth`` where it is known."""
        from torchground.probing.shared.steps import asks_for_tokens

        asks_for_tokens(context, TASK, "how the network writes on")
        begun = self._begin(context)
        return [self._reading(context, begun, *self._write(context, begun))]

    def _begin(self, context: ProbeContext) -> Begun:
        from torchground.probing.shared.pictures import picked
        from torchground.probing.shared.steps import begins_with_filler, typed

        if self.of == "asked":
            given = typed(context, self.asked)
            return Begun(given, [], self._answer_length(context, len(given)))
        x, y = picked(context, self)
        row = x[0].tolist()
        targets = [-100] * len(row) if y is None else y[0].tolist()
        first = next((place for place, target in enumerate(targets) if target >= 0), 0)
        truth = [target for target in targets[first:] if target >= 0]
        if first:
            return Begun(row[: first + 1], truth, min(self.length, len(truth)))
        return Begun(row[: 1 if begins_with_filler(context) else NUM_PROMPT], [], self.length)

    def _answer_length(self, context: ProbeContext, num_given: int) -> int:
        """How many tokens to write: ``length``, but where every row is a question and its answer, only to the end of
        the answer."""
        if int(context.test_y[0, 0]) >= 0:
            return self.length
        asked = int((context.test_y[0] >= 0).sum())
        question = context.test_x.shape[1] - asked + 1
        return min(
            self.length, asked if num_given <= question else question + asked - num_given or 1
        )

    def _write(
        self, context: ProbeContext, begun: Begun
    ) -> tuple[list[int], list[float], list[list[Choice]]]:
        """The written tokens, the probability of each, and the likeliest choices at each place."""
        import torch

        from torchground.probing.shared.steps import begins_with_filler, chances, likeliest, read_on

        generator = torch.Generator(device="cpu").manual_seed(self.seed)
        pad, restarts = context.data.pad_token, begins_with_filler(context)
        row, probabilities, choices = list(begun.tokens), [], []
        for _ in range(begun.length):
            if pad is not None and row[-1] == pad and not restarts:
                break
            seen = row[_last(row, pad) :] if restarts else row
            said = chances(context, read_on(context, seen)[-1:])[0].double().cpu()
            weights = self._weights(said)
            token = int(torch.multinomial(weights, 1, generator=generator))
            row.append(token)
            probabilities.append(said[token].item())
            choices.append(likeliest(context, said, 5))
        return row[len(begun.tokens) :], probabilities, choices

    def _weights(self, chances_V: Tensor) -> Tensor:
        """The weights that the next token is drawn with [V]: the probabilities after temperature and top-k."""
        import torch

        if self.temperature == 0:
            return torch.nn.functional.one_hot(chances_V.argmax(), len(chances_V)).double()
        logs = chances_V.clamp_min(1e-300).log() / self.temperature
        if 0 < self.top_k < len(logs):
            least = logs.topk(self.top_k).values[-1]
            logs = logs.masked_fill(logs < least, -torch.inf)
        return logs.softmax(dim=0)

    def _reading(
        self,
        context: ProbeContext,
        begun: Begun,
        written: list[int],
        probabilities: list[float],
        choices: list[list[Choice]],
    ) -> Reading[TokensFacts]:
        import numpy as np

        from torchground.probing.shared.steps import sample_facts, text_of

        vocab, given = context.data.vocab, len(begun.tokens)
        tokens = [vocab[token] for token in (*begun.tokens, *written)]
        facts = TokensFacts(
            tokens=tokens,
            meaning="probability",
            choices=[*[None] * given, *choices],
            prompt=given,
            text=text_of(vocab, tokens),
            truth=[vocab[token] for token in begun.truth] or None,
            **sample_facts(self),
        )
        values = np.array([*[1.0] * given, *probabilities], dtype=np.float32)
        return Reading("", {"values": values}, facts)


def _last(row: list[int], token: int | None) -> int:
    """The last index of a token in a row. 0 where the row does not have it."""
    return max((place for place, other in enumerate(row) if other == token), default=0)
