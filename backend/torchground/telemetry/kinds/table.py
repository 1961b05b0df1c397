"""Rows of words and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from torchground.telemetry.facts import Facts, Part


class WorkedCell(Part):
    """How one number of a layer came about."""

    node: str
    """The layer."""
    index: Sequence[int]
    """The place of the number in its output."""
    value: float
    """The number, as the layer itself computed it."""
    formula: str
    """The formula with the numbers in it."""
    bias: float | None
    note: str
    """What is to be known besides; empty where nothing is."""
    sums: bool
    """Whether the number is the sum of the products of all terms, plus the bias."""
    winner: int | None
    """The row whose value is passed on, where one wins."""
    inputs: Sequence[str]
    """Node ids, by handle."""
    reads: Sequence[Sequence[int]]
    """Row by row what is read: the handle, then the place."""
    weights: Sequence[Sequence[str | int]]
    """Row by row the weight: the param, then the place in it."""
    window: Sequence[Sequence[int]] | None
    """Where a window slides: the places it lies on along each axis, those outside the input too."""


class StepBatch(Part):
    """The samples that one training step learns from."""

    phase: Literal["batch"]
    part: str
    """``discriminator`` or ``generator``, where it is that half of a step; else empty."""
    parts: Sequence[str]
    """All parts of the step, in their order."""
    sample: int
    """The sample that is followed, counted from 0 in the batch."""
    index: int
    """Which sample of the train half that is."""
    samples: Sequence[int]
    """Which samples of the train half are in the batch, the first ones."""
    size: int
    """How many samples the batch has."""
    num_train: int
    """How many samples the train half has."""
    target: str | float | None
    """What should come out for the followed sample; null where it is many numbers or nothing."""


class StepLoss(Part):
    """The loss of one training step."""

    phase: Literal["loss"]
    loss: float
    """Of the batch."""
    of_sample: float | None
    """Of the followed sample alone; null where there is no such number."""
    type: str
    """The loss that is used."""
    target: str | float | None
    """What should come out for the followed sample; null where it is many numbers or nothing."""
    answer: Sequence[float] | None
    """What the network answers for it; null where it is more than a few numbers."""
    classes: Sequence[str]


class StepClip(Part):
    """How long the gradient of all params together is, and how it is clipped."""

    phase: Literal["clip"]
    norm: float
    """As backward gives it."""
    pulled: float
    """With what L1 and L2 add."""
    taken: float
    """As the optimizer takes it."""
    factor: float
    """``taken`` over ``pulled``."""
    l1: float
    l2: float
    clip_grad_norm: float | None
    clip_grad_value: float | None
    num_cut: int | None
    """How many numbers were cut to ``clip_grad_value``."""
    num: int
    """How many numbers there are."""


class StepWeight(Part):
    """One weight: what it was, all that was done, what it becomes."""

    param: str
    index: Sequence[int]
    """Its place in the param."""
    before: float
    after: float
    change: float
    gradient: float | None
    """As backward gives it; null where none comes back to it."""
    taken: float | None
    """As the optimizer takes it."""
    memory_before: Mapping[str, float]
    """What the optimizer remembers of it before the update: ``exp_avg`` …"""
    memory: Mapping[str, float]
    """The same after the update."""


class StepOptimizer(Part):
    """What the optimizer does; its table has a row for each param."""

    phase: Literal["optimizer"]
    type: str
    """The optimizer that is used."""
    learning_rate: float
    weight: StepWeight | None
    """The weight that is followed; null where nothing learns."""


class StepAfter(Part):
    """The loss of the same batch before and after the update."""

    phase: Literal["after"]
    loss: float
    new_loss: float


StepTable: TypeAlias = Annotated[
    StepBatch | StepLoss | StepClip | StepOptimizer | StepAfter, Field(discriminator="phase")
]


class TableFacts(Facts):
    """Rows of words and numbers; no tensors."""

    kind = "table"
    tensors = {}

    columns: Sequence[str] = ()
    """Their names."""
    rows: Sequence[Sequence[str | float | None]] = ()
    """Row by row one word or number for each column; null where there is none."""
    cell: WorkedCell | None = None
    """Where the rows are the terms of one number of a layer."""
    step: StepTable | None = None
    """Where it is a part of one training step."""
