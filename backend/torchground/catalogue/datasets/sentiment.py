"""Sentiment: two short judgements joined by “but”; the second one counts."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.generated import Generated

THINGS = ["plot", "acting", "music", "ending", "cast", "script", "pace", "humour"]
GOOD = ["good", "great", "fine", "funny", "lovely"]
BAD = ["bad", "poor", "dull", "weak", "boring"]
VOCAB = ["[PAD]", "the", "was", "not", "but", *THINGS, *GOOD, *BAD]
STEPS = 11
"""The number of words in the longest sentence: the X was not good but the Y was not bad."""


class Sentiment(Generated):
    """Sentences like “the plot was not good but the music was great”. Only the part after “but” counts, and “not” turns
    a word into its opposite: the words alone, without their order, say little. Shorter sentences are filled up with
    [PAD] in front."""

    title: ClassVar[str] = "Sentiment"
    group: ClassVar[str] = "Text and symbols"
    order: ClassVar[int] = 440
    source: ClassVar[str] = "B. Pang et al., Thumbs up? Sentiment Classification (2002)"
    type: Literal["sentiment"] = "sentiment"

    num_samples: int = Field(3000, ge=10, le=20_000, json_schema_extra=ui(low=100, high=10_000))
    """How many sentences there are, train and test together."""

    test_fraction: float = Field(0.3333, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the samples that is kept away from training and only measured."""

    def info(self) -> DataInfo:
        return DataInfo(
            shape=(STEPS,),
            classes=["negative", "positive"],
            vocab=VOCAB,
            pad_token=VOCAB.index("[PAD]"),
            target="judgement after “but”",
            **self.sizes(2),
        )

    def samples(self) -> Samples:
        rng = np.random.default_rng(self.seed)
        target_N = np.arange(self.num_samples, dtype=np.int64) % 2
        rows = [_sentence(int(target), rng) for target in target_N]
        token = {word: number for number, word in enumerate(VOCAB)}
        padded = [["[PAD]"] * (STEPS - len(row)) + row for row in rows]
        inputs_NT = np.array([[token[word] for word in row] for row in padded], dtype=np.int64)
        return Samples(inputs_NT, target_N)


def _sentence(target: int, rng: np.random.Generator) -> list[str]:
    """The words of a sentence whose second judgement is ``target``: 0 for negative, 1 for positive."""
    first, second = rng.permutation(len(THINGS))[:2]
    before = _clause(THINGS[first], int(rng.integers(0, 2)), rng)
    return [*before, "but", *_clause(THINGS[second], target, rng)]


def _clause(thing: str, judgement: int, rng: np.random.Generator) -> list[str]:
    """A judgement such as “the plot was good”, or in other words “the plot was not bad”."""
    negated = int(rng.integers(0, 2))
    words = GOOD if judgement != negated else BAD
    word = words[int(rng.integers(0, len(words)))]
    return ["the", thing, "was", *(["not"] if negated else []), word]
