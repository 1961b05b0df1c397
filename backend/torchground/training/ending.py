"""Why a run ended by an exception, for the person who drew it."""

from __future__ import annotations

import torch

from torchground.catalogue.bases.shapes import NotHere
from torchground.training import sentences
from torchground.training.checkpoint import CheckpointError
from torchground.words import Sentence, SentenceError

MOST_TEXT = 300
"""Most characters of an error's own text."""


def reason_of(error: BaseException) -> Sentence:
    """The error as a sentence: what is missing or unreadable, that the memory did not suffice, or what was raised."""
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
    """Whether memory did not suffice. PyTorch has no class of its own for that on the processor, only this text."""
    return isinstance(error, MemoryError | torch.OutOfMemoryError) or (
        isinstance(error, RuntimeError) and "allocate memory" in str(error)
    )
