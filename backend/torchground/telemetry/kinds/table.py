"""Rows of words and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from torchground.telemetry.facts import Facts, Part


class WorkedCell(Part):
    """One number of a layer, with the arithmetic that gives it."""

    node: str
    """The id of the layer's node."""
    index: Sequence[int]
    """The place of the number in the layer's output."""
    value: float
    """The number, as the layer computed it."""
    formula: str
    """The formula with the numbers in it."""
    bias: float | None
    note: str
    """A remark. Empty where there is none."""
    sums: bool
    """Whether the number is the sum of the products of all terms, plus the bias."""
    winner: int | None
    """The row whose value is passed on, where one value wins."""
    inputs: Sequence[str]
    """The ids of the input nodes, by handle."""
    reads: Sequence[Sequence[int]]
    """The number that each row reads: its handle, then its place."""
    weights: Sequence[Sequence[str | int]]
    """The weight of each row: its param, then its place in the param."""
    window: Sequence[Sequence[int]] | None
    """For a layer with a sliding window: the places of the window along each axis, also those outside the input."""


class StepBatch(Part):
    """The samples of one training step."""

    phase: Literal["batch"]
    part: str
    """``discriminator`` or ``generator``, where it is that half of a step. Else empty."""
    parts: Sequence[str]
    """The names of all parts of the step, in order."""
    sample: int
    """The followed sample, counted from 0 in the batch."""
    index: int
    """The index of the followed sample in the train half."""
    samples: Sequence[int]
    """The indices of the batch's first samples in the train half."""
    size: int
    """How many samples the batch has."""
    num_train: int
    """How many samples the train half has."""
    target: str | float | None
    """The target of the followed sample. null where it is several numbers or where there is none."""


class StepLoss(Part):
    """The loss of one training step."""

    phase: Literal["loss"]
    loss: float
    """The loss of the batch."""
    of_sample: float | None
    """The loss of the followed sample alone. null where there is no such number."""
    type: str
    """The type of the loss."""
    target: str | float | None
    """The target of the followed sample. null where it is several numbers or where there is none."""
    answer: Sequence[float] | None
    """The network's answer for the sample. null where it has too many numbers."""
    classes: Sequence[str]


class StepClip(Part):
    """The norm of the gradient of all params together, and its clipping."""

    phase: Literal["clip"]
    norm: float
    """The norm as backward computes it."""
    pulled: float
    """The norm with the terms of L1 and L2."""
    taken: float
    """The norm as the optimizer uses it."""
    factor: float
    """``taken`` divided by ``pulled``."""
    l1: float
    l2: float
    clip_grad_norm: float | None
    clip_grad_value: float | None
    num_cut: int | None
    """How many numbers were clipped to ``clip_grad_value``."""
    num: int
    """How many numbers there are."""


class StepWeight(Part):
    """One weight: its value before the step, what the step computed for it, and its value after the step."""

    param: str
    index: Sequence[int]
    """Its place in the param."""
    before: float
    after: float
    change: float
    gradient: float | None
    """The gradient as backward computes it. null where the weight gets none."""
    taken: float | None
    """The gradient as the optimizer uses it."""
    memory_before: Mapping[str, float]
    """The optimizer's state for the weight before the update: ``exp_avg`` …"""
    memory: Mapping[str, float]
    """The optimizer's state for the weight after the update."""


class StepOptimizer(Part):
    """The update by the optimizer. Its table has a row for each param."""

    phase: Literal["optimizer"]
    type: str
    """The type of the optimizer."""
    learning_rate: float
    weight: StepWeight | None
    """The followed weight. null where nothing learns."""


class StepAfter(Part):
    """The loss of the same batch before and after the update."""

    phase: Literal["after"]
    loss: float
    new_loss: float


StepTable: TypeAlias = Annotated[
    StepBatch | StepLoss | StepClip | StepOptimizer | StepAfter, Field(discriminator="phase")
]


class LayerHealth(Part):
    """How well an activation lets the gradient through."""

    node: str
    """The id of the activation's node."""
    units: int
    """How many units it has: channels where its output is pictures, else numbers."""
    dead: int
    """How many units have the derivative 0 for every sample: no gradient passes them."""
    saturated: float | None
    """The part of its inputs where the derivative is below 0.01. null for an activation that is not flat on both
    sides."""


class ClassHealth(Part):
    """How often the network answers with a class."""

    name: str
    samples: int
    """How many of the samples are of the class."""
    answers: int
    """How many samples the network takes for the class."""


class TrainingHealth(Part):
    """What shows whether a network learns well, measured on the first train samples."""

    samples: int
    """How many samples were measured."""
    loss: float | None
    """The loss of these samples. null where it is not finite."""
    blind_loss: float | None
    """The loss that the best answer reaches that is the same for every sample. null where there is no such number."""
    moved: float | None
    """How far the params are from where they started, divided by their norm at the start. null where nothing learns
    or the norm was 0."""
    layers: Sequence[LayerHealth]
    classes: Sequence[ClassHealth]
    """Empty where the network does not answer with one class for each sample."""


class TableFacts(Facts):
    """Rows of words and numbers. No tensors."""

    kind = "table"
    tensors = {}

    columns: Sequence[str] = ()
    """The names of the columns."""
    rows: Sequence[Sequence[str | float | None]] = ()
    """The cells of each row: one word or number for each column. null is an empty cell."""
    cell: WorkedCell | None = None
    """The number of a layer whose terms are the rows, if the table shows one."""
    step: StepTable | None = None
    """The part of a training step that the table shows, if it is one."""
    health: TrainingHealth | None = None
    """What shows whether the network learns well, if the table shows it."""
