"""What a data set looks like before any run: its points, pictures or first rows, with the same numbers that a run
uses."""

from __future__ import annotations

import base64
from typing import Any, Literal, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.own_units import in_own_units, scaling, widths
from torchground.catalogue.bases.samples import DataInfo, InputColumn, Samples, Split
from torchground.catalogue.bases.validating import info_with_val, split_with_val

MAX_POINTS = 2_000
"""The largest number of points of a plane or curve, all parts together."""
MAX_SAMPLES = 24
"""The largest number of pictures or rows in each half."""
PreviewKind: TypeAlias = Literal["points", "curve", "images", "sequences", "tokens", "rows"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Images(_Part):
    """Pictures as bytes, row by row: value = low + byte / 255 * (high - low)."""

    shape: list[int]
    """[pictures, height, width], or [pictures, channels, height, width]."""
    low: float
    high: float
    data: str
    """The bytes in base64."""


class PreviewHalf(_Part):
    """The first samples of one half, in the order in which a run has them."""

    total: int
    """The number of samples in the whole half."""
    index: list[int]
    """The index of each of these samples in the half."""
    targets: list[float]
    """Class numbers, or the first target in its own units. Empty if targets are tokens or there are none."""
    inputs: list[list[float]] | None
    """Samples as the network gets them (standardized if the data set does that). Sequences are flattened, step after
    step. Null for pictures and tokens."""
    images: Images | None
    """Null if samples are not pictures."""
    tokens: list[list[int]] | None = None
    """Samples that are rows of tokens, as numbers of the vocabulary. Null for other samples."""
    token_targets: list[list[int]] | None = None
    """The target at each position if targets are tokens, with -100 where there is none. Null otherwise."""


class PreviewColumn(_Part):
    """One column in its own units, and how the inputs of the network are made of it: (value - mean) / std."""

    name: str
    levels: list[str]
    """The values of a category, each of which is one input of 0 or 1. Empty for a number, which is one input."""
    low: float
    high: float
    """The least and the largest value among all samples."""
    whole: bool
    """Whether all its values are whole numbers."""
    mean: list[float]
    std: list[float]
    """Of each of its inputs."""


class Preview(_Part):
    """What a data set looks like before anything is trained on it."""

    kind: PreviewKind
    """points: samples are points of a plane; curve: one input and one target; images; sequences: steps of numbers;
    tokens; rows: flat samples."""
    info: DataInfo
    train: PreviewHalf
    """The samples to train on, without those of the validation split."""
    val: PreviewHalf | None
    """The samples of the validation split. Null if there is none."""
    test: PreviewHalf
    columns: list[PreviewColumn] = []
    """The columns that the inputs are made of, in order. Empty if inputs are as they are, without other units."""
    target_std: float = 1.0
    """How many units of the target one unit of the network's answer is, if targets are standardized numbers."""


def preview(dataset: Dataset, val_fraction: float = 0.0) -> Preview:
    """The first samples of each part. Raises ``DataError``.

    ``val_fraction`` is the one of the training. If it leaves no train sample, the data are shown without a validation
    split; the check of the drawing says what is wrong.
    """
    info = info_with_val(dataset.info(), val_fraction)
    if info.num_train < 1:
        info = dataset.info()
    split = split_with_val(dataset.split(), info, dataset.seed)
    kind = _kind(info)

    def part(samples: Samples) -> PreviewHalf:
        return _half(samples, _shown(kind, samples, split), kind, split)

    return Preview(
        kind=kind,
        info=info,
        train=part(split.train),
        val=None if split.val is None else part(split.val),
        test=part(split.test),
        columns=_columns(dataset, split),
        target_std=split.target_std,
    )


def _columns(dataset: Dataset, split: Split) -> list[PreviewColumn]:
    """What people know the inputs by, where that is something else than the inputs themselves."""
    columns = dataset.input_columns()
    if split.input_mean is None and not any(column.levels for column in columns):
        return []
    inputs = np.concatenate([part.inputs for part in split.parts.values()])
    own = in_own_units(inputs, split)
    mean, std = scaling(split, inputs.shape[1])
    return [
        _column(column, own[:, place], mean[place], std[place])
        for column, place in zip(columns, widths(columns), strict=True)
    ]


def _column(column: InputColumn, values: Any, mean: Any, std: Any) -> PreviewColumn:
    low, high = float(values.min()), float(values.max())
    slack = 1e-5 * max(1.0, abs(low), abs(high))
    is_whole = bool(np.abs(values - np.rint(values)).max() < min(slack, 0.1)) and high - low >= 1
    return PreviewColumn(
        name=column.name,
        levels=column.levels,
        low=round(low) if is_whole else float(f"{low:.6g}"),
        high=round(high) if is_whole else float(f"{high:.6g}"),
        whole=is_whole,
        mean=[float(one) for one in mean],
        std=[float(one) for one in std],
    )


def _kind(info: DataInfo) -> PreviewKind:
    if info.is_tokens:
        return "tokens"
    if len(info.shape) == 3:
        return "images"
    if len(info.shape) == 2:
        return "sequences"
    if info.plane is not None:
        return "points"
    return "curve" if info.shape == (1,) and info.asks == "numbers" else "rows"


def _shown(kind: str, samples: Samples, split: Split) -> int:
    """How many samples of a part are shown. Points are shared out in proportion to the sizes of the parts."""
    if kind not in ("points", "curve"):
        return min(len(samples), MAX_SAMPLES)
    parts = (split.train, split.val, split.test)
    total = sum(len(part) for part in parts if part is not None)
    return int(len(samples) * min(1.0, MAX_POINTS / max(total, 1)))


def _half(samples: Samples, shown: int, kind: PreviewKind, split: Split) -> PreviewHalf:
    inputs, targets = samples.inputs[:shown], samples.targets[:shown]
    is_asked_by_token = targets.dtype == np.int64 and targets.ndim == 2
    has_numbers = kind not in ("images", "tokens")
    return PreviewHalf(
        total=len(samples),
        index=list(range(shown)),
        targets=[] if is_asked_by_token else _rounded(_first(targets, split)),
        inputs=[_rounded(row.reshape(-1)) for row in inputs] if has_numbers else None,
        images=_images(inputs) if kind == "images" else None,
        tokens=inputs.tolist() if kind == "tokens" else None,
        token_targets=targets.tolist() if is_asked_by_token else None,
    )


def _first(targets: np.ndarray[Any, Any], split: Split) -> np.ndarray[Any, Any]:
    """The target to show for each sample: the class, or the first number in its own units. Empty if there are no
    targets."""
    if targets.ndim == 1:
        return targets
    first: np.ndarray[Any, Any] = targets[:, :1].reshape(-1)
    return first * split.target_std + split.target_mean


def _images(image_NCHW: np.ndarray[Any, Any]) -> Images:
    low, high = float(image_NCHW.min(initial=0.0)), float(image_NCHW.max(initial=1.0))
    image = image_NCHW[:, 0] if image_NCHW.shape[1] == 1 else image_NCHW
    data = np.rint((image - low) / (high - low) * 255).astype(np.uint8)
    encoded = base64.b64encode(data.tobytes()).decode()
    return Images(shape=list(image.shape), low=low, high=high, data=encoded)


def _rounded(values: np.ndarray[Any, Any]) -> list[float]:
    rounded: list[float] = np.round(values.astype(np.float64), 5).tolist()
    return rounded
