"""The reason why a run ended with an exception, as a sentence for people."""

from __future__ import annotations

import torch

from torchground.catalogue.bases.shapes import NotHere
from torchground.training import sentences
from torchground.training.checkpoint import CheckpointError
from torchground.words import Sentence, SentenceError

MOST_TEXT = 300
"""The most characters of an error's own text."""


def reason_of(error: BaseException) -> Sentence:
    """The error as a sentence: something is missing or unreadable, the memory is too small, or the exception's text."""
    text = " ".join(str(error).split())[:MOST_TEXT]
    if isinstance(error, CheckpointError):
        return sentences.CHECKPOINT_UNREADABLE(why=text)
    if isinstance(error, NotHere):
        return sentences.NOT_HERE(what=error.sentence)
    if isinstance(error, SentenceError):
        return error.sentence
    if is_out_of_memory(error):
        return sentences.NO_MEMORY()
    return sentences.ERROR(kind=type(error).__name__, text=text or "no reason given")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out. On the CPU, PyTorch has no exception class for it, only this text."""
    return isinstance(error, MemoryError | torch.OutOfMemoryError) or (
        isinstance(error, RuntimeError) and "allocate memory" in str(error)
    )
