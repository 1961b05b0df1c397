"""Shapes of samples: what they are, how they are written for people, and what layers ask of them."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt, prod
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, JsonValue

from torchground.words import Sentence, SentenceError, template

TOKENS = template("shapes.tokens", "{count} tokens")
STEPS_OF = template("shapes.steps_of", "{steps} steps of {count} numbers")
IN_A_ROW = template("shapes.in_a_row", "{count:# number|# numbers} in a row")
SIZES = template("shapes.sizes", "{sizes}")
TAKES_NUMBERS_ONLY_NAMES = template(
    "shapes.takes_numbers_only_names",
    "{title} takes numbers, got {shape}, which are only names; put an Embedding before it to give each "
    "token numbers of its own",
)
TAKES_TOKENS_PLACE_RIGHT = template(
    "shapes.takes_tokens_place_right",
    "{title} takes tokens, got {shape}; place it right behind the Input of data that are text or symbols",
)
TAKES_SEQUENCE_STEPS_NUMBERS = template(
    "shapes.takes_sequence_steps_numbers",
    "{title} takes a sequence (steps of numbers), got {shape}; choose data that are sequences, or place "
    "it before the layer that ends them",
)
TAKES_NUMBERS_ROW_FLATTEN = template(
    "shapes.takes_numbers_row_flatten",
    "{title} takes numbers in a row, got {shape}; put a Flatten before it to lay its {count} numbers in "
    "a row",
)
TAKES_PICTURES_CHANNELS_HEIGHT = template(
    "shapes.takes_pictures_channels_height",
    "{title} takes pictures (channels×height×width), got {shape}; choose data that are pictures, or "
    "place it before the layer that lays them in a row",
)
TWO_MORE_INPUTS_DRAW = template(
    "shapes.two_more_inputs_draw",
    "{title} {verb} two or more inputs, got {num_shapes}; draw another wire into it or remove it",
)

Shape: TypeAlias = tuple[int, ...]
"""The shape of one sample, without the batch axis: ``(features,)``, ``(steps, features)``,
``(channels, height, width)``, or :class:`Tokens`."""

Box: TypeAlias = tuple[tuple[int, int], ...]
"""A block of the numbers of a sample: the first and last place along each axis; (0, -1) where there is none."""


class Tokens(tuple[int, ...]):
    """The shape of a sample that is a row of tokens: ``(steps,)``, whole numbers below ``vocab``."""

    vocab: int

    def __new__(cls, steps: int, vocab: int) -> Tokens:
        made = super().__new__(cls, (steps,))
        made.vocab = vocab
        return made

    def __getnewargs__(self) -> tuple[int, int]:
        return self[0], self.vocab


def in_row(box: Box, shape: Shape) -> tuple[int, int]:
    """The first and last number of a block where the sample is laid in a row."""
    first = last = 0
    for (low, high), size in zip(box, shape, strict=True):
        first, last = first * size + low, last * size + high
    return first, last


def folded_box(first: int, last: int, shape: Shape) -> Box:
    """The smallest block of a sample that holds the numbers from ``first`` to ``last`` of it laid in a row."""
    box: list[tuple[int, int]] = []
    for axis, size in enumerate(shape):
        below = prod(shape[axis + 1 :])
        low, high = first // below, last // below
        box.append((low % size, high % size) if low // size == high // size else (0, size - 1))
    return tuple(box)


class Mend(BaseModel):
    """How a layer that does not fit could be made to: seen from the layer itself; the check turns it into a fix."""

    model_config = ConfigDict(frozen=True)

    title: str
    """What the button says: ``Insert Flatten``."""
    insert: dict[str, JsonValue] | None = None
    """A layer to put on the wire into ``handle``."""
    handle: int = 0
    field: str | None = None
    """A field of this layer to set to ``value``."""
    value: JsonValue = None
    replace: dict[str, JsonValue] | None = None
    """A layer to put in the place of this one."""
    remove: bool = False
    """Take this layer out."""
    download: str | None = None
    """What to fetch, by its name among the downloads."""


class ShapeError(SentenceError):
    """The inputs do not fit the layer. The sentence says what came, what would fit and what to do."""

    def __init__(self, sentence: Sentence, *mends: Mend, handle: int | None = None) -> None:
        super().__init__(sentence)
        self.mends = mends
        self.handle = handle
        """Which input is to blame, where one is."""


class NotHere(SentenceError):
    """What a layer is built from, or what data are read from, is not on this machine. The sentence says what is missing
    and what to do."""

    def __init__(self, sentence: Sentence, *mends: Mend) -> None:
        super().__init__(sentence)
        self.mends = mends


FLATTEN = Mend(title="Insert Flatten", insert={"type": "flatten"})
FOLD = Mend(title="Insert Unflatten: a square picture", insert={"type": "unflatten"})
STEPS = Mend(
    title="Insert Unflatten: each number a step",
    insert={"type": "unflatten", "into": "sequence"},
)
EMBEDDING = Mend(title="Insert Embedding", insert={"type": "embedding"})


def shown(shape: Shape) -> Sentence:
    """A shape as people read it: ``30 numbers in a row``, ``40 steps of 5 numbers``, ``12 tokens`` or ``8×6×6``."""
    if isinstance(shape, Tokens):
        return TOKENS(count=shape[0])
    if len(shape) == 2:
        return STEPS_OF(steps=shape[0], count=shape[1])
    if len(shape) == 1:
        return IN_A_ROW(count=shape[0])
    return SIZES(sizes="×".join(str(size) for size in shape))


def numbers(title: str, shape: Shape) -> Shape:
    """The same shape. Raises :class:`ShapeError` with Embedding as its mend where the input is tokens."""
    if isinstance(shape, Tokens):
        raise ShapeError(
            TAKES_NUMBERS_ONLY_NAMES(title=title, shape=shown(shape)),
            EMBEDDING,
            handle=0,
        )
    return shape


def tokens(title: str, shape: Shape) -> Tokens:
    """The same shape. Raises :class:`ShapeError` where the input is no tokens."""
    if not isinstance(shape, Tokens):
        raise ShapeError(
            TAKES_TOKENS_PLACE_RIGHT(title=title, shape=shown(shape)),
            handle=0,
        )
    return shape


def sequence(title: str, shape: Shape) -> tuple[int, int]:
    """Steps and features. Raises :class:`ShapeError` where the input is no sequence of numbers."""
    if len(numbers(title, shape)) != 2:
        raise ShapeError(
            TAKES_SEQUENCE_STEPS_NUMBERS(title=title, shape=shown(shape)),
            *([STEPS] if len(shape) == 1 else []),
            handle=0,
        )
    return shape[0], shape[1]


def features(title: str, shape: Shape) -> int:
    """How many numbers stand along the last axis of a row or of each step. Raises :class:`ShapeError` otherwise."""
    if len(numbers(title, shape)) not in (1, 2):
        return flat(title, shape)
    return shape[-1]


def flat(title: str, shape: Shape) -> int:
    """How many numbers a flat input has. Raises :class:`ShapeError` with Flatten as its mend where it is not flat."""
    if len(numbers(title, shape)) != 1:
        count = f"{prod(shape):,}"
        raise ShapeError(
            TAKES_NUMBERS_ROW_FLATTEN(title=title, shape=shown(shape), count=count),
            FLATTEN,
            handle=0,
        )
    return shape[0]


def picture(title: str, shape: Shape) -> tuple[int, int, int]:
    """Channels, height and width of a picture. Raises :class:`ShapeError` where the input is none."""
    if len(numbers(title, shape)) != 3:
        raise ShapeError(
            TAKES_PICTURES_CHANNELS_HEIGHT(title=title, shape=shown(shape)),
            *_folds(shape),
            handle=0,
        )
    return shape[0], shape[1], shape[2]


def _folds(shape: Shape) -> list[Mend]:
    """What makes a picture of a row of numbers, where they could be a square one."""
    if len(shape) != 1 or shape[0] < 9 or isqrt(shape[0]) ** 2 != shape[0]:
        return []
    return [FOLD]


def several(title: str, verb: str, shapes: Sequence[Shape]) -> None:
    """Raises :class:`ShapeError` where a layer that joins has fewer than two inputs."""
    if len(shapes) < 2:
        raise ShapeError(TWO_MORE_INPUTS_DRAW(title=title, verb=verb, num_shapes=len(shapes)))
