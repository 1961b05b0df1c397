"""Every data set keeps what it says: same fields, same bytes; halves that fit the info; numbers that are numbers."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue.drawing import data_at_hand
from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.samples import DataError, DataInfo, Samples, Split
from torchground.catalogue.bases.splitting import split_sizes

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
WHOLE = ("truth_table", "surface_start")
"""Train and test are the same samples."""
ASKED = {
    "classes": ("classification",),
    "numbers": ("regression",),
    "tokens": ("language_modelling", "masked_language_modelling"),
    "none": ("gan", "minimize"),
}
"""The tasks that may be the usual one of a set, by what its targets are."""


def values_of(name: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a field accepts, by its own declaration; big sets are kept small to be quick."""
    if "anyOf" in schema:
        return st.one_of([values_of(name, branch) for branch in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "null":
        return st.none()
    if schema["type"] == "integer":
        least, most = schema["minimum"], schema["maximum"]
        return st.integers(least, min(most, max(300, least + 100)) if name in SIZES else most)
    if schema["type"] == "number":
        return st.floats(schema["minimum"], schema["maximum"])
    least, most = schema["minItems"], schema["maxItems"]
    return st.lists(values_of(name, schema["items"]), min_size=least, max_size=most, unique=True)


SIZES = ("num_samples", "length", "num_chars")
DRAWN_ELSEWHERE = {"painted": {"points", "classes"}}
"""Fields that hang together; the tests of the generators draw them."""


@st.composite
def datasets(draw: st.DrawFn, type_id: str) -> Dataset:
    """Any data set of a type."""
    entry = entries("datasets")[type_id]
    schemas = entry.model_json_schema()["properties"]
    given_fields = {
        name: draw(values_of(name, schemas[name]))
        for name in sorted(entry.model_fields.keys() - DRAWN_ELSEWHERE.get(type_id, set()))
        if name != "type" and draw(st.booleans())
    }
    found: Dataset = parse("datasets", {"type": type_id, **given_fields})
    return found


def has_classes(type_id: str) -> bool:
    return bool(parse("datasets", {"type": type_id}).info().classes)


def as_bytes(split: Split) -> list[bytes]:
    halves = (split.train, split.test)
    return [array.tobytes() for half in halves for array in (half.inputs, half.targets)]


def test_the_first_sets_are_there() -> None:
    assert set(TYPES) >= EXPECTED


@pytest.mark.parametrize("type_id", sorted(set(entries("datasets")) - set(TYPES)))
def test_a_set_that_needs_a_file_says_what_to_do(type_id: str) -> None:
    dataset: Dataset = parse("datasets", {"type": type_id})
    for ask in (dataset.info, dataset.samples, dataset.split):
        with pytest.raises(DataError) as problem:
            ask()
        assert len(str(problem.value)) > 30


@pytest.mark.parametrize("type_id", list(entries("datasets")))
def test_a_data_set_speaks_to_a_beginner(type_id: str) -> None:
    entry = entries("datasets")[type_id]
    assert len(entry.help()) > 60
    assert entry.title
    assert entry.group
    assert entry.source
    for name, field in entry.model_fields.items():
        assert name == "type" or field.description, f"{type_id}.{name} has no help"


def targets_fit(half: Samples, info: DataInfo, count: int) -> None:
    """Fails where the targets are not what the info says of them."""
    if info.asks == "classes":
        assert half.targets.dtype == np.int64
        assert half.targets.shape == (count,)
        assert set(half.targets.tolist()) <= set(range(len(info.classes)))
    elif info.asks == "tokens":
        assert half.targets.dtype == np.int64
        assert half.targets.shape == half.inputs.shape
        assert half.targets.max() < len(info.vocab)
        assert set(half.targets[half.targets < 0].tolist()) <= {-100}
        assert (half.targets >= 0).any(axis=1).all(), "something is asked of each sample"
    else:
        assert half.targets.dtype == np.float32
        assert half.targets.shape == (count, info.num_targets)


@pytest.mark.parametrize("type_id", TYPES)
@given(data=st.data())
@settings(max_examples=25)
def test_the_halves_are_what_the_info_says(type_id: str, data: st.DataObject) -> None:
    dataset = data.draw(datasets(type_id))
    info, split = dataset.info(), dataset.split()
    for half, count in ((split.train, info.num_train), (split.test, info.num_test)):
        assert half.inputs.shape == (count, *info.shape)
        assert half.inputs.dtype == (np.int64 if info.is_tokens else np.float32)
        assert np.isfinite(half.inputs).all()
        assert np.isfinite(half.targets).all()
        assert count > 0
        if info.is_tokens:
            assert half.inputs.min() >= 0
            assert half.inputs.max() < len(info.vocab)
        targets_fit(half, info, count)
    if info.classes and not getattr(dataset, "label_noise", 0):
        for half in (split.train, split.test):
            assert set(half.targets.tolist()) == set(range(len(info.classes)))
    assert len(info.features) in (0, info.shape[0])
    assert dataset.tasks[0] in ASKED[info.asks]
    assert set(dataset.tasks) <= set(entries("tasks"))
    if info.plane:
        edge = np.abs(np.concatenate([split.train.inputs, split.test.inputs]))
        assert (edge < info.plane[1]).mean() > 0.9


@pytest.mark.parametrize("type_id", TYPES)
@given(data=st.data())
@settings(max_examples=8)
def test_the_same_fields_give_the_same_bytes(type_id: str, data: st.DataObject) -> None:
    dataset = data.draw(datasets(type_id))
    again = parse("datasets", dataset.model_dump())
    assert as_bytes(dataset.split()) == as_bytes(again.split())


@pytest.mark.parametrize("type_id", SEEDED)
def test_another_seed_gives_other_halves(type_id: str) -> None:
    one, two = (parse("datasets", {"type": type_id, "seed": seed}).split() for seed in (1, 2))
    assert as_bytes(one) != as_bytes(two)


@pytest.mark.parametrize("type_id", TYPES)
def test_every_sample_is_in_one_half(type_id: str) -> None:
    dataset = entries("datasets")[type_id].model_validate({})
    assert isinstance(dataset, Dataset)
    samples, split = dataset.samples(), dataset.split()
    if type_id in WHOLE:
        assert as_bytes(split)[:2] == as_bytes(split)[2:]
        return
    assert len(split.train) + len(split.test) == len(samples)
    if not dataset.standardize:
        halves = np.concatenate([split.train.inputs, split.test.inputs])
        assert sorted(row.tobytes() for row in halves) == sorted(
            row.tobytes() for row in samples.inputs
        )


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
    """The largest number a field accepts."""
    return int(next(rule.le for rule in field.metadata if hasattr(rule, "le")))


@pytest.mark.parametrize("type_id", TYPES)
def test_the_largest_set_is_made(type_id: str) -> None:
    fields = entries("datasets")[type_id].model_fields
    largest: dict[str, Any] = {name: most(fields[name]) for name in SIZES if name in fields}
    if "test_fraction" in fields:
        largest["test_fraction"] = 0.9
    dataset = parse("datasets", {"type": type_id, **largest})
    assert len(dataset.split().test) == dataset.info().num_test
