"""Split a data set into two halves: the train half and the test half, which is only measured."""

from __future__ import annotations

from typing import Any

import numpy as np

from torchground.catalogue.bases.samples import Floats, Samples, Split, Targets

Indices = np.ndarray[Any, np.dtype[np.int64]]
SPLIT_STREAM = 1
"""The number of the random stream that draws the split. It keeps these draws independent of those that make the samples
with the same seed."""


def split_sizes(num_samples: int, test_fraction: float, num_classes: int = 1) -> tuple[int, int]:
    """The number of train samples and of test samples. Each half has at least one sample of every class."""
    asked = int(num_samples * test_fraction + 0.5)
    num_test = min(max(asked, num_classes), num_samples - num_classes)
    return num_samples - num_test, num_test


def split_samples(
    samples: Samples,
    *,
    seed: int,
    test_fraction: float,
    by_class: bool,
    standardize: bool,
    standardize_targets: bool,
) -> Split:
    """Split the samples with a seed. With ``by_class``, every class is split in the same proportion.

    Inputs and targets that are numbers are standardized by the train half if the arguments ask for it. Inputs that are
    NaN are replaced by the mean of the train half. Numbers in double precision are rounded to single precision last.
    """
    # 1. Choose the test samples
    rng = np.random.default_rng([seed, SPLIT_STREAM])
    if by_class:
        test = _test_by_class(samples.targets, test_fraction, rng)
    else:
        test = rng.permutation(len(samples))[: split_sizes(len(samples), test_fraction)[1]]
    train = rng.permutation(np.setdiff1d(np.arange(len(samples)), test))
    test = rng.permutation(test)

    # 2. Fill gaps in the inputs; standardize them by the train half
    inputs = _filled(samples.inputs, train)
    input_mean: Floats | None = None
    input_std: Floats | None = None
    if standardize:
        input_mean, input_std = _mean_std(inputs[train])
        inputs = scaled(inputs, inputs[train])

    # 3. Standardize the targets
    targets, target_mean, target_std = samples.targets, 0.0, 1.0
    if standardize_targets:
        mean, std = _mean_std(targets[train])
        target_mean, target_std = float(mean.item()), float(std.item())
        targets = (targets - target_mean) / target_std
    inputs, targets = _rounded(inputs), _rounded(targets)

    return Split(
        train=Samples(inputs[train], targets[train]),
        test=Samples(inputs[test], targets[test]),
        target_mean=target_mean,
        target_std=target_std,
        input_mean=input_mean,
        input_std=input_std,
    )


def _rounded(numbers: Any) -> Any:
    """Numbers in single precision; classes and tokens as they are."""
    return numbers.astype(np.float32, copy=False) if numbers.dtype.kind == "f" else numbers


def _filled(inputs: Any, train: Indices) -> Any:
    """Replace NaN in the inputs by the mean of the column in the train half, or by 0 if the column has only NaN
    there."""
    gaps = np.isnan(inputs)
    if not gaps.any():
        return inputs
    there = ~gaps[train]
    sums = np.where(there, inputs[train], 0).sum(axis=0, dtype=np.float64)
    means = (sums / np.maximum(there.sum(axis=0), 1)).astype(inputs.dtype)
    return np.where(gaps, means, inputs)


def scaled(inputs: Floats, like: Floats, *, by_std: bool = True) -> Floats:
    """Inputs minus the mean of ``like`` and, if ``by_std``, divided by its standard deviation."""
    mean, std = _mean_std(like)
    moved: Floats = ((inputs - mean) / (std if by_std else 1.0)).astype(np.float32)
    return moved


def _test_by_class(targets: Targets, fraction: float, rng: np.random.Generator) -> Indices:
    """Indices of the test samples: the same proportion of every class, to the nearest sample."""
    classes, sizes = np.unique(targets, return_counts=True)
    shares = share_out(sizes, split_sizes(len(targets), fraction, len(classes))[1])
    drawn = [
        rng.permutation(np.flatnonzero(targets == name))[:share]
        for name, share in zip(classes, shares, strict=True)
    ]
    return np.concatenate(drawn)


def share_out(sizes: Indices, total: int) -> list[int]:
    """Share out ``total`` in proportion to ``sizes``: at least 1 for each part and at most its size minus 1."""
    exact = sizes * (total / sizes.sum())
    shares = np.clip(np.floor(exact), 1, sizes - 1).astype(int)
    while (missing := total - int(shares.sum())) != 0:
        step = 1 if missing > 0 else -1
        room = shares < sizes - 1 if step > 0 else shares > 1
        wish = np.where(room, (exact - shares) * step, -np.inf)
        shares[int(np.argmax(wish))] += step
    return [int(share) for share in shares]


def _mean_std(values: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each column, computed in double precision. The deviation is 1 if a column is
    constant."""
    mean, std = values.mean(axis=0, dtype=np.float64), values.std(axis=0, dtype=np.float64)
    return mean, np.where(std > 0, std, 1.0)
