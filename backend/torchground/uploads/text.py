"""Reads a text: its characters, its words, how often each comes."""

from __future__ import annotations

from collections import Counter
from typing import IO

import numpy as np

from torchground.files.meta import TextMeta
from torchground.uploads import sentences
from torchground.uploads.answer import FilePreview, Found, Read, Unfit
from torchground.uploads.decoding import decoded
from torchground.uploads.limits import LIMITS

_FITS = sentences.SAVE_AS_TEXT()


def read(file: IO[bytes]) -> Read:
    """The text, its lines ended by \\n. Raises :class:`Unfit`."""
    written = decoded(file, _FITS)
    text = written.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    _check(text)
    letters, words = Counter(text), Counter(text.split())
    meta = TextMeta(
        characters=len(text),
        letters=_most(letters, LIMITS.letters),
        num_letters=len(letters),
        words=[word for word in _most(words, LIMITS.words) if len(word) <= 120],
        num_words=words.total(),
        num_different_words=len(words),
    )
    lines = [line[:200] for line in text[:10_000].split("\n") if line.strip()][:8]
    found = Found(
        meta=meta,
        preview=FilePreview(lines=lines, about={"encoding": written.encoding}),
        notes=[written.note] if written.note else [],
    )
    return Read(found, {"text": np.frombuffer(text.encode(), np.uint8)})


def _check(text: str) -> None:
    count = len(text.strip())
    if count < LIMITS.least_chars:
        raise Unfit(sentences.SHORT_TEXT(count=count, least=LIMITS.least_chars))
    if len(text) > LIMITS.chars:
        raise Unfit(sentences.LONG_TEXT(count=len(text), most=LIMITS.chars))
    if len(set(text)) < 2:
        raise Unfit(sentences.ONE_CHARACTER(character=text[0]))


def _most(counted: Counter[str], limit: int) -> list[str]:
    """The most frequent first, equal ones in the order of their characters."""
    return sorted(counted, key=lambda name: (-counted[name], name))[:limit]
