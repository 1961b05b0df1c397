"""Shapes of samples: what they are, how they are written for people, and how layers check them."""

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
"""A block of the numbers of a sample: the first and last position along each axis. (0, -1) means that it is empty."""


class Tokens(tuple[int, ...]):
    """The shape of a sample that is a row of tokens: ``(steps,)``. Each token is a whole number below ``vocab``."""

    vocab: int

    def __new__(cls, steps: int, vocab: int) -> Tokens:
        made = super().__new__(cls, (steps,))
        made.vocab = vocab
        return made

    def __getnewargs__(self) -> tuple[int, int]:
        return self[0], self.vocab


def in_row(box: Box, shape: Shape) -> tuple[int, int]:
    """The first and last index of a block when the sample is flattened in row-major order."""
    first = last = 0
    for (low, high), size in zip(box, shape, strict=True):
        first, last = first * size + low, last * size + high
    return first, last


def folded_box(first: int, last: int, shape: Shape) -> Box:
    """The smallest block of a sample that contains the numbers from index ``first`` to ``last`` of the flattened
    sample."""
    box: list[tuple[int, int]] = []
    for axis, size in enumerate(shape):
        below = prod(shape[axis + 1 :])
        low, high = first // below, last // below
        box.append((low % size, high % size) if low // size == high // size else (0, size - 1))
    return tuple(box)


class Mend(BaseModel):
    """A change that makes a layer fit, described from the layer's own view. The check turns it into a fix of the
    project."""

    model_config = ConfigDict(frozen=True)

    title: str
    """The text on the button: ``Insert Flatten``."""
    insert: dict[str, JsonValue] | None = None
    """A layer to insert into the wire that ends in ``handle``."""
    handle: int = 0
    field: str | None = None
    """A field of this layer to set to ``value``."""
    value: JsonValue = None
    replace: dict[str, JsonValue] | None = None
    """A layer to put in place of this one."""
    remove: bool = False
    """Whether to remove this layer."""
    download: str | None = None
    """The name of the download to fetch."""


class ShapeError(SentenceError):
    """The inputs do not fit the layer. The sentence says what the layer got, what would fit and what to do."""

    def __init__(self, sentence: Sentence, *mends: Mend, handle: int | None = None) -> None:
        super().__init__(sentence)
        self.mends = mends
        self.handle = handle
        """Which input is to blame, where one is."""


class NotHere(SentenceError):
    """Something that a layer is built from, or that data is read from, is not on this machine. The sentence says what
    is missing and what to do."""

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
    """A shape as text for people: ``30 numbers in a row``, ``40 steps of 5 numbers``, ``12 tokens`` or ``8×6×6``."""
    if isinstance(shape, Tokens):
        return TOKENS(count=shape[0])
    if len(shape) == 2:
        return STEPS_OF(steps=shape[0], count=shape[1])
    if len(shape) == 1:
        return IN_A_ROW(count=shape[0])
    return SIZES(sizes="×".join(str(size) for size in shape))


def numbers(title: str, shape: Shape) -> Shape:
    """Check that the input is numbers, and return its shape. Raises :class:`ShapeError` for tokens, with Embedding as
    its mend."""
    if isinstance(shape, Tokens):
        raise ShapeError(
            TAKES_NUMBERS_ONLY_NAMES(title=title, shape=shown(shape)),
            EMBEDDING,
            handle=0,
        )
    return shape


def tokens(title: str, shape: Shape) -> Tokens:
    """Check that the input is tokens, and return its shape. Raises :class:`ShapeError` otherwise."""
    if not isinstance(shape, Tokens):
        raise ShapeError(
            TAKES_TOKENS_PLACE_RIGHT(title=title, shape=shown(shape)),
            handle=0,
        )
    return shape


def sequence(title: str, shape: Shape) -> tuple[int, int]:
    """Check that the input is a sequence of numbers, and return steps and features. Raises :class:`ShapeError`
    otherwise."""
    if len(numbers(title, shape)) != 2:
        raise ShapeError(
            TAKES_SEQUENCE_STEPS_NUMBERS(title=title, shape=shown(shape)),
            *([STEPS] if len(shape) == 1 else []),
            handle=0,
        )
    return shape[0], shape[1]


def features(title: str, shape: Shape) -> int:
    """The length of the last axis of a flat input or a sequence. Raises :class:`ShapeError` for other shapes."""
    if len(numbers(title, shape)) not in (1, 2):
        return flat(title, shape)
    return shape[-1]


def flat(title: str, shape: Shape) -> int:
    """The length of a flat input. Raises :class:`ShapeError` if the input is not flat, with Flatten as its mend."""
    if len(numbers(title, shape)) != 1:
        count = f"{prod(shape):,}"
        raise ShapeError(
            TAKES_NUMBERS_ROW_FLATTEN(title=title, shape=shown(shape), count=count),
            FLATTEN,
            handle=0,
        )
    return shape[0]


def picture(title: str, shape: Shape) -> tuple[int, int, int]:
    """Check that the input is a picture, and return channels, height and width. Raises :class:`ShapeError`
    otherwise."""
    if len(numbers(title, shape)) != 3:
        raise ShapeError(
            TAKES_PICTURES_CHANNELS_HEIGHT(title=title, shape=shown(shape)),
            *_folds(shape),
            handle=0,
        )
    return shape[0], shape[1], shape[2]


def _folds(shape: Shape) -> list[Mend]:
    """The mend that makes a picture from a flat input. Empty if it cannot be a square picture."""
    if len(shape) != 1 or shape[0] < 9 or isqrt(shape[0]) ** 2 != shape[0]:
        return []
    return [FOLD]


def several(title: str, verb: str, shapes: Sequence[Shape]) -> None:
    """Check that a layer that joins has two or more inputs. Raises :class:`ShapeError` otherwise."""
    if len(shapes) < 2:
        raise ShapeError(TWO_MORE_INPUTS_DRAW(title=title, verb=verb, num_shapes=len(shapes)))
