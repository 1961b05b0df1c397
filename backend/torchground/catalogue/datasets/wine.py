"""Wine: three growers, told apart by thirteen chemical measurements."""

from typing import ClassVar, Literal

from torchground.catalogue.datasets.sources.bundled import Table


class Wine(Table):
    """178 Italian wines from three growers, each analysed by a chemist in thirteen numbers. Which grower was it? The
    test half is small: one more right answer changes the accuracy by 2.2 points."""

    title: ClassVar[str] = "Wine"
    aliases: ClassVar[tuple[str, ...]] = ("load_wine",)
    order: ClassVar[int] = 220
    source: ClassVar[str] = "M. Forina et al. (1988); UCI Machine Learning Repository"
    type: Literal["wine"] = "wine"

    loader: ClassVar[str] = "load_wine"
    num_samples: ClassVar[int] = 178
    shape: ClassVar[tuple[int, ...]] = (13,)
    classes: ClassVar[list[str]] = ["grower 1", "grower 2", "grower 3"]
    features: ClassVar[list[str]] = [
        "alcohol",
        "malic acid",
        "ash",
        "alkalinity of ash",
        "magnesium",
        "total phenols",
        "flavanoids",
        "nonflavanoid phenols",
        "proanthocyanins",
        "colour intensity",
        "hue",
        "OD280/OD315",
        "proline",
    ]
    target: ClassVar[str] = "grower"
