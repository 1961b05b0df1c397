"""Pydoc: a text that comes with Python, letter by letter."""

import re
from functools import cache
from importlib.util import find_spec
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataError, DataInfo, Samples, Split
from torchground.catalogue.datasets.sources.timeline import cut, num_windows, windows
from torchground.words import template

PYTHON_WITHOUT_HELP_TEXTS = template(
    "pydoc.python_without_help_texts",
    "this Python came without its help texts ({source}); install the whole standard library or choose "
    "another text",
)

LETTERS = " abcdefghijklmnopqrstuvwxyz."
SOURCE = "pydoc_data.topics"
"""The module of Python's standard library that holds the text."""


class Pydoc(Dataset):
    """The help texts of the Python language, which come with Python itself, reduced to small letters, spaces and full
    stops. At each letter the network must predict the next. A guess from the frequencies of the letters costs 2.8 nats
    a letter; a lower loss shows what it has learned of words and spelling.

    The last part of the text is kept for the test.
    """

    title: ClassVar[str] = "Python's help texts"
    group: ClassVar[str] = "Text and symbols"
    order: ClassVar[int] = 460
    tasks: ClassVar[tuple[str, ...]] = ("language_modelling",)
    source: ClassVar[str] = "Python Software Foundation, pydoc_data.topics (PSF License)"
    aliases = ("Text corpus",)

    type: Literal["pydoc"] = "pydoc"

    seed: ClassVar[int] = 0  # type: ignore[misc]  # nothing is drawn

    num_chars: int = Field(200_000, ge=2_000, le=300_000, json_schema_extra=ui(low=10_000))
    """How much of the text is used, from its beginning: letters, train and test together."""

    steps: int = Field(48, ge=4, le=256, json_schema_extra=ui(low=16, high=128))
    """How many letters a sample has; the network sees no further back."""

    test_fraction: float = Field(0.1, ge=0.05, le=0.9, json_schema_extra=ui(low=0.05, high=0.5))
    """The part of the text, at its end, that is kept away from training and only measured."""

    def info(self) -> DataInfo:
        if find_spec("pydoc_data") is None:
            raise DataError(PYTHON_WITHOUT_HELP_TEXTS(source=SOURCE))
        before = cut(self.num_chars, self.test_fraction, self.steps)
        return DataInfo(
            shape=(self.steps,),
            num_train=num_windows(before, self.steps, self.steps),
            num_test=num_windows(self.num_chars - before, self.steps, self.steps),
            overlap=1,  # the last target of a window is the first letter of the next
            vocab=list(LETTERS),
            token_targets=True,
            causal=True,
            target="next letter",
        )

    def samples(self) -> Samples:
        """The windows of both halves, in the order of the text."""
        split = self.split()
        inputs, targets = (
            np.concatenate([getattr(half, name) for half in (split.train, split.test)])
            for name in ("inputs", "targets")
        )
        return Samples(inputs, targets)

    def split(self) -> Split:
        """The first part is for training and the last part is for the test. Windows lie side by side and never
        overlap."""
        tokens = _text()[: self.num_chars]
        before = cut(self.num_chars, self.test_fraction, self.steps)
        return Split(train=self._windows(tokens[:before]), test=self._windows(tokens[before:]))

    def _windows(self, tokens: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Samples:
        inputs = windows(tokens, self.steps, self.steps)
        return Samples(inputs, windows(tokens, self.steps, self.steps, ahead=1))


@cache
def _text() -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The whole text as tokens. Read once and cached; do not change it."""
    from pydoc_data.topics import topics

    whole = " ".join(topics[name] for name in sorted(topics)).lower()
    plain = re.sub(r"[^a-z.]+", " ", whole)
    number = {letter: index for index, letter in enumerate(LETTERS)}
    return np.array([number[letter] for letter in plain], dtype=np.int64)
