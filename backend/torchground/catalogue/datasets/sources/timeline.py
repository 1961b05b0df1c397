"""Samples cut out of what has an order: a series in time or a text, with the test half behind the train half."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
"""Numbers [steps, features] or tokens [steps]."""


def cut(num_steps: int, test_fraction: float, window: int) -> int:
    """How many of so many steps come before the test half, which is the last of them; in each half there is room for a
    window and what comes next. Needs ``num_steps`` of at least two windows and two."""
    asked = int(num_steps * (1 - test_fraction) + 0.5)
    return min(max(asked, window + 1), num_steps - window - 1)


def num_windows(num_steps: int, window: int, stride: int) -> int:
    """How many windows there are that still have a step behind them."""
    return max(0, (num_steps - 1 - window) // stride + 1)


def windows(values: Array, window: int, stride: int, ahead: int = 0) -> Array:
    """Windows [n, window, …] over values [steps, …], each ``stride`` after the one before and with a step behind it;
    with ``ahead`` 1 the same windows one step on."""
    starts = np.arange(num_windows(len(values), window, stride)) * stride + ahead
    found: Array = values[starts[:, None] + np.arange(window)]
    return found
