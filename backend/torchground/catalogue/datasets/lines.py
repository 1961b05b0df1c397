"""Lines: small pictures with one line in one of four directions."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.generated import Generated, equal_parts

SIZE = 12
"""Width and height of a picture, in pixels."""
LENGTH = 9
"""The number of pixels of a line."""
STEPS = {"horizontal": (0, 1), "vertical": (1, 0), "falling": (1, 1), "rising": (-1, 1)}
"""How many rows and columns lie between one pixel of a line and the next."""


class Lines(Generated):
    """Pictures of 12 × 12 pixels with one bright line each: horizontal, vertical, falling or rising. Its position is
    random, so a network must look for the direction everywhere. Four small filters are enough, and you can watch each
    of them become a line."""

    title: ClassVar[str] = "Lines"
    group: ClassVar[str] = "Pictures"
    order: ClassVar[int] = 150
    tasks: ClassVar[tuple[str, ...]] = ("classification", "reconstruction", "gan")
    source: ClassVar[str] = (
        "D. Hubel & T. Wiesel, Receptive fields of single neurones in the cat's striate cortex (1959)"
    )
    type: Literal["lines"] = "lines"

    num_samples: int = Field(2000, ge=40, le=20_000, json_schema_extra=ui(low=100, high=5000))
    """How many pictures there are, train and test together."""

    noise: float = Field(0.2, ge=0, le=2, json_schema_extra=ui(high=1.0))
    """The noise on every pixel, where the line is 1 and the rest 0: its standard deviation."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the samples that is kept away from training and only measured."""

    def info(self) -> DataInfo:
        classes = list(STEPS)
        sizes = self.sizes(len(classes))
        return DataInfo(shape=(1, SIZE, SIZE), classes=classes, target="direction", **sizes)

    def samples(self) -> Samples:
        rng = np.random.default_rng(self.seed)
        counts = equal_parts(self.num_samples, len(STEPS))
        pictures = np.concatenate(
            [_drawn(step, count, rng) for step, count in zip(STEPS.values(), counts, strict=True)]
        )
        pictures += rng.normal(0.0, 1.0, pictures.shape) * self.noise
        targets = np.repeat(np.arange(len(STEPS), dtype=np.int64), counts)
        return Samples(pictures.astype(np.float32)[:, None], targets)


def _drawn(
    step: tuple[int, int], count: int, rng: np.random.Generator
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Pictures [count, 12, 12] of 0 and 1, each with one line whose pixels are ``step`` apart."""
    along = np.arange(LENGTH)
    row = _start(step[0], count, rng)[:, None] + along * step[0]
    column = _start(step[1], count, rng)[:, None] + along * step[1]
    pictures = np.zeros((count, SIZE, SIZE))
    pictures[np.arange(count)[:, None], row, column] = 1.0
    return pictures


def _start(
    step: int, count: int, rng: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Draw a start along one axis for each line, so that the line ends within the picture."""
    reach = step * (LENGTH - 1)
    return rng.integers(max(0, -reach), SIZE - max(0, reach), count)
