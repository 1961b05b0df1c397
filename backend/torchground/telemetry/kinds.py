"""The kinds of reading: a probe says which kind it measured, a view says which kind it draws.

Adding a kind is rare: write it here, then a view that draws it (a test fails until the view is there).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np

Kind: TypeAlias = Literal[
    "field2d",
    "image",
    "matrix",
    "vector",
    "histogram",
    "confusion",
    "samples",
    "prediction",
    "curve",
    "scalar",
    "states",
    "lines",
    "attention",
    "tokens",
    "scatter",
    "images",
    "bars",
    "table",
    "surface",
]

KINDS: dict[str, str] = {
    "field2d": "values [units, size, size]: what each unit computes over the input plane, row 0 at x2 = high",
    "image": "values [channels, height, width]: filters or feature maps",
    "matrix": "values [rows, columns]: a weight matrix (rows are outputs), bias [rows] where there is one",
    "vector": "values [units]: activations of one sample, or class probabilities",
    "histogram": "counts [bins]; facts low, high, mean, std, num_zero",
    "confusion": "counts [classes, classes]: row is the true class, column the predicted one",
    "samples": "images [n, height, width], index [n], target [n], predicted [n], loss [n]",
    "prediction": "truth [n], predicted [n], each in the units of the target",
    "curve": "x [n], y [n, outputs]: the network's function of its one input",
    "scalar": "values []: one number",
    "states": "values [parts, steps, units]: units over time, part by part; facts names [parts], tokens [steps] or "
    "null",
    "lines": "x [n], y [lines, n]; facts names [lines], x_label, y_label, log (y on a log axis), now (an x or null), "
    "references [{value, label}] (level lines)",
    "attention": "values [heads, queries, keys], each row adds up to 1; facts tokens [keys], causal",
    "tokens": "values [n]: one number for each token; facts tokens [n], meaning, choices [n] of "
    "[{token, probability}] or null",
    "scatter": "points [n, 2], group [n] int; facts groups (names), low, high; where there are any: index [n] (which "
    "sample each is), marked [m, 2] (points of now), ellipses [n, 4] "
    "(centre, radii), arrows [m, 4] (from, to), lines [k, 4] (from, to), grid [rows, columns, 2] (a warped grid)",
    "images": "values [rows, columns, height, width]; facts row_names, captions [rows][columns], signed, bound",
    "bars": "values [series, n]; facts series (names), names [n], log, references [{value, label}]",
    "table": "facts columns (names), rows (lists of text and numbers); no tensors",
    "surface": "values [size, size], row 0 at high y, path [n, 2]; facts low, high (of both axes), paths",
}
"""Every kind with the tensors a reading of it carries and their shapes."""


@dataclass(frozen=True)
class Quantized:
    """A tensor as int8 with one scale for all of it or one for each slice of its first axis.

    The value is ``data * scale``; the error is at most half a scale.
    """

    data: np.ndarray[Any, np.dtype[np.int8]]
    scale: np.ndarray[Any, np.dtype[np.float32]]
    """Shape () or (first axis,)."""


Tensor: TypeAlias = "np.ndarray[Any, np.dtype[Any]] | Quantized"


@dataclass(frozen=True)
class Reading:
    """What one probe measured at one place of the network, at one step."""

    kind: Kind
    path: str
    """Where: a node id, ``node.param`` (``h1.weight``), or ``""`` for the whole network."""
    tensors: Mapping[str, Tensor]
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Small plain JSON values: low, high, class names, how many of how many are shown."""
