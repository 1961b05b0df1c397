"""Columns far from zero keep the digits in which they differ."""

from __future__ import annotations

import numpy as np

from tests.uploads.conftest import Upload
from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import parse
from torchground.uploads.answer import Found


def test_numbers_are_centred_and_scaled_before_they_are_rounded(upload: Upload) -> None:
    rng = np.random.default_rng(0)
    x = rng.integers(0, 200, 120)
    lines = [f"{1_700_000_000 + v},{v % 7}.5,{2_000_000_000 + 3 * v}" for v in x]
    key, answer = upload("table", "\n".join(["time,x,pressure", *lines]))
    assert isinstance(answer, Found)
    fields = {"type": "csv_table", "file": key, "target": "pressure"}
    data: Dataset = parse("datasets", fields, upload.files)
    split = data.split()
    assert split.train.inputs.dtype == split.train.targets.dtype == np.float32
    # Both are the same numbers in other units, so they are equal once they are standardized.
    assert np.allclose(split.train.inputs[:, 0], split.train.targets[:, 0], atol=1e-5)
    back = split.test.targets[:, 0].astype(np.float64) * split.target_std + split.target_mean
    assert np.abs(back - np.rint(back)).max() < 1e-3
    assert split.input_mean is not None
    assert abs(float(split.input_mean[0]) - 1_700_000_100) < 30, "inputs are told in their units"
    assert data.samples().inputs.dtype == np.float32
