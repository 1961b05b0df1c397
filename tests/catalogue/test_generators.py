"""What generated data sets mean: mirrored rows are mirrored, sorted rows are sorted, no test sample is a train
sample."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.samples import DataError, Samples
from torchground.catalogue.datasets import pydoc
from torchground.catalogue.datasets.sources.timeline import cut, num_windows, windows
from torchground.network.check.checking import check
from torchground.testing.drawings import project


def made(type_id: str, **fields: Any) -> Dataset:
    dataset: Dataset = parse("datasets", {"type": type_id, **fields})
    return dataset


def words(dataset: Dataset, samples: Samples) -> list[list[str]]:
    """Every sample as text."""
    vocab = dataset.info().vocab
    return [[vocab[token] for token in row] for row in samples.inputs]


@pytest.mark.parametrize(
    ("function", "answers"),
    [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("nand", [1, 1, 1, 0]), ("xor", [0, 1, 1, 0])],
)
def test_a_truth_table_has_its_four_rows_in_order_in_both_halves(
    function: str, answers: list[int]
) -> None:
    split = made("truth_table", function=function).split()
    for half in (split.train, split.test):
        assert half.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
        assert half.targets.tolist() == answers


@pytest.mark.parametrize(
    ("function", "epochs", "weight", "bias"),
    [
        ("and", 6, [2, 1], -2),
        ("or", 4, [1, 1], 0),
        ("nand", 6, [-2, -1], 3),
        ("xor", None, None, 0),
    ],
)
def test_rosenblatts_rule_needs_as_many_rounds_as_the_order_of_the_rows_asks_for(
    function: str, epochs: int | None, weight: list[int] | None, bias: int
) -> None:
    rows = made("truth_table", function=function).split().train
    w, b, done = np.zeros(2), 0.0, None
    for epoch in range(1, 101):
        mistakes = 0
        for x, target in zip(rows.inputs, rows.targets, strict=True):
            error = target - float(w @ x + b > 0)
            w, b, mistakes = w + error * x, b + error, mistakes + abs(error)
        if not mistakes:
            done = epoch
            break
    assert done == epochs
    if weight is not None:
        assert (w.tolist(), b) == (weight, bias)


def test_two_measurements_of_iris_are_points_of_a_plane_that_holds_them_all() -> None:
    names = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
    for first in names:
        for second in names[names.index(first) + 1 :]:
            for seed in range(5):
                flowers = made("iris", measurements=[second, first], seed=seed, test_fraction=0.5)
                info, split = flowers.info(), flowers.split()
                assert info.features == [first.replace("_", " "), second.replace("_", " ")]
                assert info.plane is not None
                points = np.concatenate([split.train.inputs, split.test.inputs])
                assert np.abs(points).max() < 1.25 * info.plane[1]
                assert np.abs(points).max() > 0.6 * info.plane[1]
    assert made("iris", measurements=["petal_width"]).info().plane is None
    assert made("iris").info().plane is None


def test_iris_asks_for_one_species_against_the_rest() -> None:
    every = made("iris").samples().targets
    for number, species in enumerate(["setosa", "versicolor", "virginica"]):
        flowers = made("iris", species=species)
        assert flowers.info().classes == ["other", species]
        assert (flowers.samples().targets == (every == number)).all()
    with pytest.raises(ValidationError, match="each measurement can be ticked once"):
        made("iris", measurements=["petal_width", "petal_width"])


@pytest.mark.parametrize("test_fraction", [0.1, 0.5])
def test_setosa_is_parted_from_the_rest_by_a_line(test_fraction: float) -> None:
    """Rosenblatt's rule makes no more mistakes after a few rounds. That proves that such a line exists."""
    flowers = made(
        "iris",
        measurements=["petal_length", "petal_width"],
        species="setosa",
        test_fraction=test_fraction,
    )
    train = flowers.split().train
    weight, bias = np.zeros(2), 0.0
    for _ in range(5):
        mistakes = 0
        for x, target in zip(train.inputs, train.targets, strict=True):
            error = target - float(weight @ x + bias > 0)
            weight, bias, mistakes = weight + error * x, bias + error, mistakes + abs(error)
    assert mistakes == 0


