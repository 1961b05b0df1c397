"""Iris: three species of flower told apart by four lengths."""

from typing import Annotated, ClassVar, Literal, TypeAlias

import numpy as np
from pydantic import AfterValidator, Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.bundled import Table, loaded
from torchground.words import SentenceError, template

MEASUREMENT_TICKED_ONCE_REMOVE = template(
    "iris.measurement_ticked_once_remove",
    "each measurement can be ticked once; remove the ones that repeat",
)

Measurement: TypeAlias = Literal["sepal_length", "sepal_width", "petal_length", "petal_width"]
MEASUREMENTS: dict[str, str] = {
    "sepal_length": "sepal length",
    "sepal_width": "sepal width",
    "petal_length": "petal length",
    "petal_width": "petal width",
}
"""The name of every measurement, in the order of the file."""
FAR = {"sepal_length": 2.7, "sepal_width": 3.3, "petal_length": 2.1, "petal_width": 2.1}
"""The largest distance of a flower from the mean, in standard deviations."""
SPECIES = ["setosa", "versicolor", "virginica"]


def _each_once(chosen: list[Measurement]) -> list[Measurement]:
    if len(set(chosen)) < len(chosen):
        raise SentenceError(MEASUREMENT_TICKED_ONCE_REMOVE())
    return chosen


class Iris(Table):
    """150 iris flowers of three species, each with four lengths measured in the field. One species is clearly separate,
    the other two overlap a little. The test half is small: one more right answer changes the accuracy by 2.6 points.

    With two measurements, every flower is a point of the plane, and the network's borders can be drawn.
    """

    title: ClassVar[str] = "Iris flowers"
    aliases = (
        "load_iris",
        "Fisher's iris",
    )
    order: ClassVar[int] = 210
    source: ClassVar[str] = "R. A. Fisher (1936); UCI Machine Learning Repository"
    type: Literal["iris"] = "iris"

    loader: ClassVar[str] = "load_iris"
    num_samples: ClassVar[int] = 150

    measurements: Annotated[list[Measurement], AfterValidator(_each_once)] = Field(
        ["sepal_length", "sepal_width", "petal_length", "petal_width"],
        min_length=1,
        max_length=len(MEASUREMENTS),
        json_schema_extra=ui(choices=MEASUREMENTS),
    )
    """The measurements of each flower that the network gets."""

    species: Literal["all", "setosa", "versicolor", "virginica"] = Field(
        "all",
        json_schema_extra=ui(
            choices={
                "all": "All three",
                "setosa": "Setosa or not",
                "versicolor": "Versicolor or not",
                "virginica": "Virginica or not",
            }
        ),
    )
    """What the network must answer: which of the three species it is, or whether it is a certain one. A straight line
    can separate setosa from the rest, but not the other two."""

    @property
    def chosen(self) -> list[str]:
        """The ticked measurements in the order of the file, not in the order of ticking."""
        return [name for name in MEASUREMENTS if name in self.measurements]

    def info(self) -> DataInfo:
        far = max(FAR[name] for name in self.chosen)
        return DataInfo(
            shape=(len(self.chosen),),
            classes=SPECIES if self.species == "all" else ["other", self.species],
            features=[MEASUREMENTS[name] for name in self.chosen],
            target="species",
            plane=(-far, far) if len(self.chosen) == 2 else None,
            **self.sizes(3 if self.species == "all" else 2),
        )

    def samples(self) -> Samples:
        inputs, targets = loaded(self.loader)
        columns = [list(MEASUREMENTS).index(name) for name in self.chosen]
        if self.species != "all":
            targets = targets == SPECIES.index(self.species)
        return Samples(inputs[:, columns].astype(np.float32), targets.astype(np.int64))
