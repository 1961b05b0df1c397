"""The description of samples, without torch, and the samples themselves, as numpy arrays."""

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
"""The lowest and the highest possible value of some numbers."""


class DataInfo(BaseModel):
    """What a data set is like. Known without making the samples."""

    model_config = ConfigDict(frozen=True)

    shape: tuple[int, ...]
    """The shape of one sample: ``(2,)``, ``(30,)``, ``(1, 8, 8)``; ``(40, 1)`` for steps and features; ``(12,)`` for
    tokens."""
    num_train: int
    num_test: int
    num_val: int = 0
    """The number of train samples set aside for validation. 0 if a project has no validation split."""
    overlap: int | None = None
    """If samples are windows over a series or a text, in its order: how many of the next samples share values with a
    sample. None if samples have no order."""
    classes: list[str] = []
    """The class names. Empty if targets are numbers."""
    num_targets: int = 1
    """How many numbers a target has, if targets are numbers. 0 if there are no targets."""
    vocab: list[str] = []
    """If samples are tokens: the text of each token, by its number."""
    token_targets: bool = False
    """Whether the target is a row of tokens as long as the sample, with -100 where there is no target."""
    causal: bool = False
    """Whether the token targets are the next tokens, so that the network can continue a text."""
    mask_token: int | None = None
    """The token that stands in place of a hidden token, if there is one."""
    pad_token: int | None = None
    """The token that fills up samples that are shorter than the others: at the front for classification, at the end for
    language modelling. None if all samples have the same length."""
    modes: list[tuple[float, float]] = []
    """If the data are clusters around known points of the plane: these points."""
    mode_radius: float = 0.0
    """The largest distance from its mode at which a generated point counts as good."""
    features: list[str] = []
    """The name of each number of a flat sample."""
    target: str = "y"
    """The meaning of the targets."""
    input_range: Range | None = None
    """The range of all inputs. None if it is not limited."""
    target_range: Range | None = None
    """The range of targets that are numbers. None if it is not limited."""
    empty_classes: list[str] = []
    """The classes that have no samples."""
    plane: tuple[float, float] | None = None
    """If samples are points of a plane: the lowest and highest coordinate of the drawing, the same for both axes."""

    @property
    def is_tokens(self) -> bool:
        return bool(self.vocab)

    @property
    def asks(self) -> TargetKind:
        """The kind of the targets."""
        if self.token_targets:
            return "tokens"
        if self.classes:
            return "classes"
        return "numbers" if self.num_targets else "none"


class InputColumn(BaseModel):
    """A column of a table, as people know it."""

    model_config = ConfigDict(frozen=True)

    name: str
    levels: list[str] = []
    """The values of a category, each of which is one input of 0 or 1. Empty for a number, which is one input."""


class DataError(SentenceError):
    """Why this data is not available, in a sentence that says what to do."""


@dataclass(frozen=True)
class Samples:
    """Inputs and targets.

    Inputs are [n, *shape]: float32, or int64 if they are tokens. Targets are [n] int64 (classes), [n, num_targets]
    float32 (numbers; 0 columns if there are none) or [n, steps] int64 (tokens, with -100 where there is no target).
    """

    inputs: Targets
    targets: Targets
    labels: Targets | None = None
    """Classes [n] int64 beside the targets, if a task uses other targets. They only colour the pictures."""

    def __len__(self) -> int:
        return len(self.inputs)

    def at(self, places: Any) -> Samples:
        """The samples at these indices [n] int64, in this order."""
        labels = None if self.labels is None else self.labels[places]
        return Samples(self.inputs[places], self.targets[places], labels)


@dataclass(frozen=True)
class Split:
    """The parts of a data set. Inputs are standardized by the train part if the data set does that."""

    train: Samples
    test: Samples
    target_mean: float = 0.0
    """Targets that are numbers are stored as (value - mean) / std. These two numbers restore the original units."""
    target_std: float = 1.0
    input_mean: Floats | None = None
    input_std: Floats | None = None
    """Of each input, where inputs are stored as (value - mean) / std: these restore the original units."""
    val: Samples | None = None
    """The validation samples, measured after every epoch to decide when to stop. None if a project has none."""

    @property
    def parts(self) -> dict[PartName, Samples]:
        """The parts by name, in the order train, val, test; without val if there is none."""
        parts: dict[PartName, Samples] = {"train": self.train}
        if self.val is not None:
            parts["val"] = self.val
        return {**parts, "test": self.test}

    def changed(self, change: Callable[[Samples], Samples], **others: Any) -> Split:
        """The same split with ``change`` applied to each part, and with the attributes ``others`` (``target_mean`` …)
        replaced."""
        parts = {name: change(part) for name, part in self.parts.items()}
        return replace(self, **parts, **others)  # type: ignore[arg-type]

    def with_inputs(self, change: Callable[[Any], Any]) -> Split:
        """The same split with ``change`` applied to the inputs of each part."""
        return self.changed(lambda part: replace(part, inputs=change(part.inputs)))
