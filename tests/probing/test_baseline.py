"""The scores of simple methods, compared with scikit-learn or with arithmetic in the tests."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
import pytest
import torch
from sklearn.decomposition import PCA
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LinearRegression, LogisticRegression

from tests.training.drawings import TANH_4, project
from torchground.catalogue.bases.samples import Split
from torchground.network.spec import Project
from torchground.probing.offering import offers_for
from torchground.probing.probe import ProbeError
from torchground.probing.shared import yardsticks
from torchground.probing.shared.yardsticks import Halves, for_classes
from torchground.telemetry.kinds.table import TableFacts
from torchground.telemetry.wire import unpack_frame
from torchground.training.measures import Measures
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training

FLATTEN = {"type": "flatten"}
EMBEDDING = {"type": "embedding"}


def facts(run: Training) -> TableFacts:
    """The facts that the probe returns for a run. Raises ``ProbeError``."""
    measured = probe_scheduler(run, "r").measure(1, {"type": "baseline"})
    if measured.data is None:
        raise ProbeError(measured.error)
    (reading,) = unpack_frame(measured.data)["readings"]
    assert reading.kind == "table"
    found: TableFacts = reading.facts
    return found


def started(drawn: Project) -> Training:
    return Training(drawn, torch.device("cpu"))


def rows_of(run: Training) -> dict[str, list[float]]:
    return {name: scores for name, *scores in facts(run).rows}


def network_row(run: Training, metric: str) -> list[float]:
    metrics = Measures(run).losses().metrics
    return [metrics[f"train_{metric}"], metrics[f"test_{metric}"]]


def flat(split: Split) -> tuple[Any, Any, Any, Any]:
    inputs = (half.inputs.reshape(len(half), -1) for half in (split.train, split.test))
    x, test_x = inputs
    return x, split.train.targets, test_x, split.test.targets


@pytest.mark.parametrize("data", ["iris", "circle", "digits"])
def test_classes_are_told_by_logistic_regression(data: str) -> None:
    layers = [FLATTEN, *TANH_4] if data == "digits" else TANH_4
    run = started(project(layers, {"type": data}))
    found = facts(run)
    assert found.columns == ["method", "train accuracy", "test accuracy"]
    assert [row[0] for row in found.rows] == [
        "this network",
        "always the commonest class",
        "logistic regression",
    ]
    rows = rows_of(run)
    assert rows["this network"] == pytest.approx(network_row(run, "accuracy"))
    x, y, test_x, test_y = flat(run.split)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        direct = LogisticRegression(max_iter=300).fit(x.astype(np.float64), y)
    expected = [direct.score(x, y), direct.score(test_x, test_y)]
    assert rows["logistic regression"] == pytest.approx(expected, abs=1e-3)
    most = np.bincount(y).argmax()
    assert rows["always the commonest class"] == [(y == most).mean(), (test_y == most).mean()]


def test_a_straight_line_does_well_on_diabetes() -> None:
    run = started(project(TANH_4, {"type": "diabetes"}))
    rows = rows_of(run)
    x, y, test_x, test_y = flat(run.split)
    direct = LinearRegression().fit(x, y)
    expected = [direct.score(x, y), direct.score(test_x, test_y)]
    assert rows["linear regression"] == pytest.approx(expected, abs=1e-5)
    assert rows["this network"] == pytest.approx(network_row(run, "r2"))
    assert 0.3 < rows["linear regression"][1] < 0.6


def test_a_series_is_repeated_or_gone_on_with_in_a_line() -> None:
    run = started(project([FLATTEN, *TANH_4], {"type": "series", "length": 800}))
    assert facts(run).columns[1] == "train mean squared error"
    rows = rows_of(run)
    x, y, test_x, test_y = flat(run.split)
    direct = LinearRegression().fit(x, y)
    for at, (inputs, targets) in enumerate(((x, y), (test_x, test_y))):
        naive = np.square(inputs[:, -1:].astype(np.float64) - targets).mean()
        line = np.square(direct.predict(inputs) - targets).mean()
        assert rows["repeat the last value"][at] == pytest.approx(naive, rel=1e-5)
        assert rows["linear autoregression"][at] == pytest.approx(line, rel=1e-3)
    assert rows["this network"] == pytest.approx(network_row(run, "mse"))


@pytest.mark.parametrize("size", [1, 2, 8])
def test_pca_has_as_many_numbers_as_the_narrowest_place(size: int) -> None:
    layers = [
        FLATTEN,
        {"type": "linear", "out_features": 16},
        {"type": "linear", "out_features": size},
        {"type": "linear", "out_features": 32},
    ]
    run = started(project(layers, {"type": "digits"}, task={"type": "reconstruction"}))
    rows = rows_of(run)
    x, _, test_x, _ = flat(run.split)
    direct = PCA(size, svd_solver="full").fit(x)
    name = f"PCA with {size} number" + ("s" if size > 1 else "")
    for at, half in enumerate((x, test_x)):
        back = direct.inverse_transform(direct.transform(half))
        assert rows[name][at] == pytest.approx(np.square(half - back).mean(), rel=1e-4)
        mean = np.square(half - x.mean(axis=0)).mean()
        assert rows["always the mean sample"][at] == pytest.approx(mean, rel=1e-5)
    assert rows["this network"] == pytest.approx(network_row(run, "mse"))
    if size == 2:
        assert 0.05 < rows[name][1] < 0.055


def test_spoiled_samples_are_given_back_by_the_same_pca() -> None:
    layers = [FLATTEN, {"type": "linear", "out_features": 4}]
    task = {"type": "reconstruction", "noise": 0.3}
    run = started(project(layers, {"type": "digits"}, task=task))
    clean, spoiled = run.split.test.targets, run.measured.test[0].numpy()
    direct = PCA(4, svd_solver="full").fit(run.split.train.targets.reshape(-1, 64))
    back = direct.inverse_transform(direct.transform(spoiled.reshape(-1, 64)))
    expected = np.square(back - clean.reshape(-1, 64)).mean()
    assert rows_of(run)["PCA with 4 numbers"][1] == pytest.approx(expected, rel=1e-4)


def test_without_a_narrow_place_there_is_no_pca() -> None:
    layers = [FLATTEN, {"type": "linear", "out_features": 64}]
    run = started(project(layers, {"type": "digits"}, task={"type": "reconstruction"}))
    assert list(rows_of(run)) == ["this network", "always the mean sample"]


def test_words_are_counted_without_their_order() -> None:
    data = {"type": "sentiment", "num_samples": 600}
    run = started(project([EMBEDDING, FLATTEN, *TANH_4], data))
    rows = rows_of(run)
    vocab, split = run.project.info.vocab, run.split
    bags = [
        np.stack([(half.inputs == token).sum(axis=1) for token in range(1, len(vocab))], axis=1)
        for half in (split.train, split.test)
    ]
    direct = LogisticRegression(max_iter=300).fit(bags[0], split.train.targets)
    expected = [
        direct.score(bags[0], split.train.targets),
        direct.score(bags[1], split.test.targets),
    ]
    assert rows["bag of words"] == pytest.approx(expected, abs=2e-3)
    assert rows["bag of words"][1] < 0.75


@pytest.mark.parametrize("data", ["names", "mirror"])
def test_tokens_are_guessed_by_how_common_they_are(data: str) -> None:
    fields = {"type": data, "num_samples": 300}
    run = started(project([EMBEDDING, *TANH_4], fields))
    rows, split = rows_of(run), run.split
    num = len(run.project.info.vocab)
    assert rows[f"all {num} tokens alike"] == pytest.approx([math.log(num)] * 2)
    known = split.train.targets[split.train.targets >= 0]
    for at, half in enumerate((split.train, split.test)):
        chances = [((known == t).sum() + 1) / (len(known) + num) for t in range(num)]
        asked = half.targets[half.targets >= 0]
        expected = -np.mean([math.log(chances[t]) for t in asked])
        assert rows["how common each token is"][at] == pytest.approx(expected)
    assert ("by the token before" in rows) == (data == "names")
    assert rows["this network"] == pytest.approx(network_row(run, "nats_per_token"), rel=1e-4)


def test_pairs_of_tokens_are_counted() -> None:
    run = started(project([EMBEDDING, *TANH_4], {"type": "names", "num_samples": 200}))
    num, split = len(run.project.info.vocab), run.split
    counts = np.ones((num, num))
    for before, after in zip(split.train.inputs.flat, split.train.targets.flat, strict=True):
        if after >= 0:
            counts[before, after] += 1
    for at, half in enumerate((split.train, split.test)):
        pairs = zip(half.inputs.flat, half.targets.flat, strict=True)
        nats = [-math.log(counts[b, a] / counts[b].sum()) for b, a in pairs if a >= 0]
        assert rows_of(run)["by the token before"][at] == pytest.approx(np.mean(nats))


def test_simple_methods_are_fitted_once_in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    run = started(project(TANH_4, {"type": "iris"}))
    scheduler, calls = probe_scheduler(run, "r"), []
    logistic = yardsticks._logistic
    monkeypatch.setattr(yardsticks, "_logistic", lambda *a: calls.append(1) or logistic(*a))
    first = scheduler.measure(1, {"type": "baseline"})
    assert scheduler.measure(1, {"type": "baseline"}) == first
    assert len(calls) == 1


def test_of_many_samples_the_first_are_fitted_to_and_that_is_said() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(1000, 4000)), rng.integers(0, 2, 1000)
    rows = list(for_classes(Halves(x, y, x[:10], y[:10])))
    assert rows[1][0] == "logistic regression (fitted to 100 samples)"
    assert rows[1][1] < 0.7 < 1.0


def test_it_is_offered_where_it_has_something_to_say() -> None:
    def offered(drawn: Project) -> bool:
        return any(offer.probe["type"] == "baseline" for offer in offers_for(drawn))

    assert offered(project(TANH_4, {"type": "diabetes"}))
    assert offered(project([EMBEDDING, *TANH_4], {"type": "names"}))
    assert offered(project(TANH_4, {"type": "ring"}, task={"type": "reconstruction"}))
    surface = [{"type": "point"}, {"type": "surface"}]
    downhill = project(surface, {"type": "surface_start"}, batch_size=1)
    assert not offered(downhill)
    with pytest.raises(ProbeError, match="no simple method"):
        facts(started(downhill))
