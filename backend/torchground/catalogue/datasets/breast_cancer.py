"""Breast cancer: malignant or benign, from thirty measures of cell nuclei."""

from typing import ClassVar, Literal

from torchground.catalogue.datasets.sources.bundled import Table

MEASURES = [
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
]
"""The measures of each nucleus under the microscope. The data have their mean, standard error and worst value."""


class BreastCancer(Table):
    """569 tumours, each described by thirty measures of its cell nuclei under the microscope. Malignant or benign? The
    accuracy does not say which mistake is worse: look at the confusion matrix."""

    title: ClassVar[str] = "Breast cancer"
    aliases: ClassVar[tuple[str, ...]] = ("load_breast_cancer",)
    order: ClassVar[int] = 230
    source: ClassVar[str] = (
        "W. H. Wolberg et al. (1995), Wisconsin Diagnostic; UCI Machine Learning Repository"
    )
    type: Literal["breast_cancer"] = "breast_cancer"

    loader: ClassVar[str] = "load_breast_cancer"
    num_samples: ClassVar[int] = 569
    shape: ClassVar[tuple[int, ...]] = (30,)
    classes: ClassVar[list[str]] = ["malignant", "benign"]
    features: ClassVar[list[str]] = [
        *(f"mean {name}" for name in MEASURES),
        *(f"{name} error" for name in MEASURES),
        *(f"worst {name}" for name in MEASURES),
    ]
    target: ClassVar[str] = "diagnosis"