def test_lines_lie_in_their_direction_and_all_over() -> None:
    lines = made("lines", noise=0.0)
    samples = lines.samples()
    steps = {"horizontal": (0, 1), "vertical": (1, 0), "falling": (1, 1), "rising": (-1, 1)}
    seen = np.zeros((12, 12))
    for image, target in zip(samples.inputs[:, 0], samples.targets, strict=True):
        row, column = np.nonzero(image)
        order = np.lexsort((row, column))
        down, right = np.diff(row[order]), np.diff(column[order])
        assert set(zip(down.tolist(), right.tolist(), strict=True)) == {
            steps[lines.info().classes[target]]
        }
        seen += image
    assert seen.min() > 0


def test_a_canvas_is_a_digit_placed_by_chance() -> None:
    digits = made("digits").samples()
    canvas = made("canvas", noise=0.0, digits="5-9")
    samples, places = canvas.samples(), set()
    ours = digits.inputs[digits.targets >= 5, 0]
    for image, digit in zip(samples.inputs[:, 0], ours, strict=True):
        fits = [
            (y, x)
            for y in range(9)
            for x in range(9)
            if np.array_equal(image[y : y + 8, x : x + 8], digit)
        ]
        assert fits
        assert image.sum() == pytest.approx(digit.sum(), abs=1e-4)
        places.add(fits[0])
    assert len(places) > 60
    assert (samples.targets + 5 == digits.targets[digits.targets >= 5]).all()
    assert canvas.info().classes == ["5", "6", "7", "8", "9"]


@pytest.mark.parametrize("count", [1, 5, 150])
def test_few_labels_leave_the_test_half_as_it_is(count: int) -> None:
    whole, few = (made("canvas", labels_per_class=k).split() for k in (None, count))
    assert np.bincount(few.train.targets).max() == min(
        count, np.bincount(whole.train.targets).max()
    )
    assert np.bincount(few.train.targets).min() == min(
        count, np.bincount(whole.train.targets).min()
    )
    assert few.test.inputs.tobytes() == whole.test.inputs.tobytes()


def test_digits_take_fewer_samples_of_all_classes() -> None:
    whole, few = made("digits").split(), made("digits", num_train=100).split()
    assert len(few.train) == 100
    assert np.bincount(few.train.targets).tolist() == [10] * 10
    known = {picture.tobytes() for picture in whole.train.inputs}
    assert all(picture.tobytes() in known for picture in few.train.inputs)
    assert few.test.inputs.tobytes() == whole.test.inputs.tobytes()


def test_wrong_labels_are_drawn_anew_for_a_part_of_the_train_half() -> None:
    true, wrong = (made("digits", label_noise=part).split() for part in (0.0, 0.2))
    differ = (true.train.targets != wrong.train.targets).mean()
    assert 0.16 <= differ <= 0.2  # one in ten random labels is right by chance
    assert (true.test.targets == wrong.test.targets).all()
    assert true.train.inputs.tobytes() == wrong.train.inputs.tobytes()


@pytest.mark.parametrize("far", [1, 2, 3])
def test_test_digits_are_moved_to_all_sides(far: int) -> None:
    still, moved = made("digits").split(), made("digits", test_shift=far).split()
    assert still.train.inputs.tobytes() == moved.train.inputs.tobytes()
    sides = set()
    for before, after in zip(still.test.inputs[:, 0], moved.test.inputs[:, 0], strict=True):
        wide = np.pad(before, far)
        sides.add(
            next(
                (y, x)
                for y in (0, far, 2 * far)
                for x in (0, far, 2 * far)
                if (y, x) != (far, far) and np.array_equal(wide[y : y + 8, x : x + 8], after)
            )
        )
    assert len(sides) == 8


