"""Simple methods for the same data, in numpy: the scores that a network should beat.

Each method gives its scores on both halves, in the units of the task's metric. No method draws random numbers.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]
Row: TypeAlias = tuple[str, float, float]
"""A method, its score on the train half, and its score on the test half."""
MOST_FITTED = 400_000
"""The most numbers that a method is fitted to. Where there are more, it is fitted to the first samples only."""
ROUNDS = 300
"""The most iterations for fitting a logistic regression."""
NOT_ASKED = -100

# N samples, F features, T steps, V tokens


@dataclass(frozen=True)
class Halves:
    """Inputs and targets of both halves, as the network takes them."""

    train_x: Array
    train_y: Array
    test_x: Array
    test_y: Array

    def scored(self, method: str, score: Any) -> Row:
        """The name of a method and its ``score(inputs, targets)`` on both halves."""
        train, test = score(self.train_x, self.train_y), score(self.test_x, self.test_y)
        return method, float(train), float(test)

    def with_inputs(self, change: Any) -> Halves:
        """The same halves with changed inputs."""
        return Halves(change(self.train_x), self.train_y, change(self.test_x), self.test_y)


def for_classes(halves: Halves, num_tokens: int = 0, pad_token: int | None = None) -> Iterator[Row]:
    """Accuracies. Samples that are tokens become a bag of words: how often each of ``num_tokens`` tokens occurs."""
    commonest = np.bincount(halves.train_y).argmax()
    yield halves.scored("always the commonest class", lambda _, y: (y == commonest).mean())
    if len(set(halves.train_y.tolist())) < 2:
        return
    if num_tokens:
        bags = halves.with_inputs(lambda x: _bags(x, num_tokens, pad_token))
        yield _logistic("bag of words", bags)
    else:
        yield _logistic("logistic regression", halves.with_inputs(_flat))


def for_numbers(halves: Halves) -> Iterator[Row]:
    """R² of a linear regression. R² is 0 for always predicting the mean of the targets."""
    yield _linear("linear regression", halves.with_inputs(_flat), r2)


def for_series(halves: Halves) -> Iterator[Row]:
    """Mean squared errors for windows [N, T, F] and their next value."""
    if halves.train_x.shape[2] == halves.train_y.shape[1] == 1:
        yield halves.scored("repeat the last value", lambda x, y: mse(x[:, -1], y))
    yield _linear("linear autoregression", halves.with_inputs(_flat), mse)


def for_tokens(halves: Halves, num_tokens: int, *, causal: bool) -> Iterator[Row]:
    """Nats per target token. Counts begin at one, so that no token has the probability 0."""
    yield f"all {num_tokens} tokens alike", math.log(num_tokens), math.log(num_tokens)
    counts_V = np.ones(num_tokens)
    asked = halves.train_y != NOT_ASKED
    np.add.at(counts_V, halves.train_y[asked], 1)
    log_V = np.log(counts_V / counts_V.sum())
    yield halves.scored("how common each token is", lambda _, y: -log_V[y[y != NOT_ASKED]].mean())
    if causal:
        counts_VV = np.ones((num_tokens, num_tokens))
        np.add.at(counts_VV, (halves.train_x[asked], halves.train_y[asked]), 1)
        log_VV = np.log(counts_VV / counts_VV.sum(axis=1, keepdims=True))
        yield halves.scored(
            "by the token before",
            lambda x, y: -log_VV[x[y != NOT_ASKED], y[y != NOT_ASKED]].mean(),
        )


def for_reconstruction(halves: Halves, num_latent: int | None) -> Iterator[Row]:
    """Mean squared errors of reconstructing the targets from as many numbers as the network's narrowest layer has."""
    flat = Halves(*(_flat(part) for part in _parts(halves)))
    mean_F = flat.train_y.mean(axis=0, dtype=np.float64)
    yield flat.scored("always the mean sample", lambda _, y: mse(mean_F, y))
    if num_latent is None or num_latent >= min(flat.train_y.shape):
        return
    from sklearn.decomposition import PCA

    fitted = PCA(num_latent, svd_solver="covariance_eigh").fit(_first(flat.train_y))
    name = f"PCA with {num_latent} number{'s'[: num_latent > 1]}"
    yield flat.scored(
        _named(name, flat.train_y),
        lambda x, y: mse(fitted.inverse_transform(fitted.transform(x)), y),
    )


def r2(predicted: Array, truth: Array) -> float:
    """R² = 1 - Σ(t - y)² / Σ(t - t̄)², over all targets together."""
    truth = truth.astype(np.float64)
    spread = np.square(truth - truth.mean(axis=0)).sum()
    return float(1 - np.square(truth - predicted).sum() / spread) if spread else math.nan


def mse(predicted: Array, truth: Array) -> float:
    """The mean squared error over all numbers."""
    return float(np.square(predicted - truth.astype(np.float64)).mean())


def _logistic(name: str, halves: Halves) -> Row:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    inputs, targets = _first(halves.train_x), halves.train_y
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        fitted = LogisticRegression(max_iter=ROUNDS).fit(inputs, targets[: len(inputs)])
    return halves.scored(_named(name, halves.train_x), lambda x, y: (fitted.predict(x) == y).mean())


def _linear(name: str, halves: Halves, measure: Any) -> Row:
    from sklearn.linear_model import LinearRegression

    inputs, targets = _first(halves.train_x), halves.train_y
    fitted = LinearRegression().fit(inputs, targets[: len(inputs)])
    return halves.scored(_named(name, halves.train_x), lambda x, y: measure(fitted.predict(x), y))


def _first(values_NF: Array) -> Array:
    """The first samples, as many as a method is fitted to."""
    return values_NF[: max(1, MOST_FITTED // values_NF.shape[1])].astype(np.float64)


def _named(name: str, values_NF: Array) -> str:
    """A method's name. It has the number of samples where the method was not fitted to all."""
    fitted = len(_first(values_NF))
    return name if fitted == len(values_NF) else f"{name} (fitted to {fitted:,} samples)"


def _flat(values: Array) -> Array:
    return values.reshape(len(values), -1)


def _bags(tokens_NT: Array, num_tokens: int, pad_token: int | None) -> Array:
    """How often each token occurs in each sample [N, V]. Padding is not counted."""
    counts_NV = np.zeros((len(tokens_NT), num_tokens))
    np.add.at(counts_NV, (np.arange(len(tokens_NT))[:, None], tokens_NT), 1)
    if pad_token is not None:
        counts_NV[:, pad_token] = 0
    return counts_NV


def _parts(halves: Halves) -> tuple[Array, Array, Array, Array]:
    return halves.train_x, halves.train_y, halves.test_x, halves.test_y
