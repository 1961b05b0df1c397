"""Cut samples out of data with an order: a series in time or a text. The test half comes after the train half."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
"""Numbers [steps, features] or tokens [steps]."""


def cut(num_steps: int, test_fraction: float, window: int) -> int:
    """How many of ``num_steps`` steps belong to the train half; the rest is the test half.

    Each half has room for a window and the next step. Needs ``num_steps`` of at least two windows plus two.
    """
    asked = int(num_steps * (1 - test_fraction) + 0.5)
    return min(max(asked, window + 1), num_steps - window - 1)


def num_windows(num_steps: int, window: int, stride: int) -> int:
    """How many windows there are that are followed by at least one more step."""
    return max(0, (num_steps - 1 - window) // stride + 1)


def windows(values: Array, window: int, stride: int, ahead: int = 0) -> Array:
    """Windows [n, window, …] over values [steps, …].

    Each window starts ``stride`` after the one before, and each is followed by at least one more step. With ``ahead``
    1, all windows are moved one step on.
    """
    starts = np.arange(num_windows(len(values), window, stride)) * stride + ahead
    found: Array = values[starts[:, None] + np.arange(window)]
    return found
