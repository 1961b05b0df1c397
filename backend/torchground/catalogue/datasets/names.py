"""Names: made-up names of two or three syllables, letter by letter."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.generated import Generated

ONSETS = ["b", "d", "k", "l", "m", "n", "s", "br", "kr", "th", "sh"]
VOWELS = ["a", "a", "e", "e", "i", "o", "u"]
CODAS = ["", "", "n", "n", "r"]
"""The endings of a syllable. An ending that is listed twice is twice as likely."""
LETTERS = "." + "".join(sorted(set("".join([*ONSETS, *VOWELS, *CODAS]))))
STEPS = 24
"""The number of letters of a sample. The longest name has 12, and two dots."""


class Names(Generated):
    """Names that nobody has, made of two or three syllables: a dot, the letters, a dot. At each letter the network must
    predict the next, and can then make up names of its own. The next letter depends only on the last few letters, so
    all kinds of networks do equally well here."""

    title: ClassVar[str] = "Names"
    aliases = (
        "makemore",
        "Baby names",
    )
    group: ClassVar[str] = "Text and symbols"
    order: ClassVar[int] = 450
    tasks: ClassVar[tuple[str, ...]] = ("language_modelling",)
    source: ClassVar[str] = "A. Karpathy, makemore (2022), github.com/karpathy/makemore"
    type: Literal["names"] = "names"

    num_samples: int = Field(4000, ge=10, le=20_000, json_schema_extra=ui(low=100, high=10_000))
    """How many names there are, all different, train and test together."""

    test_fraction: float = Field(0.1, ge=0.05, le=0.9, json_schema_extra=ui(low=0.05, high=0.5))
    """The part of the samples that is kept away from training and only measured."""

    def info(self) -> DataInfo:
        return DataInfo(
            shape=(STEPS,),
            vocab=list(LETTERS),
            token_targets=True,
            causal=True,
            pad_token=0,
            target="next letter",
            **self.sizes(),
        )

    def names(self) -> list[str]:
        """All names, in the order in which they were drawn."""
        rng = np.random.default_rng(self.seed)
        found: dict[str, None] = {}
        while len(found) < self.num_samples:
            found[_name(rng)] = None
        return list(found)

    def samples(self) -> Samples:
        """Inputs [n, 24]: a dot and the letters, filled up with dots. Targets are the letters and a dot, then -100."""
        inputs = np.zeros((self.num_samples, STEPS), dtype=np.int64)
        targets = np.full_like(inputs, -100)
        for row, name in enumerate(self.names()):
            tokens = [LETTERS.index(letter) for letter in name]
            inputs[row, 1 : len(name) + 1] = tokens
            targets[row, : len(name) + 1] = [*tokens, 0]
        return Samples(inputs, targets)


def _name(rng: np.random.Generator) -> str:
    return "".join(
        part[int(rng.integers(0, len(part)))]
        for _ in range(int(rng.integers(2, 4)))
        for part in (ONSETS, VOWELS, CODAS)
    )
