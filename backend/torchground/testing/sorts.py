"""One data info for each sort of data, with random samples; and random entries."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st
from pydantic import ValidationError

from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.samples import DataInfo, Samples, Split
from torchground.testing.fields import fields

PLANE = DataInfo(
    shape=(2,),
    num_train=12,
    num_test=8,
    classes=["a", "b"],
    plane=(-1.0, 1.0),
    modes=[(0.5, 0.5), (-0.5, -0.5)],
    mode_radius=0.2,
)
INFOS = {
    "points of two classes": PLANE,
    "points of three classes": PLANE.model_copy(update={"classes": ["a", "b", "c"]}),
    "numbers": DataInfo(shape=(4,), num_train=12, num_test=8, num_targets=2),
    "series": DataInfo(shape=(6, 3), num_train=12, num_test=8, num_targets=1),
    "pictures": DataInfo(shape=(1, 8, 8), num_train=12, num_test=8, classes=["a", "b", "c"]),
    "colours": DataInfo(shape=(3, 8, 8), num_train=12, num_test=8, classes=["a", "b", "c"]),
    "sentences": DataInfo(
        shape=(5,), num_train=12, num_test=8, vocab=["a", "b", "c"], classes=["p", "q"]
    ),
    "text": DataInfo(
        shape=(5,), num_train=12, num_test=8, vocab=["a", "b", "c"], token_targets=True, causal=True
    ),
    "hidden tokens": DataInfo(
        shape=(5,),
        num_train=12,
        num_test=8,
        vocab=["a", "b", "[MASK]"],
        token_targets=True,
        mask_token=2,
    ),
    "nothing": DataInfo(shape=(1,), num_train=12, num_test=8, num_targets=0),
}
"""One data info for each sort of data."""


def draw_entry(kind: type[Entry], data: st.DataObject) -> Any:
    """An entry with random fields that its schema and its own rules accept. Text fields keep their defaults, because
    random text has no meaning."""
    drawn = data.draw(fields(kind))
    properties = kind.model_json_schema()["properties"]
    told = {n: v for n, v in drawn.items() if n == "type" or not _is_text(properties[n])}
    try:
        return parse(kind.family, told)
    except ValidationError:
        assume(False)
        raise


def _is_text(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "string" and "enum" not in schema


def samples(info: DataInfo, count: int, rng: np.random.Generator) -> Samples:
    """Random samples of this sort."""
    if info.is_tokens:
        inputs = rng.integers(0, len(info.vocab), (count, *info.shape))
    else:
        inputs = rng.random((count, *info.shape)).astype(np.float32)
    if info.token_targets:
        targets = rng.integers(0, len(info.vocab), (count, *info.shape))
        targets[:, 1] = -100
    elif info.classes:
        targets = rng.integers(0, len(info.classes), count)
    else:
        targets = rng.standard_normal((count, info.num_targets)).astype(np.float32)
    return Samples(inputs, targets)


def split(info: DataInfo) -> Split:
    rng = np.random.default_rng(4)
    return Split(samples(info, info.num_train, rng), samples(info, info.num_test, rng))
