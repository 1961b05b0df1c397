"""Mirror: rows that read the same from both ends, with some letters hidden."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.generated import Generated


class Mirror(Generated):
    """Rows of letters that read the same from both ends, with some letters hidden. The same letter stands at the mirror
    position, and only there can the network find it. It must learn to look at that position; a network that does not
    know positions can only guess."""

    title: ClassVar[str] = "Mirror"
    group: ClassVar[str] = "Text and symbols"
    order: ClassVar[int] = 420
    tasks: ClassVar[tuple[str, ...]] = ("masked_language_modelling",)
    source: ClassVar[str] = "J. Devlin et al., BERT (2018), arxiv.org/abs/1810.04805"
    type: Literal["mirror"] = "mirror"

    num_samples: int = Field(6000, ge=10, le=20_000, json_schema_extra=ui(low=100, high=10_000))
    """How many rows there are, train and test together."""

    pairs: int = Field(6, ge=1, le=32, json_schema_extra=ui(low=2, high=16))
    """How many letters stand on each side of the middle."""

    letters: int = Field(8, ge=2, le=26)
    """How many different letters there are."""

    hidden: float = Field(0.3, ge=0.01, le=1, json_schema_extra=ui(low=0.1, high=1.0))
    """The fraction of the pairs in which one letter is hidden; at least one pair in each row."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the samples that is kept away from training and only measured."""

    def info(self) -> DataInfo:
        return DataInfo(
            shape=(2 * self.pairs,),
            vocab=[*(chr(ord("a") + i) for i in range(self.letters)), "[MASK]"],
            token_targets=True,
            mask_token=self.letters,
            target="hidden letters",
            **self.sizes(),
        )

    def samples(self) -> Samples:
        """Inputs [n, 2·pairs] with hidden letters. Targets are these letters, and -100 elsewhere."""
        rng = np.random.default_rng(self.seed)
        count, pairs = self.num_samples, self.pairs
        half_NP = rng.integers(0, self.letters, (count, pairs), dtype=np.int64)
        whole_NT = np.concatenate([half_NP, half_NP[:, ::-1]], axis=1)

        # Hide a random side of each chosen pair. If no pair of a row is chosen, take the one with the smallest draw.
        chance_NP = rng.random((count, pairs))
        hidden_NP = chance_NP < np.maximum(
            self.hidden, chance_NP.min(axis=1, keepdims=True) + 1e-12
        )
        left_NP = rng.random((count, pairs)) < 0.5
        hidden_NT = np.concatenate([hidden_NP & left_NP, (hidden_NP & ~left_NP)[:, ::-1]], axis=1)
        inputs_NT = np.where(hidden_NT, self.letters, whole_NT)
        return Samples(inputs_NT, np.where(hidden_NT, whole_NT, -100))
