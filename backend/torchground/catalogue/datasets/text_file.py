"""Text file: a text that a person uploaded, letter by letter or word by word."""

from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import UsesFiles, ui
from torchground.catalogue.bases.samples import DataError, DataInfo, Samples, Split
from torchground.catalogue.datasets.sources.timeline import cut, num_windows, windows
from torchground.files.meta import FILE, TextMeta
from torchground.words import template

NO_TEXT_UPLOADED_YET = template(
    "text_file.no_text_uploaded_yet",
    "no text was uploaded yet; upload a text file",
)
TOO_SHORT = template(
    "text_file.too_short",
    "the text has {total:,} {what} and samples of {steps} need {need:,}; choose at most {most} steps or "
    "upload a longer text",
)

OTHER = "[other]"
"""The token for everything that is too rare to have its own token."""


class TextFile(UsesFiles, Dataset):
    """Your own text: at each letter, or at each word, the network must predict the next. A guess from the frequencies
    alone gives a certain loss; a lower one shows what it has learned of the language.

    The last part of the text is kept for the test.
    """

    title: ClassVar[str] = "Your text"
    aliases = (
        "Text",
        "Own text",
        "Corpus",
    )
    group: ClassVar[str] = "Your own"
    order: ClassVar[int] = 550
    needs: ClassVar[str] = "text"
    tasks: ClassVar[tuple[str, ...]] = ("language_modelling",)
    source: ClassVar[str] = "Your own file"
    type: Literal["text_file"] = "text_file"

    seed: ClassVar[int] = 0  # type: ignore[misc]  # nothing is drawn

    file: str = Field("", pattern=FILE, json_schema_extra={"ui": {"file": "text"}})
    """Which uploaded text: the hash of its content."""

    level: Literal["char", "word"] = Field(
        "char", json_schema_extra=ui(choices={"char": "letters", "word": "words"})
    )
    """What a token is: a character, or a word between spaces."""

    steps: int = Field(48, ge=4, le=256, json_schema_extra=ui(low=16, high=128))
    """How many tokens a sample has; the network sees no further back."""

    max_vocab: int = Field(200, ge=10, le=2_000, json_schema_extra=ui(low=30, high=1_000))
    """The largest number of different tokens: the most common ones. All others become one token, [other]."""

    length: int = Field(200_000, ge=1_000, le=2_000_000, json_schema_extra=ui(low=10_000))
    """How much of the text is used, from its beginning: tokens, train and test together."""

    test_fraction: float = Field(0.1, ge=0.05, le=0.9, json_schema_extra=ui(low=0.05, high=0.5))
    """The part of the text, at its end, that is kept away from training and only measured."""

    def info(self) -> DataInfo:
        known = self._text()
        total = self._total(known)
        before = cut(total, self.test_fraction, self.steps)
        return DataInfo(
            shape=(self.steps,),
            num_train=num_windows(before, self.steps, self.steps),
            num_test=num_windows(total - before, self.steps, self.steps),
            overlap=1,  # the last target of a window is the first letter of the next
            vocab=self._vocab(known),
            token_targets=True,
            causal=True,
            target="next letter" if self.level == "char" else "next word",
        )

    def samples(self) -> Samples:
        """The windows of both halves, in the order of the text."""
        split = self.split()
        return Samples(
            np.concatenate([split.train.inputs, split.test.inputs]),
            np.concatenate([split.train.targets, split.test.targets]),
        )

    def split(self) -> Split:
        """The first part is for training and the last part is for the test. Windows lie side by side and never
        overlap."""
        tokens = self._tokens()
        before = cut(len(tokens), self.test_fraction, self.steps)
        return Split(train=self._windows(tokens[:before]), test=self._windows(tokens[before:]))

    def _windows(self, tokens: Any) -> Samples:
        inputs = windows(tokens, self.steps, self.steps)
        return Samples(inputs, windows(tokens, self.steps, self.steps, ahead=1))

    def _text(self) -> TextMeta:
        """The uploaded text. Raises ``DataError`` if there is none, or if it is too short."""
        if not self.file:
            raise DataError(NO_TEXT_UPLOADED_YET())
        known = self.files.text(self.file)
        total, need = self._total(known), 2 * self.steps + 2
        if total < need:
            what = "letters" if self.level == "char" else "words"
            raise DataError(
                TOO_SHORT(
                    total=total,
                    what=what,
                    steps=self.steps,
                    need=need,
                    most=max(4, total // 2 - 1),
                )
            )
        return known

    def _total(self, known: TextMeta) -> int:
        return min(self.length, known.characters if self.level == "char" else known.num_words)

    def _vocab(self, known: TextMeta) -> list[str]:
        """The tokens by number, in alphabetical order. [other] is the last one if some tokens are too rare."""
        many = known.num_letters if self.level == "char" else known.num_different_words
        common = known.letters if self.level == "char" else known.words
        kept = [token for token in common[: self.max_vocab] if token != OTHER]
        return sorted(kept) + ([OTHER] if len(kept) < many else [])

    def _tokens(self) -> Any:
        """The text as tokens [total] int64."""
        known = self._text()
        (data,) = self.files.arrays(self.file, "text", "text")
        whole = data.tobytes().decode()
        parts = list(whole[: self.length]) if self.level == "char" else whole.split()[: self.length]
        vocab = self._vocab(known)
        number = {token: index for index, token in enumerate(vocab)}
        other = number.get(OTHER, 0)
        return np.fromiter((number.get(part, other) for part in parts), np.int64, len(parts))
