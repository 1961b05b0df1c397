"""Agreement: sentences whose verb must fit the subject, not the noun before it."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.generated import Generated

ADJECTIVES = ["old", "young", "small", "big", "happy", "quiet", "brave"]
NOUNS = ["dog", "cat", "king", "girl", "boy", "bird", "horse", "friend"]
PREPOSITIONS = ["near", "behind", "beside", "with"]
PLACES = ["park", "garden", "house", "street", "yard", "town"]
VERBS = ["sleeps", "sleep"]
"""Verbs for the singular and for the plural."""
VOCAB = [
    "[MASK]",
    "the",
    "in",
    *ADJECTIVES,
    *NOUNS,
    *(noun + "s" for noun in NOUNS),
    *PREPOSITIONS,
    *PLACES,
    *VERBS,
]
WHERE = VOCAB.index("[MASK]")


class Agreement(Generated):
    """Sentences like “the old dogs near the king [MASK] in the park”. The hidden verb is “sleep” or “sleeps”. The first
    noun decides which; the second noun is nearer and misleads. Watch which word the network looks at."""

    title: ClassVar[str] = "Agreement"
    group: ClassVar[str] = "Text and symbols"
    order: ClassVar[int] = 430
    tasks: ClassVar[tuple[str, ...]] = ("masked_language_modelling",)
    source: ClassVar[str] = (
        "T. Linzen et al., Assessing the Ability of LSTMs to Learn Syntax (2016)"
    )
    type: Literal["agreement"] = "agreement"

    num_samples: int = Field(4000, ge=10, le=20_000, json_schema_extra=ui(low=100, high=10_000))
    """How many sentences there are, train and test together."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the samples that is kept away from training and only measured."""

    def info(self) -> DataInfo:
        return DataInfo(
            shape=(10,),
            vocab=VOCAB,
            token_targets=True,
            mask_token=WHERE,
            target="verb",
            **self.sizes(),
        )

    def samples(self) -> Samples:
        """Inputs [n, 10] with the verb hidden. Targets are the verb at its position, and -100 elsewhere."""
        rng = np.random.default_rng(self.seed)
        many = rng.integers(0, 2, (2, self.num_samples))
        nouns = rng.integers(0, len(NOUNS), (2, self.num_samples)) + many * len(NOUNS)
        columns = [
            _any_of(["the"], self.num_samples, rng),
            _any_of(ADJECTIVES, self.num_samples, rng),
            nouns[0] + VOCAB.index(NOUNS[0]),
            _any_of(PREPOSITIONS, self.num_samples, rng),
            _any_of(["the"], self.num_samples, rng),
            nouns[1] + VOCAB.index(NOUNS[0]),
            _any_of(["[MASK]"], self.num_samples, rng),
            _any_of(["in"], self.num_samples, rng),
            _any_of(["the"], self.num_samples, rng),
            _any_of(PLACES, self.num_samples, rng),
        ]
        inputs = np.stack(columns, axis=1).astype(np.int64)
        targets = np.full_like(inputs, -100)
        targets[:, 6] = many[0] + VOCAB.index(VERBS[0])
        return Samples(inputs, targets)


def _any_of(
    words: list[str], count: int, rng: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Draw ``count`` tokens from words that are neighbours in the vocabulary."""
    return rng.integers(0, len(words), count) + VOCAB.index(words[0])
