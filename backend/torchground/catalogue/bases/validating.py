"""The validation split: some of the train samples are kept away from training, to choose by while it goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from torchground.catalogue.bases.samples import DataInfo, Split

Indices = np.ndarray[Any, np.dtype[np.int64]]
VAL_STREAM = 3
"""Keeps the numbers that draw the validation split apart from others of the same seed."""


def info_with_val(info: DataInfo, val_fraction: float) -> DataInfo:
    """What the data are like once the split is made; ``num_train`` may be 0 or less where nothing is left to train."""
    if not val_fraction:
        return info
    num_val = max(1, int(info.num_train * val_fraction + 0.5))
    num_train = info.num_train - num_val - (info.overlap or 0)
    return info.model_copy(update={"num_train": num_train, "num_val": num_val})


def split_with_val(split: Split, info: DataInfo, seed: int) -> Split:
    """The split with ``info.num_val`` of its train samples as validation samples; the others keep their order.

    They are drawn by the seed, by class in equal parts where targets are classes. Of samples in an order they are the
    last, and the windows that reach into them are left out. Inputs stay as they were standardized: by the whole train
    part.
    """
    if not info.num_val:
        return split
    num = len(split.train)
    if info.overlap is not None:
        val = np.arange(num - info.num_val, num)
        train = np.arange(info.num_train)
    else:
        rng = np.random.default_rng([seed, VAL_STREAM])
        classes = split.train.targets if info.classes and split.train.targets.ndim == 1 else None
        val = _drawn(num, info.num_val, classes, rng)
        train = np.setdiff1d(np.arange(num), val)
    return replace(split, train=split.train.at(train), val=split.train.at(val))


def _drawn(num: int, num_val: int, classes: Any, rng: np.random.Generator) -> Indices:
    """Which of ``num`` samples are for validation, in ascending order; ``classes`` [num] or None."""
    drawn = rng.permutation(num)
    if classes is None:
        return np.sort(drawn[:num_val])
    names, sizes = np.unique(classes, return_counts=True)
    shares = _shares(sizes, num_val)
    of_class = [drawn[classes[drawn] == name] for name in names]
    return np.sort(np.concatenate([of[:share] for of, share in zip(of_class, shares, strict=True)]))


def _shares(sizes: Indices, total: int) -> list[int]:
    """``total`` shared out in proportion to ``sizes``, by largest remainder."""
    exact = sizes * (total / sizes.sum())
    shares = np.floor(exact).astype(int)
    for place in np.argsort(shares - exact, kind="stable")[: total - int(shares.sum())]:
        shares[place] += 1
    return [int(share) for share in shares]
