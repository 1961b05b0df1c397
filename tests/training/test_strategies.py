"""The fast strategy gives the same bits as the plain strategy, for every layer, loss and optimizer."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import pytest
import torch

from tests.training.architectures import ARCHITECTURES
from tests.training.drawings import CIRCLE, CONV, NOISY, TANH_4, chain, opened, project
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import ShapeError
from torchground.network.spec import Project
from torchground.telemetry.messages import Pause
from torchground.training import pace
from torchground.training.capture import Capture
from torchground.training.inbox import Inbox
from torchground.training.loop import Loop, train
from torchground.training.messages import Answered, StateChanged, Turn
from torchground.training.settings import with_setting
from torchground.training.spec import RunSpec
from torchground.training.state import Training
from torchground.training.strategies import recording
from torchground.training.strategies.recorded_step import RecordedGanStep, RecordedStep
from torchground.training.strategies.recording import NotRecordable, record
from torchground.training.strategies.search import NoFasterStrategy, faster_strategy, search

DIGITS = {"type": "digits"}
ELEMENTWISE = [
    type_id
    for type_id, layer in entries("layers").items()
    if issubclass(layer, Layer) and layer.elementwise
]


def with_elementwise(name: str) -> Project:
    """A network with one such layer, after flat numbers or, where the layer needs pictures, after a convolution."""
    try:
        entries("layers")[name]().output_shape((5,))  # type: ignore[attr-defined]
    except ShapeError:
        return project([CONV[0], {"type": name}, CONV[3]], DIGITS, batch_size=64)
    return project([{"type": "linear", "out_features": 5}, {"type": name}])


def joined(join: str) -> Project:
    """A network with a branch that is joined again."""
    file = chain(TANH_4, CIRCLE, batch_size=8)
    nodes, edges = file["network"]["nodes"], file["network"]["edges"]
    nodes.insert(3, {"id": "b", "layer": {"type": "linear", "out_features": 4}})
    nodes.insert(4, {"id": "j", "layer": {"type": join}})
    edges.pop()
    edges += [
        {"source": "x", "target": "b"},
        {"source": "n1", "target": "j"},
        {"source": "b", "target": "j", "handle": 1},
        {"source": "j", "target": "y"},
    ]
    return opened(file)


def same(some: Capture, other: Capture) -> None:
    """Fails where two captures differ in a single bit."""
    assert some.facts == other.facts
    assert set(some.tensors) == set(other.tensors)
    for name, value in some.tensors.items():
        assert torch.equal(value, other.tensors[name]), name


PROJECTS: dict[str, Project] = {
    **{name: with_elementwise(name) for name in ELEMENTWISE},
    "batch norm and dropout": project(NOISY, batch_size=7),
    "pictures": project(CONV, DIGITS, batch_size=64),
    "pictures, normalized": project(
        [CONV[0], {"type": "batch_norm2d"}, {"type": "avg_pool2d", "kernel_size": 2}, CONV[3]],
        DIGITS,
        batch_size=64,
    ),
    "features": project(
        [{"type": "linear", "out_features": 3}],
        {"type": "plane", "num_samples": 60},
    ),
    "add": joined("add"),
    "concat": joined("concat"),
    "mse of classes": project(loss={"type": "mse"}),
    "smoothed": project(loss={"type": "cross_entropy", "label_smoothing": 0.1}),
    "momentum": project(optimizer={"type": "sgd", "momentum": 0.9, "nesterov": True}),
    "plain sgd": project(optimizer={"type": "sgd"}),
    "amsgrad": project(optimizer={"type": "adam", "amsgrad": True}),
    "adamw": project(optimizer={"type": "adamw"}),
    "rmsprop": project(optimizer={"type": "rmsprop", "centered": True, "momentum": 0.3}),
    "penalties": project(l1=0.01, l2=0.02, clip_grad_norm=0.5, clip_grad_value=0.1),
    **{
        name: ARCHITECTURES[name]
        for name in ("rnn", "lstm", "gru", "gpt", "bert", "autoencoder", "vae", "surface", "gan")
    },
}


def steps(training: Training, count: int) -> list[float]:
    losses = []
    with training.random.in_place():
        for _ in range(count):
            losses.append(training.take(training.next_batches(1)[0]))
            training.end_epoch()
    return losses


def in_fast_strategy(training: Training) -> None:
    with training.random.in_place():
        strategy = faster_strategy(training)
    assert isinstance(strategy, RecordedStep | RecordedGanStep)
    strategy.retune()
    training.strategy = strategy


@pytest.mark.parametrize("name", PROJECTS)
def test_every_bit_is_the_same_in_both_strategies(name: str) -> None:
    plain, fast = (Training(PROJECTS[name], torch.device("cpu")) for _ in range(2))
    assert steps(plain, 3) == steps(fast, 3)
    in_fast_strategy(fast)
    for change in (None, ("optimizer.lr", 0.003), ("l1", 0.004), ("clip_grad_norm", 0.2)):
        if change is not None:
            for training in (plain, fast):
                training.change(with_setting(training.project, *change))
        assert steps(plain, 12) == steps(fast, 12)
        for gradient, other in zip(
            plain.strategy.gradients(), fast.strategy.gradients(), strict=True
        ):
            assert gradient is not None
            assert other is not None
            assert torch.equal(gradient, other)
    same(plain.capture(), fast.capture())


def test_looking_for_a_strategy_leaves_the_run_where_it_stood() -> None:
    training = Training(PROJECTS["batch norm and dropout"], torch.device("cpu"))
    steps(training, 3)
    before = training.capture()
    in_fast_strategy(training)
    same(training.capture(), before)


def test_a_step_that_depends_on_numbers_it_reads_is_not_traced() -> None:
    training = Training(project(), torch.device("cpu"))
    steps(training, 1)
    forward = training.network.forward

    def moody(x: torch.Tensor) -> torch.Tensor:
        outputs = forward(x)
        return outputs * 2 if outputs.sum().item() > 0 else outputs

    training.network.forward = moody  # type: ignore[method-assign]
    with pytest.raises(NotRecordable, match="another way"):
        record(
            training.network,
            training.objective,
            training.params,
            *training.prepared(training.examples()[0]),
        )
    assert isinstance(faster_strategy(training), NoFasterStrategy)


def test_a_step_with_a_tensor_of_its_own_is_not_traced() -> None:
    training = Training(project(), torch.device("cpu"))
    steps(training, 1)
    forward, secret = training.network.forward, torch.ones(1)

    def secretive(x: torch.Tensor) -> torch.Tensor:
        return forward(x) * secret

    training.network.forward = secretive  # type: ignore[method-assign]
    assert isinstance(faster_strategy(training), NoFasterStrategy)


def test_a_step_of_very_many_calls_stays_on_the_plain_strategy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    training = Training(ARCHITECTURES["gru"], torch.device("cpu"))
    steps(training, 1)
    monkeypatch.setattr(recording, "MOST_CALLS", 100)
    with pytest.raises(NotRecordable, match="more than 100 kernels"):
        record(
            training.network,
            training.objective,
            training.params,
            *training.prepared(training.examples()[0]),
        )
    assert isinstance(faster_strategy(training), NoFasterStrategy)


def test_a_strategy_that_gives_other_bits_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    training = Training(project(), torch.device("cpu"))
    steps(training, 1)
    step = RecordedStep.step

    def nearly(self: RecordedStep, *batch: Any) -> float:
        return step(self, *batch) * (1 + 1e-15)

    monkeypatch.setattr(RecordedStep, "step", nearly)
    assert isinstance(faster_strategy(training), NoFasterStrategy)


def test_an_unseen_batch_size_takes_the_plain_strategy() -> None:
    training = Training(project(), torch.device("cpu"))
    steps(training, 2)
    in_fast_strategy(training)
    x, y = training.data.train
    assert training.strategy.step(x[:3], y[:3]) > 0
    assert all(gradient is not None for gradient in training.strategy.gradients())


# ---- searching while others have their turns -------------------------------------------------------------


@pytest.mark.parametrize("name", ["gru", "gan", "batch norm and dropout"])
def test_a_search_pauses_often_and_ends_where_the_run_stood(name: str) -> None:
    training = Training(PROJECTS[name], torch.device("cpu"))
    steps(training, 3)
    before, pauses = training.capture(), 0
    pieces = paused(training)
    for _ in pieces:
        torch.rand(1)  # the turn of another run
        pauses += 1
    assert pauses > 10
    same(training.capture(), before)


def test_a_search_that_is_closed_half_way_puts_the_run_back() -> None:
    training = Training(PROJECTS["batch norm and dropout"], torch.device("cpu"))
    steps(training, 3)
    before, count = training.capture(), len(list(paused(training)))
    for place in range(1, count):
        pieces = search(training)
        with training.random.in_place():
            for _ in range(place):
                next(pieces)
            pieces.close()
        same(training.capture(), before)


def paused(training: Training) -> Iterator[None]:
    """The pauses of a search that finds a strategy. The run's random state is in place only while the search works."""

    def found() -> Generator[None, None, None]:
        strategy = yield from search(training)
        assert isinstance(strategy, RecordedStep | RecordedGanStep)

    pieces, ended = found(), False
    while not ended:
        with training.random.in_place():
            ended = next(pieces, "ended") == "ended"
        if not ended:
            yield