def test_scaled_digits_have_mean_zero_and_keep_their_distances_or_not() -> None:
    plain, centred, even = (
        made("digits", scaling=way).split().train.inputs
        for way in ("none", "center", "standardize")
    )
    for scaled in (centred, even):
        assert np.abs(scaled.mean(axis=0)).max() < 1e-5
    assert np.allclose(centred - centred[0], plain - plain[0], atol=1e-6)
    spread = even.std(axis=0)
    assert set(np.round(spread.ravel(), 3).tolist()) == {0.0, 1.0}


@pytest.mark.parametrize("steps", [2, 60])
def test_the_symbol_is_told_at_the_first_step_only(steps: int) -> None:
    recall = made("recall", steps=steps)
    samples = recall.samples()
    assert (samples.inputs[:, 0, :4].argmax(axis=1) == samples.targets).all()
    assert (samples.inputs[:, 0].sum(axis=1) == 1).all()
    assert (samples.inputs[:, 1:, :4] == 0).all()
    assert abs(samples.inputs[:, 1:, 4].std() - 1) < 0.05


def test_series_windows_follow_each_other_and_none_spans_both_halves() -> None:
    series = made("series", window=40)
    values = series.values().astype(np.float32)  # type: ignore[attr-defined]
    split = series.split()
    before = 1500
    for half, part in ((split.train, values[:before]), (split.test, values[before:])):
        for index in (0, 1, len(half) - 1):
            assert (half.inputs[index, :, 0] == part[index : index + 40]).all()
            assert half.targets[index] == part[index + 40]
        assert half.targets[-1] == part[-1], "nothing is left over"
    naive = np.square(split.test.inputs[:, -1] - split.test.targets).mean()
    assert 0.04 < naive < 0.065


def test_a_series_without_noise_is_its_formula() -> None:
    time = np.arange(400)
    wave = np.sin(2 * np.pi * time / 25) + 0.5 * np.sin(2 * np.pi * time / 60 + 1)
    series = made("series", noise=0.0, length=400)
    assert np.allclose(series.values(), wave)  # type: ignore[attr-defined]


@given(st.integers(2, 40), st.integers(1, 40), st.integers(0, 200), st.floats(0.05, 0.9))
def test_windows_lie_within_their_half(
    window: int, stride: int, more: int, fraction: float
) -> None:
    num_steps = 2 * (window + 1) + more
    before = cut(num_steps, fraction, window)
    values = np.arange(num_steps)
    for half in (values[:before], values[before:]):
        found = windows(half, window, stride)
        assert len(found) == num_windows(len(half), window, stride) >= 1
        assert found.max() < half[-1]
        assert (windows(half, window, stride, ahead=1) == found + 1).all()
        assert (np.diff(found[:, 0]) == stride).all()


@pytest.mark.parametrize(("letters", "length"), [(3, 6), (10, 12), (2, 2)])
def test_sorted_is_sorted_and_no_row_is_in_both_halves(letters: int, length: int) -> None:
    split = made("sort", letters=letters, length=length, num_samples=2000).split()
    rows = []
    for half in (split.train, split.test):
        given_letters, asked = half.inputs[:, :length], half.targets[:, length - 1 :]
        assert (np.sort(given_letters, axis=1) == asked).all()
        assert (half.targets[:, : length - 1] == -100).all()
        assert (half.inputs[:, length:] == asked[:, :-1]).all()
        rows += [row.tobytes() for row in given_letters]
    assert len(set(rows)) == len(rows) == min(2000, letters**length)


