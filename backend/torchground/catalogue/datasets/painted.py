"""Painted: points that a person paints with the mouse."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, TypeAlias

import numpy as np
from pydantic import Field, Strict, model_validator

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataError, DataInfo, Samples, Split
from torchground.catalogue.bases.shapes import Mend
from torchground.words import SentenceError, template

TWO_CLASSES_SAME_NAME = template(
    "painted.two_classes_same_name",
    "two classes have the same name; give each its own",
)
POINT_CLASS_ONLY_CLASSES = template(
    "painted.point_class_only_classes",
    "point {index} is of class {number}, and there are only the classes 0 to {last}; add a class or "
    "take the point away",
)

PAINTED_POINTS_NOT_TWO = template(
    "painted.painted_points_not_two",
    "the {num_points} painted points are not of two classes, so there is nothing to tell apart; paint at "
    "least one point each of two classes",
)

EDGE = 2.0
"""Both coordinates lie between minus this number and this number."""
MOST = 5_000
MOST_SHOWN = 500
"""A fix that changes the points must contain all of them. With more points than this there is no such fix."""
Coordinate: TypeAlias = Annotated[float, Field(ge=-EDGE, le=EDGE)]
ClassNumber: TypeAlias = Annotated[int, Field(ge=0, le=5)]
Point: TypeAlias = Annotated[tuple[Coordinate, Coordinate, ClassNumber], Strict(False)]
"""x₁, x₂ and the number of its class."""
ClassName: TypeAlias = Annotated[str, Field(min_length=1, max_length=40)]
FIRST: list[Point] = [
    *((-1.0, 0.6, 0), (-1.2, 0.2, 0), (-0.7, 0.9, 0), (-0.8, 0.3, 0), (-1.3, 0.8, 0)),
    *((1.0, -0.6, 1), (1.2, -0.2, 1), (0.7, -0.9, 1), (0.8, -0.3, 1), (1.3, -0.8, 1)),
]
"""Two small clouds of points, to begin with."""


class Painted(Dataset):
    """Points that you paint yourself: pick a class and click into the plane. They are kept in the project itself.

    Some points of every class are kept for the test, always the same ones, however many are painted after them. If a
    class has only one point, none can be kept: then all points are both trained on and measured.
    """

    title: ClassVar[str] = "Painted by hand"
    group: ClassVar[str] = "Your own"
    order: ClassVar[int] = 510
    tasks: ClassVar[tuple[str, ...]] = ("classification", "reconstruction", "gan")
    source: ClassVar[str] = "Your own hand"
    aliases = (
        "Draw your own",
        "Paint",
    )

    type: Literal["painted"] = "painted"

    seed: ClassVar[int] = 0  # type: ignore[misc]  # nothing is drawn

    points: list[Point] = Field(FIRST, max_length=MOST)
    """Each point as [x₁, x₂, class]: coordinates from -2 to 2, classes counted from 0."""

    classes: list[ClassName] = Field(["orange", "blue"], min_length=2, max_length=6)
    """The names of the classes."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the points of each class that is kept away from training and only measured."""

    @model_validator(mode="after")
    def _check(self) -> "Painted":
        for index, (_, _, number) in enumerate(self.points):
            if number >= len(self.classes):
                raise SentenceError(
                    POINT_CLASS_ONLY_CLASSES(index=index, number=number, last=len(self.classes) - 1)
                )
        if len(set(self.classes)) < len(self.classes):
            raise SentenceError(TWO_CLASSES_SAME_NAME())
        return self

    def info(self) -> DataInfo:
        kept = self._kept()
        return DataInfo(
            shape=(2,),
            num_train=len(self.points) - (sum(kept) if self._parted() else 0),
            num_test=sum(kept),
            classes=self.classes,
            features=["x₁", "x₂"],
            target="class",
            input_range=(-EDGE, EDGE),
            empty_classes=self._without_points(),
            plane=(-EDGE, EDGE),
        )

    def without_empty_classes(self) -> Mend | None:
        """A mend that removes the classes without points and gives the points their new class numbers. None if there
        are too many points."""
        if len(self.points) > MOST_SHOWN:
            return None
        kept = [index for index, count in enumerate(self._counts()) if count]
        changed = self.model_dump(mode="json") | {
            "classes": [self.classes[index] for index in kept],
            "points": [[x1, x2, kept.index(number)] for x1, x2, number in self.points],
        }
        names = ", ".join(self._without_points())
        return Mend(title=f"Remove {names}"[:120], replace=changed)

    def _without_points(self) -> list[str]:
        pairs = zip(self.classes, self._counts(), strict=True)
        return [name for name, count in pairs if not count]

    def samples(self) -> Samples:
        self._enough()
        inputs = np.array([point[:2] for point in self.points], dtype=np.float32)
        return Samples(inputs, np.array([point[2] for point in self.points], dtype=np.int64))

    def split(self) -> Split:
        """Both halves, in the order of painting."""
        samples, test = self.samples(), np.array(self._kept())
        train = ~test if self._parted() else test
        return Split(
            train=Samples(samples.inputs[train], samples.targets[train]),
            test=Samples(samples.inputs[test], samples.targets[test]),
        )

    def _counts(self) -> list[int]:
        """How many points each class has."""
        numbers = [number for _, _, number in self.points]
        return [numbers.count(number) for number in range(len(self.classes))]

    def _enough(self) -> None:
        """Raises :class:`DataError` unless at least two classes have points."""
        if sum(count > 0 for count in self._counts()) < 2:
            raise DataError(PAINTED_POINTS_NOT_TWO(num_points=len(self.points)))

    def _parted(self) -> bool:
        """Whether there can be a separate test half: no class has exactly one point."""
        return 1 not in self._counts()

    def _kept(self) -> list[bool]:
        """For each point, whether it is in the test half. Raises :class:`DataError`."""
        self._enough()
        return list(self._marks()) if self._parted() else [True] * len(self.points)

    def _marks(self) -> Iterator[bool]:
        """For each point, whether it is kept for the test: the second of each class, then more of them at a regular
        distance."""
        seen = [0] * len(self.classes)
        for _, _, number in self.points:
            before, seen[number] = self._share(seen[number]), seen[number] + 1
            yield self._share(seen[number]) > before

    def _share(self, count: int) -> int:
        """How many of the first ``count`` points of a class are kept: one of the first two, and never all."""
        if count < 2:
            return 0
        return max(1, min(count - 1, int(count * self.test_fraction + 0.5)))
