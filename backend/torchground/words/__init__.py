"""Sentences for people. Code stores, sends and compares a code and values; the text is written last, for a person.

A sentence is declared once, beside the code that needs it:

    NOT_FLAT = template("linear.not_flat", "Linear takes numbers in a row, got {shape}; put a Flatten before it")
    raise ShapeError(NOT_FLAT(shape=shown(shape)))

The exception has a :class:`Sentence`. Messages, answers and stored rows have ``code`` and ``values``. The code that
shows it to a person (server, command line) calls :func:`write`. Code that must decide compares codes, never texts: ``if
sentence.code == DIVERGED.code``. Another language is one file, ``words/languages/<language>.json``.
"""

from torchground.words.sentences import (
    OTHER,
    Sentence,
    SentenceError,
    Template,
    Value,
    from_values,
    other,
    template,
)
from torchground.words.writing import whole, write

__all__ = [
    "OTHER",
    "Sentence",
    "SentenceError",
    "Template",
    "Value",
    "from_values",
    "other",
    "template",
    "whole",
    "write",
]
