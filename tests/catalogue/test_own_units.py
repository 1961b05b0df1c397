"""The columns that inputs are made of, in their own units and names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.own_units import rows_of
from torchground.catalogue.bases.preview import preview
from torchground.files.meta import Column, TableMeta
from torchground.files.store import FileStore
from torchground.files.tensorfile import write_arrays

AGES = np.array([20, 30, 40, 50, 60, 70, 25, 35], np.float64)
CITIES = np.array([0, 1, 0, 1, -1, 1, 0, 1], np.int32)
PRICES = AGES * 10


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    """A store with one table: age, city (once missing) and price."""
    store = FileStore(tmp_path)
    meta = TableMeta(
        rows=8,
        columns=[
            Column(name="age", kind="number", missing=0, low=20, high=70),
            Column(name="city", kind="category", missing=1, levels=["Bern", "Rome"], counts=[3, 4]),
            Column(name="price", kind="number", missing=0, low=200, high=700, role="target"),
        ],
    )
    with store.new() as new:
        write_arrays(new.file, {"n0": AGES, "c1": CITIES, "n2": PRICES})
        store.put(KEY, meta, new)
    return store


KEY = "a" * 64


def table(files: FileStore, **more: object) -> object:
    return parse("datasets", {"type": "csv_table", "file": KEY, "target": "price", **more}, files)


@pytest.mark.parametrize("scale", ["standardize", "none"])
def test_a_preview_tells_how_inputs_are_made_of_columns(files: FileStore, scale: str) -> None:
    found = preview(table(files, scale=scale))  # type: ignore[arg-type]
    age, city = found.columns
    assert (age.name, age.levels, age.low, age.high, age.whole) == ("age", [], 20, 70, True)
    assert (city.name, city.levels) == ("city", ["Bern", "Rome"])
    assert (len(city.mean), len(city.std)) == (2, 2)
    assert found.train.inputs is not None
    ages = [row[0] * age.std[0] + age.mean[0] for row in found.train.inputs]
    assert {round(one) for one in ages} <= set(AGES)
    assert found.target_std == pytest.approx(1.0) or scale == "standardize" or found.target_std > 1


def test_rows_are_told_in_units_and_names_and_gaps_are_empty(files: FileStore) -> None:
    dataset = table(files)
    split = dataset.split()  # type: ignore[attr-defined]
    columns = dataset.input_columns()  # type: ignore[attr-defined]
    rows = [
        row for part in (split.train, split.test) for row in rows_of(part.inputs, split, columns)
    ]
    names = ["Bern", "Rome", None]
    wanted = {(age, names[city]) for age, city in zip(AGES, CITIES, strict=True)}
    assert {(round(float(age)), city) for age, city in rows} == wanted


@pytest.mark.parametrize(("type_id", "has"), [("iris", True), ("spiral", False), ("digits", False)])
def test_only_inputs_that_have_other_units_have_columns(type_id: str, has: bool) -> None:
    found = preview(parse("datasets", {"type": type_id}, None))
    assert bool(found.columns) is has
    if has:
        assert [column.name for column in found.columns] == found.info.features
