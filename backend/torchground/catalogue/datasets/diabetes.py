"""Diabetes: the progress of the illness within a year, from ten measures of a patient."""

from typing import ClassVar, Literal

from torchground.catalogue.datasets.sources.bundled import Table


class Diabetes(Table):
    """442 patients, each with ten measures (age, blood pressure, serum values). How much does the illness progress
    within a year? The target is a number, shifted and scaled to mean 0 and standard deviation 1 for training."""

    title: ClassVar[str] = "Diabetes"
    aliases: ClassVar[tuple[str, ...]] = ("load_diabetes",)
    order: ClassVar[int] = 240
    source: ClassVar[str] = "B. Efron et al., Least Angle Regression (2004)"
    tasks: ClassVar[tuple[str, ...]] = ("regression", "reconstruction")
    standardize_targets: ClassVar[bool] = True
    type: Literal["diabetes"] = "diabetes"

    loader: ClassVar[str] = "load_diabetes"
    num_samples: ClassVar[int] = 442
    shape: ClassVar[tuple[int, ...]] = (10,)
    features: ClassVar[list[str]] = [
        "age",
        "sex",
        "body mass index",
        "blood pressure",
        "cholesterol",
        "LDL",
        "HDL",
        "cholesterol / HDL",
        "log triglycerides",
        "blood sugar",
    ]
    target: ClassVar[str] = "disease progression after one year"