def test_no_part_that_is_compiled_at_one_time_has_many_calls() -> None:
    training = Training(PROJECTS["gru"], torch.device("cpu"))
    batch = training.prepared(training.examples()[0])
    made = record(training.network, training.objective, training.params, *batch)
    sources = made.sources()
    assert len(sources) == -(-len(made.calls) // recording.PART_CALLS) + 1
    assert all(source.count("torch.ops.") <= recording.PART_CALLS for source in sources)
    assert sum(source.count("torch.ops.") for source in sources) == len(made.calls)


def executor_optimizes() -> bool:
    return bool(torch._C._get_graph_executor_optimize())


@pytest.mark.parametrize("optimizing", [True, False])
def test_a_fast_step_leaves_torchs_own_setting_as_it_was_even_when_it_fails(
    optimizing: bool,
) -> None:
    training = Training(project(), torch.device("cpu"))
    steps(training, 2)
    in_fast_strategy(training)
    x, y = training.data.train
    before = executor_optimizes()
    try:
        torch._C._set_graph_executor_optimize(optimizing)
        training.strategy.step(x[:8], y[:8])
        assert executor_optimizes() is optimizing
        with pytest.raises(RuntimeError):
            training.strategy.step(x[:8, :1], y[:8])
        assert executor_optimizes() is optimizing
    finally:
        torch._C._set_graph_executor_optimize(before)


def slow_run() -> RunSpec:
    """A run that begins a search in its first turn. Its turns have no length."""
    return RunSpec(project(NOISY, batch_size=7, epochs=400), "slow")


def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "TURN_SECS", 0.0)
    monkeypatch.setattr(pace, "SEARCH_SECS", 0.0)
    monkeypatch.setattr(pace, "SMALL_STEP_SECS", 1e9)


