"""The base of all data sets: what the samples look like, without torch, and the samples themselves, as numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from torchground.catalogue.entry import Entry, ui

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
Targets: TypeAlias = np.ndarray[Any, np.dtype[Any]]


class DataInfo(BaseModel):
    """What a data set is like; known without making the samples."""

    model_config = ConfigDict(frozen=True)

    shape: tuple[int, ...]
    """Of one sample: ``(2,)``, ``(30,)``, ``(1, 8, 8)``."""
    num_train: int
    num_test: int
    classes: list[str] = []
    """Class names; empty where the targets are numbers."""
    num_targets: int = 1
    """How many numbers a target has, where targets are numbers."""
    features: list[str] = []
    """The name of each number of a flat sample."""
    target: str = "y"
    """What the targets mean."""
    plane: tuple[float, float] | None = None
    """Where samples are points of a plane: the lowest and highest coordinate drawn, the same on both axes."""


@dataclass(frozen=True)
class Samples:
    """Inputs [n, *shape] float32; targets [n] int64 (classes) or [n, num_targets] float32 (numbers)."""

    inputs: Floats
    targets: Targets

    def __len__(self) -> int:
        return len(self.inputs)


@dataclass(frozen=True)
class Split:
    """The two halves of a data set, inputs standardized by the train half where the set asks for it."""

    train: Samples
    test: Samples
    target_mean: float = 0.0
    """Number targets are (value - mean) / std; these give back the units of the target."""
    target_std: float = 1.0


class Dataset(Entry):
    """Samples to learn from: the same fields and seed always give the same numbers, in the same order."""

    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    """The tasks it fits, the usual one first."""
    standardize: ClassVar[bool] = False
    """Whether inputs are shifted and scaled to mean 0, std 1 by the train half."""
    standardize_targets: ClassVar[bool] = False

    test_fraction: float = Field(0.5, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the samples that is kept away from training and only measured."""

    seed: int = Field(1, ge=0, le=2**31 - 1)
    """Draws the samples and the split: the same seed gives the same data."""

    def info(self) -> DataInfo:
        """What the data is like; cheap, no samples are made."""
        raise NotImplementedError

    def samples(self) -> Samples:
        """All samples, before the split."""
        raise NotImplementedError

    def split(self) -> Split:
        """The two halves: shuffled by ``seed``, by class in equal parts where targets are classes."""
        from torchground.catalogue.splitting import split_samples

        return split_samples(self)

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"tasks": list(cls.tasks)}


TargetKind: TypeAlias = Literal["classes", "numbers"]
