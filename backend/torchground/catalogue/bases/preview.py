"""What a data set looks like, before any run: its points, pictures or first rows, the very numbers a run would see."""

from __future__ import annotations

import base64
from typing import Any, Literal, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.samples import DataInfo, Samples, Split

MAX_POINTS = 2_000
"""Of the plane or the line, both halves together."""
MAX_SAMPLES = 24
"""Pictures or rows of each half."""
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
    """base64."""


class PreviewHalf(_Part):
    """Some samples of one half, the first ones of the order in which a run has them."""

    total: int
    """Samples in the whole half."""
    index: list[int]
    """Which sample of the half each one is."""
    targets: list[float]
    """Class numbers, or the first target in its own units; empty where targets are tokens or there are none."""
    inputs: list[list[float]] | None
    """Samples as the network sees them (standardized where the set says so), sequences step after step in a row; null
    where they are pictures or tokens."""
    images: Images | None
    """Null where samples are no pictures."""
    tokens: list[list[int]] | None = None
    """Samples that are rows of tokens, by their numbers in the vocabulary; null where they are not."""
    token_targets: list[list[int]] | None = None
    """Where targets are tokens: what is asked at each place, -100 where nothing is; else null."""


class Preview(_Part):
    """What a data set looks like before anything is trained on it."""

    kind: PreviewKind
    """points: of a plane; curve: one input, one target; images; sequences: steps of numbers; tokens; rows: flat
    samples."""
    info: DataInfo
    train: PreviewHalf
    test: PreviewHalf


def preview(dataset: Dataset) -> Preview:
    """The first samples of both halves."""
    info, split = dataset.info(), dataset.split()
    kind = _kind(info)
    train, test = _shown(kind, split)
    return Preview(
        kind=kind,
        info=info,
        train=_half(split.train, train, kind, split),
        test=_half(split.test, test, kind, split),
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


def _shown(kind: str, split: Split) -> tuple[int, int]:
    """How many samples of each half are shown: points share the room by the halves' sizes."""
    train, test = len(split.train), len(split.test)
    if kind not in ("points", "curve"):
        return min(train, MAX_SAMPLES), min(test, MAX_SAMPLES)
    share = min(1.0, MAX_POINTS / max(train + test, 1))
    return int(train * share), int(test * share)


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
    """Classes as they are; of several numbers the first, in its own units; nothing where nothing is asked."""
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
