"""The rule for the number of attention heads, shared by all layers with attention. No torch."""

from __future__ import annotations

from torchground.catalogue.bases.shapes import Mend, Shape, ShapeError, sequence
from torchground.words import template

GIVES_HEAD_EQUAL_PART = template(
    "heads.gives_head_equal_part",
    "{title} gives each head an equal part of the {features} numbers of a step, and {heads} heads do not "
    "divide them; set {field} to {fitting:or}, or change the features before it",
)

MAX_HEADS = 64


def attended(title: str, shape: Shape, heads: int, field: str) -> tuple[int, int]:
    """Steps and features of the input. ``field`` is the layer's field for the number of heads.

    Raises :class:`ShapeError` if the input is not a sequence, or if the heads do not divide its features.
    """
    steps, features = sequence(title, shape)
    if features % heads == 0:
        return steps, features
    fitting = _nearest(features, heads)
    raise ShapeError(
        GIVES_HEAD_EQUAL_PART(
            title=title, features=features, heads=heads, field=field, fitting=list(fitting)
        ),
        *[Mend(title=f"Set {field} to {n}", field=field, value=n) for n in fitting],
        handle=0,
    )


def attention_numbers(shape: Shape, heads: int) -> int:
    """How many numbers attention keeps of one sample: queries, keys, values, the result and the weights of every
    head."""
    steps, features = shape[0], shape[1]
    return 4 * steps * features + heads * steps * steps


def _nearest(features: int, heads: int) -> list[int]:
    """The nearest divisors of ``features`` below and above ``heads``, if there are any up to ``MAX_HEADS``."""
    divisors = [n for n in range(1, min(features, MAX_HEADS) + 1) if features % n == 0]
    below = [n for n in divisors if n < heads][-1:]
    above = [n for n in divisors if n > heads][:1]
    return below + above
