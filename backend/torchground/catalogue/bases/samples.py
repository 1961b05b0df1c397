"""What samples are like, without torch, and the samples themselves, as numpy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict

from torchground.words import SentenceError

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
Targets: TypeAlias = np.ndarray[Any, np.dtype[Any]]
PartName: TypeAlias = Literal["train", "val", "test"]
TargetKind: TypeAlias = Literal["classes", "numbers", "tokens", "none"]


Range: TypeAlias = tuple[float, float]
"""The lowest and the highest that some numbers can be."""


class DataInfo(BaseModel):
    """What a data set is like; known without making the samples."""

    model_config = ConfigDict(frozen=True)

    shape: tuple[int, ...]
    """Of one sample: ``(2,)``, ``(30,)``, ``(1, 8, 8)``; steps and features ``(40, 1)``; tokens ``(12,)``."""
    num_train: int
    num_test: int
    num_val: int = 0
    """Taken out of the train samples, to be measured only; 0 where a project asks for no validation split."""
    overlap: int | None = None
    """Where samples are windows over a series or a text, in its order: how many that follow one share values with it.
    None where samples have no order."""
    classes: list[str] = []
    """Class names; empty where the targets are numbers."""
    num_targets: int = 1
    """How many numbers a target has, where targets are numbers; 0 where there are no targets."""
    vocab: list[str] = []
    """Where samples are tokens: each as people read it, by its number."""
    token_targets: bool = False
    """Whether the target is a row of tokens as long as the sample: -100 where nothing is asked."""
    causal: bool = False
    """Whether the token targets are what comes next, so that the network can write on."""
    mask_token: int | None = None
    """The token that stands for a hidden one, where there is one."""
    pad_token: int | None = None
    """The token that fills up samples that are shorter than the others: in front of what is classified, behind what is
    written on; None where all are as long."""
    modes: list[tuple[float, float]] = []
    """Where the data are clusters about known points of the plane: these points."""
    mode_radius: float = 0.0
    """How near to its mode a point must lie to count as good."""
    features: list[str] = []
    """The name of each number of a flat sample."""
    target: str = "y"
    """What the targets mean."""
    input_range: Range | None = None
    """Between which numbers all inputs lie; null where they may be any."""
    target_range: Range | None = None
    """Between which numbers number targets lie; null where they may be any."""
    empty_classes: list[str] = []
    """Those classes of which there is no sample."""
    plane: tuple[float, float] | None = None
    """Where samples are points of a plane: the lowest and highest coordinate drawn, the same on both axes."""

    @property
    def is_tokens(self) -> bool:
        return bool(self.vocab)

    @property
    def asks(self) -> TargetKind:
        """What kind of targets there are."""
        if self.token_targets:
            return "tokens"
        if self.classes:
            return "classes"
        return "numbers" if self.num_targets else "none"


class DataError(SentenceError):
    """Why these data cannot be had, in a sentence that says what to do."""


@dataclass(frozen=True)
class Samples:
    """Inputs [n, *shape] float32, or int64 where they are tokens; targets [n] int64 (classes), [n, num_targets] float32
    (numbers; 0 columns where there are none) or [n, steps] int64 (tokens, -100 where nothing is asked)."""

    inputs: Targets
    targets: Targets
    labels: Targets | None = None
    """Classes [n] int64 beside the targets, where a task asks for something else: they colour pictures, no more."""

    def __len__(self) -> int:
        return len(self.inputs)

    def at(self, places: Any) -> Samples:
        """Those at these indices [n] int64, in this order."""
        labels = None if self.labels is None else self.labels[places]
        return Samples(self.inputs[places], self.targets[places], labels)


@dataclass(frozen=True)
class Split:
    """The parts of a data set, inputs standardized by the train part where the set asks for it."""

    train: Samples
    test: Samples
    target_mean: float = 0.0
    """Number targets are (value - mean) / std; these give back the units of the target."""
    target_std: float = 1.0
    val: Samples | None = None
    """Validation: measured after every epoch, to choose when to stop; None where a project asks for none."""

    @property
    def parts(self) -> dict[PartName, Samples]:
        """The parts there are, by name, in the order train, val, test."""
        parts: dict[PartName, Samples] = {"train": self.train}
        if self.val is not None:
            parts["val"] = self.val
        return {**parts, "test": self.test}

    def changed(self, change: Callable[[Samples], Samples], **others: Any) -> Split:
        """The same split with each part changed, and ``others`` (``target_mean`` …) replaced."""
        parts = {name: change(part) for name, part in self.parts.items()}
        return replace(self, **parts, **others)  # type: ignore[arg-type]

    def with_inputs(self, change: Callable[[Any], Any]) -> Split:
        """The same split with the inputs of each part changed."""
        return self.changed(lambda part: replace(part, inputs=change(part.inputs)))
