"""Probes that tell rows of a table in people's units: the hardest ones, and predictions for rows that are given."""

from __future__ import annotations

import numpy as np
import pytest

from tests.probing.test_probes_of_answers import begun, look, outputs
from torchground.probing.probe import ProbeError


def test_the_hardest_rows_are_told_in_their_own_units_and_names() -> None:
    training, scheduler = begun("iris")
    (reading,) = look(scheduler, "worst_rows", count=4)
    facts = reading.facts
    names = training.project.info.features
    assert facts.columns == ["sample", *names, "species", "predicted", "loss"]
    losses = [row[-1] for row in facts.rows]
    assert losses == sorted(losses, reverse=True)
    x, y = training.measured.test
    told = outputs(training, x).argmax(dim=1)
    classes, split = training.project.info.classes, training.split
    assert split.input_mean is not None
    assert split.input_std is not None
    for row in facts.rows:
        place = int(row[0]) - 1
        own = x[place].numpy() * split.input_std + split.input_mean
        assert np.allclose(row[1:-3], own, rtol=1e-4)
        assert row[1] > 3, "a sepal has some centimetres"
        assert row[-3:-1] == [classes[int(y[place])], classes[int(told[place])]]


def test_rows_that_are_given_are_answered_in_order() -> None:
    training, scheduler = begun("iris")
    x = training.measured.test[0][:5]
    text = ";".join(",".join(str(float(value)) for value in row) for row in x)
    (reading,) = look(scheduler, "predictions", rows=text)
    chances = outputs(training, x).softmax(dim=1)
    names = training.project.info.classes
    assert reading.facts.columns == ["predicted", "sure"]
    for row, chance in zip(reading.facts.rows, chances, strict=True):
        assert row[0] == names[int(chance.argmax())]
        assert row[1] == pytest.approx(float(chance.max()), abs=1e-5)


def test_numbers_are_predicted_in_the_units_of_the_target() -> None:
    training, scheduler = begun("diabetes")
    x = training.measured.test[0][:3]
    text = ";".join(",".join(str(float(value)) for value in row) for row in x)
    (reading,) = look(scheduler, "predictions", rows=text)
    own = outputs(training, x)[:, 0] * training.split.target_std + training.split.target_mean
    assert [row[0] for row in reading.facts.rows] == pytest.approx(own.tolist(), rel=1e-4)


@pytest.mark.parametrize("rows", ["1,2", "1,2,3,x", "1,2,3,nan", "1,2,3,4;", "1,2,3,4;5"])
def test_rows_that_do_not_fit_are_named(rows: str) -> None:
    _, scheduler = begun("iris")
    with pytest.raises(ProbeError, match=r"row \d"):
        look(scheduler, "predictions", rows=rows)


def test_pictures_have_no_rows() -> None:
    _, scheduler = begun("ae-digits")
    for probe in ("worst_rows", "predictions"):
        with pytest.raises(ProbeError):
            look(scheduler, probe)
