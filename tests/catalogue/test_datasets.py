"""Tests of single data sets, beyond those that torchground.testing.datasets runs for every data set."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.splitting import split_sizes
from torchground.testing.drawings import data_at_hand

TYPES = data_at_hand()
EXPECTED = {
    "circle",
    "xor",
    "gaussians",
    "spiral",
    "moons",
    "rings",
    "sine",
    "plane",
    "iris",
    "wine",
    "breast_cancer",
    "diabetes",
    "digits",
    "truth_table",
    "lines",
    "canvas",
    "recall",
    "series",
    "sort",
    "mirror",
    "agreement",
    "sentiment",
    "names",
    "ring",
    "pydoc",
    "outlier_line",
    "surface_start",
    "painted",
}
SEEDED = [name for name in TYPES if "seed" in entries("datasets")[name].model_fields]
SIZES = ("num_samples", "length", "num_chars")


def has_classes(type_id: str) -> bool:
    return bool(parse("datasets", {"type": type_id}).info().classes)


def test_the_first_sets_are_there() -> None:
    assert set(TYPES) >= EXPECTED


@pytest.mark.parametrize("type_id", list(entries("datasets")))
def test_a_data_set_speaks_to_a_beginner(type_id: str) -> None:
    entry = entries("datasets")[type_id]
    assert len(entry.help()) > 60
    assert entry.title
    assert entry.group
    assert entry.source
    for name, field in entry.model_fields.items():
        assert name == "type" or field.description, f"{type_id}.{name} has no help"


@pytest.mark.parametrize("type_id", [name for name in SEEDED if has_classes(name)])
def test_classes_keep_their_shares(type_id: str) -> None:
    split = parse("datasets", {"type": type_id, "test_fraction": 0.3}).split()
    train, test = (np.bincount(half.targets) / len(half) for half in (split.train, split.test))
    assert np.abs(train - test).max() < 0.03


@pytest.mark.parametrize("type_id", ["iris", "wine", "breast_cancer", "diabetes"])
def test_tables_are_standardized_by_what_is_trained_on(type_id: str) -> None:
    split = parse("datasets", {"type": type_id}).split()
    assert np.abs(split.train.inputs.mean(axis=0)).max() < 1e-5
    assert np.abs(split.train.inputs.std(axis=0) - 1).max() < 1e-4
    assert np.abs(split.test.inputs.mean(axis=0)).max() > 1e-3


def test_the_target_of_diabetes_can_be_given_back_its_units() -> None:
    dataset = parse("datasets", {"type": "diabetes"})
    split = dataset.split()
    halves = np.concatenate([split.train.targets, split.test.targets])
    back = halves * split.target_std + split.target_mean
    assert sorted(np.round(back[:, 0]).tolist()) == sorted(dataset.samples().targets[:, 0].tolist())


def test_digits_are_real_pictures_from_0_to_1() -> None:
    samples = parse("datasets", {"type": "digits"}).samples()
    assert len(samples) == 1797
    assert samples.inputs.min() == 0
    assert samples.inputs.max() == 1


def test_the_spiral_of_the_design_is_two_arms_on_the_plane() -> None:
    fields = {"num_samples": 500, "noise": 0.1, "test_fraction": 0.5, "seed": 1}
    spiral = parse("datasets", {"type": "spiral", **fields})
    info = spiral.info()
    assert (info.num_train, info.num_test, info.shape, info.plane) == (250, 250, (2,), (-2, 2))
    assert len(info.classes) == 2


@given(st.integers(10, 20_000), st.floats(0.05, 0.9), st.integers(1, 5))
def test_each_half_has_room_for_every_class(count: int, fraction: float, classes: int) -> None:
    train, test = split_sizes(count, fraction, classes)
    assert train + test == count
    assert min(train, test) >= classes
    assert abs(test - count * fraction) <= max(classes, 1)


def most(field: Any) -> int:
    """The largest number that a field accepts."""
    return int(next(rule.le for rule in field.metadata if hasattr(rule, "le")))


@pytest.mark.parametrize("type_id", TYPES)
def test_the_largest_set_is_made(type_id: str) -> None:
    fields = entries("datasets")[type_id].model_fields
    largest: dict[str, Any] = {name: most(fields[name]) for name in SIZES if name in fields}
    if "test_fraction" in fields:
        largest["test_fraction"] = 0.9
    dataset = parse("datasets", {"type": type_id, **largest})
    assert len(dataset.split().test) == dataset.info().num_test
