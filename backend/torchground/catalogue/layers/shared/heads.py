"""How many heads fit: the rule of all layers with attention. No torch."""

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
    """Steps and features of the input. Raises :class:`ShapeError` where it is no sequence or the heads do not divide
    its features; ``field`` is the layer's name for the heads."""
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
    """How many numbers attention keeps of one sample: queries, keys, values, the result and every head's weights."""
    steps, features = shape[0], shape[1]
    return 4 * steps * features + heads * steps * steps


def _nearest(features: int, heads: int) -> list[int]:
    """The largest divisor below and the smallest above, where there is one within reach."""
    divisors = [n for n in range(1, min(features, MAX_HEADS) + 1) if features % n == 0]
    below = [n for n in divisors if n < heads][-1:]
    above = [n for n in divisors if n > heads][:1]
    return below + above