@pytest.mark.parametrize(("pairs", "hidden"), [(6, 0.3), (1, 0.01), (4, 1.0)])
def test_a_mirror_tells_what_is_hidden_at_the_other_end_and_nowhere_else(
    pairs: int, hidden: float
) -> None:
    mirror = made("mirror", pairs=pairs, hidden=hidden)
    samples, mask = mirror.samples(), mirror.info().mask_token
    masked = samples.inputs == mask
    assert ((samples.targets >= 0) == masked).all()
    assert (samples.targets[masked] == samples.inputs[:, ::-1][masked]).all()
    assert masked.any(axis=1).all()
    assert not (masked & masked[:, ::-1]).any(), "never both of a pair"
    whole = np.where(masked, samples.targets, samples.inputs)
    assert (whole == whole[:, ::-1]).all()
    if pairs > 1:
        assert masked.sum() / masked.shape[0] / pairs == pytest.approx(hidden, abs=0.05)


def test_the_verb_agrees_with_the_first_noun_and_the_second_misleads() -> None:
    agreement = made("agreement")
    info, samples = agreement.info(), agreement.samples()
    assert len(info.vocab) == len(set(info.vocab)) == 38
    misled = 0
    for row, target in zip(words(agreement, samples), samples.targets, strict=True):
        many = row[2].endswith("s")
        assert row[6] == "[MASK]"
        assert info.vocab[target[6]] == ("sleep" if many else "sleeps")
        assert (np.delete(target, 6) == -100).all()
        misled += row[5].endswith("s") != many
    assert 0.45 < misled / len(samples) < 0.55


def test_the_judgement_after_but_counts_and_not_turns_it_round() -> None:
    sentiment = made("sentiment")
    good = {"good", "great", "fine", "funny", "lovely"}
    samples = sentiment.samples()
    agree = 0
    for row, target in zip(words(sentiment, samples), samples.targets, strict=True):
        sentence = [word for word in row if word != "[PAD]"]
        assert row[len(row) - len(sentence) :] == sentence, "filled up in front"
        middle = sentence.index("but")
        before, after = (
            (part[-1] in good) != ("not" in part) for part in (sentence[:middle], sentence[middle:])
        )
        assert after == bool(target)
        agree += before == after
    assert 0.45 < agree / len(samples) < 0.55, "the first judgement says nothing"
    assert (len(sentiment.split().train), len(sentiment.split().test)) == (2000, 1000)


def test_names_are_different_and_end() -> None:
    names = made("names")
    vocab, samples = names.info().vocab, names.samples()
    found = set()
    for row, target in zip(words(names, samples), samples.targets, strict=True):
        name = "".join(row).strip(".")
        assert row[0] == "."
        assert 4 <= len(name) <= 12
        asked = "".join(vocab[token] for token in target if token >= 0)
        assert asked == name + "."
        assert (target[len(asked) :] == -100).all()
        found.add(name)
    assert len(found) == 4000


def test_a_ring_lies_about_its_modes_and_has_no_targets() -> None:
    ring = made("ring")
    info, samples = ring.info(), ring.samples()
    away = np.linalg.norm(samples.inputs[:, None] - np.array(info.modes), axis=2)
    assert samples.targets.shape == (4000, 0)
    assert np.allclose(np.linalg.norm(np.array(info.modes), axis=1), 2)
    assert np.bincount(away.argmin(axis=1)).tolist() == [500] * 8
    assert (away.min(axis=1) < info.mode_radius).mean() > 0.999
    assert info.mode_radius == 0.25


def test_pydoc_goes_on_letter_by_letter_and_the_test_comes_last() -> None:
    text = made("pydoc")
    split, info = text.split(), text.info()
    assert "".join(info.vocab) == " abcdefghijklmnopqrstuvwxyz."
    for half in (split.train, split.test):
        assert (half.inputs[:, 1:] == half.targets[:, :-1]).all()
        assert (half.inputs[1:, 0] == half.targets[:-1, -1]).all(), "windows follow each other"
    assert "".join(words(text, split.train)[0]).startswith("the assert statement")
    letters = sum(half.inputs.size + 1 for half in (split.train, split.test))
    assert 200_000 - 2 * 48 <= letters <= 200_000


