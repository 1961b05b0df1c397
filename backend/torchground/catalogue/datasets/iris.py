"""Iris: three species of flower told apart by four lengths."""

from typing import ClassVar, Literal

from torchground.catalogue.bundled import Table


class Iris(Table):
    """150 iris flowers of three species, each with four lengths measured in the field. One species stands apart, the
    other two overlap a little. The test half is small: one flower more or less moves the accuracy by 2.6 points."""

    title: ClassVar[str] = "Iris flowers"
    order: ClassVar[int] = 210
    source: ClassVar[str] = "R. A. Fisher (1936); UCI Machine Learning Repository"
    type: Literal["iris"] = "iris"

    loader: ClassVar[str] = "load_iris"
    num_samples: ClassVar[int] = 150
    shape: ClassVar[tuple[int, ...]] = (4,)
    classes: ClassVar[list[str]] = ["setosa", "versicolor", "virginica"]
    features: ClassVar[list[str]] = [
        "sepal length",
        "sepal width",
        "petal length",
        "petal width",
    ]
    target: ClassVar[str] = "species"
