"""The validation split: train samples that are kept away from training, to make choices during training."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from torchground.catalogue.bases.samples import DataInfo, Split

Indices = np.ndarray[Any, np.dtype[np.int64]]
VAL_STREAM = 3
"""The number of the random stream that draws the validation split. It keeps these draws independent of others with the
same seed."""


def info_with_val(info: DataInfo, val_fraction: float) -> DataInfo:
    """The description of the data after the split. ``num_train`` may be 0 or less if no train samples are left."""
    if not val_fraction:
        return info
    num_val = max(1, int(info.num_train * val_fraction + 0.5))
    num_train = info.num_train - num_val - (info.overlap or 0)
    return info.model_copy(update={"num_train": num_train, "num_val": num_val})


def split_with_val(split: Split, info: DataInfo, seed: int) -> Split:
    """The split with ``info.num_val`` of its train samples moved to validation. The others keep their order.

    They are drawn by the seed. If targets are classes, every class has the same proportion. If samples have an order,
    the last ones are taken, and windows that reach into them are left out. Inputs stay standardized by the whole train
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
    """The indices of ``num_val`` of ``num`` samples, in ascending order. ``classes`` is [num] or None."""
    drawn = rng.permutation(num)
    if classes is None:
        return np.sort(drawn[:num_val])
    names, sizes = np.unique(classes, return_counts=True)
    shares = _shares(sizes, num_val)
    of_class = [drawn[classes[drawn] == name] for name in names]
    return np.sort(np.concatenate([of[:share] for of, share in zip(of_class, shares, strict=True)]))


def _shares(sizes: Indices, total: int) -> list[int]:
    """Share out ``total`` in proportion to ``sizes``, by the largest remainders."""
    exact = sizes * (total / sizes.sum())
    shares = np.floor(exact).astype(int)
    for place in np.argsort(shares - exact, kind="stable")[: total - int(shares.sum())]:
        shares[place] += 1
    return [int(share) for share in shares]