def test_a_python_without_its_help_texts_is_a_problem_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pydoc, "find_spec", lambda name: None)
    report = check(project({"type": "embedding"}, data="pydoc"))
    assert "install the whole standard library" in str([p.sentence for p in report.problems])


def test_outliers_lie_far_above_the_line() -> None:
    samples = made("outlier_line", noise=0.0).samples()
    above = samples.targets[:, 0] - (2 * samples.inputs[:, 0] + 1)
    assert sorted(np.unique(np.round(above, 3)).tolist()) == [0.0, 30.0]
    assert (above > 1).sum() == 20


def painted(points: list[list[float]], **fields: Any) -> Dataset:
    return made("painted", points=points, **fields)


def test_painted_points_are_kept_as_they_were_painted() -> None:
    points = [[-1.0, 0.5, 0], [0.25, 2.0, 1], [-1.5, 0, 0], [1, -2.0, 1], [0.5, 0.5, 2], [0, 0, 2]]
    data = painted(points, classes=["a", "b", "c"])
    split = data.split()
    rows = [
        [*x.tolist(), int(y)]
        for half in (split.train, split.test)
        for x, y in zip(half.inputs, half.targets, strict=True)
    ]
    assert sorted(rows) == sorted(points)
    assert (data.info().num_train, data.info().num_test) == (3, 3)


@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=40),
    st.floats(0.05, 0.9),
)
def test_any_painting_is_split_or_refused_with_a_sentence(
    classes: list[int], fraction: float
) -> None:
    points = [[i / 20 - 1, 0.0, number] for i, number in enumerate(classes)]
    data = painted(points, classes=["a", "b", "c"], test_fraction=fraction)
    counts = np.bincount(classes, minlength=3)
    if (counts > 0).sum() < 2:
        with pytest.raises(DataError, match="at least one point each of two classes"):
            data.info()
        return
    info, split = data.info(), data.split()
    assert (len(split.train), len(split.test)) == (info.num_train, info.num_test)
    if 1 in counts:
        assert len(split.train) == len(split.test) == len(points)
    else:
        assert len(split.train) + len(split.test) == len(points)
        for half in (split.train, split.test):
            assert set(half.targets.tolist()) == set(classes)


@given(st.lists(st.integers(0, 1), min_size=8, max_size=40), st.floats(0.05, 0.9))
def test_painting_on_never_moves_a_point_to_the_other_half(
    classes: list[int], fraction: float
) -> None:
    points = [[i / 20 - 1, 0.0, number] for i, number in enumerate([0, 0, 1, 1, *classes])]
    before = painted(points[:-1], test_fraction=fraction).split().test.inputs.tolist()
    after = painted(points, test_fraction=fraction).split().test.inputs.tolist()
    assert after[: len(before)] == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"points": []}, "paint at least one point each of two classes"),
        ({"points": [[0, 0, 1], [1, 1, 1]]}, "paint at least one point each of two classes"),
        ({"points": [[0, 0, 0], [0, 1, 2]]}, "only the classes 0 to 1"),
        ({"points": [[0, 3, 0]]}, "data.points"),
        ({"points": [[0, 1]]}, "data.points"),
        ({"points": [[0, 1, 0.5]]}, "data.points"),
        ({"points": [[0, 0, 0]] * 5001}, "data.points"),
        ({"classes": ["one"]}, "data.classes"),
        ({"classes": ["same", "same"]}, "have the same name; give each its own"),
    ],
)
def test_a_painting_that_cannot_be_learned_is_a_problem(
    fields: dict[str, Any], sentence: str
) -> None:
    file = project() | {"data": {"type": "painted", **fields}}
    report = check(file)
    assert not report.ok
    assert any(sentence in f"{p.place}: {p.sentence}" for p in report.problems)


def test_as_many_points_can_be_painted_as_are_allowed() -> None:
    points = [[(i % 100) / 50 - 1, 0.0, i % 6] for i in range(5000)]
    data = painted(points, classes=list("abcdef"))
    assert data.info().num_train + data.info().num_test == 5000
