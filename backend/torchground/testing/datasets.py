"""Questions to every data set: same fields give same bytes, halves fit the info, and all numbers are finite."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.samples import (
    DataError,
    DataInfo,
    Range,
    Samples,
    Split,
    Targets,
)
from torchground.catalogue.bases.shapes import NotHere
from torchground.testing.fields import fields

USUAL_TASKS = {
    "classes": ("classification",),
    "numbers": ("regression",),
    "tokens": ("language_modelling", "masked_language_modelling"),
    "none": ("gan", "minimize"),
}
"""The tasks that may be the default task of a data set, by the type of its targets."""
MOST_SAMPLES = 300
"""The most samples of a drawn data set, so that the tests are fast."""


def has_halves_that_are_what_its_info_says(kind: type[Entry]) -> None:
    """Both halves have the shapes, dtypes and ranges of the info and every class that has samples. Its tasks exist."""
    if not is_at_hand(kind):
        return

    @settings(max_examples=25, deadline=None)
    @given(data=st.data())
    def hold(data: st.DataObject) -> None:
        dataset = draw_dataset(kind, data)
        if dataset is None:
            return
        info, split = dataset.info(), dataset.split()
        for half, count in ((split.train, info.num_train), (split.test, info.num_test)):
            _assert_inputs_fit(half, info, count)
            _assert_targets_fit(half, info, count)
        if info.classes and not getattr(dataset, "label_noise", 0):
            there_are = set(dataset.samples().targets.tolist())
            for half in (split.train, split.test):
                assert set(half.targets.tolist()) == there_are
        _assert_lies_within(info.input_range, split.train.inputs, split.test.inputs)
        if info.asks == "numbers":
            _assert_lies_within(info.target_range, split.train.targets, split.test.targets)
        if info.classes:
            _assert_names_the_empty_classes(info, dataset.samples())
        assert len(info.features) in (0, info.shape[0])
        assert dataset.tasks[0] in USUAL_TASKS[info.asks]
        assert set(dataset.tasks) <= set(entries("tasks"))
        if info.plane:
            edge = np.abs(np.concatenate([split.train.inputs, split.test.inputs]))
            assert (edge <= info.plane[1]).mean() > 0.9

    hold()


def _assert_lies_within(wanted: Range | None, *halves: Targets) -> None:
    if wanted is not None:
        assert all(wanted[0] <= half.min() and half.max() <= wanted[1] for half in halves)


def _assert_names_the_empty_classes(info: DataInfo, samples: Samples) -> None:
    there_are = set(samples.targets.tolist())
    empty = [name for index, name in enumerate(info.classes) if index not in there_are]
    assert info.empty_classes == empty


def gives_the_same_bytes_for_the_same_fields(kind: type[Entry]) -> None:
    """A run can be repeated only if its data can be made again."""
    if not is_at_hand(kind):
        return

    @settings(max_examples=8, deadline=None)
    @given(data=st.data())
    def hold(data: st.DataObject) -> None:
        dataset = draw_dataset(kind, data)
        if dataset is not None:
            again = parse("datasets", dataset.model_dump())
            assert as_bytes(dataset.split()) == as_bytes(again.split())

    hold()


def gives_other_halves_for_another_seed(kind: type[Entry]) -> None:
    """Another seed gives other halves, where the data set has a seed."""
    if is_at_hand(kind) and "seed" in kind.model_fields:
        one, two = (kind.model_validate({"seed": seed}) for seed in (1, 2))
        assert isinstance(one, Dataset)
        assert isinstance(two, Dataset)
        assert as_bytes(one.split()) != as_bytes(two.split())


def puts_every_sample_in_one_half(kind: type[Entry]) -> None:
    """Train and test share no sample, and no sample is lost. Or both are the same samples, where there are too few."""
    if not is_at_hand(kind):
        return
    dataset = kind.model_validate({})
    assert isinstance(dataset, Dataset)
    samples, split = dataset.samples(), dataset.split()
    if as_bytes(split)[:2] == as_bytes(split)[2:]:
        assert type(dataset).split is not Dataset.split, "both halves are the same samples"
        return
    assert len(split.train) + len(split.test) == len(samples)
    if not dataset.standardize:
        halves = np.concatenate([split.train.inputs, split.test.inputs])
        whole = sorted(row.tobytes() for row in samples.inputs)
        assert sorted(row.tobytes() for row in halves) == whole


def says_what_to_do_where_its_data_are_missing(kind: type[Entry]) -> None:
    """A data set that needs a file or a download says so in a sentence, whichever function is called."""
    if is_at_hand(kind):
        return
    dataset = kind.model_validate({})
    assert isinstance(dataset, Dataset)
    for ask in (dataset.samples, dataset.split):
        with pytest.raises(DataError, match=r".{30}"):
            ask()
    assert len(_why_not_at_hand(dataset)) > 30


QUESTIONS = (
    has_halves_that_are_what_its_info_says,
    gives_the_same_bytes_for_the_same_fields,
    gives_other_halves_for_another_seed,
    puts_every_sample_in_one_half,
    says_what_to_do_where_its_data_are_missing,
)


# ---- helpers ----------------------------------------------------------------------------------------


def is_at_hand(kind: type[Entry]) -> bool:
    """Whether the data set with its default fields needs neither a person's file nor a download."""
    dataset = kind.model_validate({})
    assert isinstance(dataset, Dataset)
    return _why_not_at_hand(dataset) == ""


def _why_not_at_hand(dataset: Dataset) -> str:
    """What is missing, in the data set's own words. Empty where nothing is missing."""
    try:
        dataset.require()
        dataset.info()
    except (DataError, NotHere) as missing:
        return str(missing)
    return ""


def draw_dataset(kind: type[Entry], data: st.DataObject) -> Dataset | None:
    """A data set of this type with random fields. None where its own rules refuse the fields."""
    try:
        found: Dataset = parse("datasets", data.draw(fields(kind, most=MOST_SAMPLES)))
        found.info()
    except (ValidationError, DataError):
        return None
    return found


def as_bytes(split: Split) -> list[bytes]:
    """Inputs and targets of the train half, then of the test half."""
    halves = (split.train, split.test)
    return [array.tobytes() for half in halves for array in (half.inputs, half.targets)]


def _assert_inputs_fit(half: Samples, info: DataInfo, count: int) -> None:
    assert count > 0
    assert half.inputs.shape == (count, *info.shape)
    assert half.inputs.dtype == (np.int64 if info.is_tokens else np.float32)
    assert np.isfinite(half.inputs).all()
    if info.is_tokens:
        assert half.inputs.min() >= 0
        assert half.inputs.max() < len(info.vocab)


def _assert_targets_fit(half: Samples, info: DataInfo, count: int) -> None:
    assert np.isfinite(half.targets).all()
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