def test_others_have_their_turns_while_a_run_looks_for_a_faster_strategy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hasty(monkeypatch)
    loop = Loop(slow_run(), Inbox())
    turns = 0
    for message in loop.messages():
        turns += isinstance(message, Turn)
        assert not isinstance(message, StateChanged) or message.state == "running"
        if loop.training.strategy is not loop.training.plain:
            break
    assert turns > 10 * loop.training.step


def test_a_command_is_obeyed_before_a_search_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    hasty(monkeypatch)
    inbox = Inbox()
    loop = Loop(slow_run(), inbox)
    road = loop.messages()
    while not isinstance(next(road), Turn) or loop.training.step == 0:
        pass
    stands = loop.training.step
    inbox.command(7, Pause())
    turns = 0
    for message in road:
        turns += isinstance(message, Turn)
        if isinstance(message, Answered):
            break
    assert turns <= 1
    assert loop.training.step == stands


def test_why_a_run_stays_on_the_plain_strategy_stands_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hasty(monkeypatch)
    monkeypatch.setattr(recording, "MOST_CALLS", 3)
    with caplog.at_level("INFO", "torchground.training"):
        list(train(slow_run()))
    assert [record.getMessage() for record in caplog.records] == [
        "run slow keeps the plain step: a step calls more than 3 kernels"
    ]
