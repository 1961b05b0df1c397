"""The loop: points, commands and states, and the same results as a plain PyTorch loop."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.training.drawings import (
    CONV,
    NOISY,
    TANH_4,
    chain,
    finished,
    last_capture,
    only,
    opened,
    points,
    project,
    started,
    states,
    through,
    until,
)
from torchground.network.build import build
from torchground.telemetry.messages import Pause, Play, Set, Step, Stop
from torchground.training import pace
from torchground.training.loop import train
from torchground.training.messages import Answered, PointMade, Shown, StateChanged, Turn
from torchground.training.spec import RunSpec


def test_points_are_dense_and_end_every_epoch() -> None:
    made = points(list(train(RunSpec(project(epochs=3)))))
    assert [point.seq for point in made] == [1, 2, 3, 4]
    assert [(point.kind, point.epoch, point.step) for point in made] == [
        ("epoch", 0, 0),
        ("epoch", 1, 4),
        ("epoch", 2, 8),
        ("epoch", 3, 12),
    ]
    assert made[0].batch_loss is None
    assert made[0].norms["n0"].gradient is None
    assert made[1].norms["n0"].gradient is not None
    assert set(made[1].metrics) == {"train_accuracy", "test_accuracy"}


def test_long_epochs_have_batch_points_every_fifty_steps() -> None:
    data = {"type": "circle", "num_samples": 240, "seed": 1}
    made = points(list(train(RunSpec(project(data=data, batch_size=1, epochs=2)))))
    assert [(p.kind, p.step) for p in made] == [
        ("epoch", 0),
        ("batch", 50),
        ("batch", 100),
        ("epoch", 120),
        ("batch", 170),
        ("batch", 220),
        ("epoch", 240),
    ]
    assert all(p.batch_loss is not None and p.train_loss is None for p in made if p.kind == "batch")


def by_hand(file: dict[str, Any], epochs: int) -> tuple[list[list[float]], torch.nn.Module]:
    """The batch losses and the network of a plain loop, written by hand from the file."""
    run = opened(file)
    training, split = run.training, run.data.split()
    network = build(run)
    x, y = torch.from_numpy(split.train.inputs), torch.from_numpy(split.train.targets)
    optimizer = training.optimizer.build(network.parameters())
    loss_of = training.loss.build(run.wanted[-1])
    order = torch.Generator().manual_seed(training.seed)
    losses: list[list[float]] = []
    with torch.random.fork_rng():
        torch.manual_seed(training.seed)
        for _ in range(epochs):
            losses.append([])
            for index in torch.randperm(len(x), generator=order).split(training.batch_size):
                optimizer.zero_grad()
                loss = loss_of(network(x[index]), y[index])
                weights = [w for n, w in network.named_weights() if "weight" in n and w.ndim > 1]
                total = loss + sum(
                    training.l1 * w.abs().sum() + training.l2 / 2 * w.square().sum()
                    for w in weights
                )
                total.backward()
                if training.clip_grad_norm is not None:
                    torch.nn.utils.clip_grad_norm_(network.parameters(), training.clip_grad_norm)
                optimizer.step()
                losses[-1].append(loss.item())
    return losses, network


@pytest.mark.parametrize(
    ("layers", "training"),
    [
        (TANH_4, {}),
        (TANH_4, {"optimizer": {"type": "sgd", "momentum": 0.9, "nesterov": True}}),
        (NOISY, {"optimizer": {"type": "adamw"}}),
        (NOISY, {"optimizer": {"type": "rmsprop", "momentum": 0.5}, "clip_grad_norm": 0.1}),
    ],
)
def test_it_computes_what_a_plain_loop_computes(
    layers: list[dict[str, Any]], training: dict[str, Any], tmp_path: Path
) -> None:
    run = project(layers, **training)
    made, capture = finished(RunSpec(run, checkpoint_dir=tmp_path))
    losses, network = by_hand(run.file, epochs=3)
    assert [point.batch_loss for point in made[1:]] == [sum(e) / len(e) for e in losses]
    for name, value in network.state_dict().items():
        assert torch.equal(capture.tensors[f"network.{name}"], value), name


def test_l1_and_l2_pull_on_weights_but_not_on_the_reported_loss(tmp_path: Path) -> None:
    run = project(NOISY, l1=0.02, l2=0.05, optimizer={"type": "sgd"})
    made, capture = finished(RunSpec(run, checkpoint_dir=tmp_path))
    losses, network = by_hand(run.file, epochs=3)
    assert [p.batch_loss for p in made[1:]] == pytest.approx(
        [sum(e) / len(e) for e in losses], rel=1e-5
    )
    for name, value in network.state_dict().items():
        torch.testing.assert_close(capture.tensors[f"network.{name}"], value)


def test_epoch_points_measure_every_sample_in_eval_mode(tmp_path: Path) -> None:
    run = project(NOISY)
    made, capture = finished(RunSpec(run, checkpoint_dir=tmp_path))
    network, split = build(run), run.data.split()
    weights = {n.removeprefix("network."): v for n, v in capture.tensors.items() if "network" in n}
    network.load_state_dict(weights)
    network.eval()
    for half, samples in (("train", split.train), ("test", split.test)):
        outputs = network(torch.from_numpy(samples.inputs))
        targets = torch.from_numpy(samples.targets)
        loss = torch.nn.functional.cross_entropy(outputs, targets).item()
        assert getattr(made[-1], f"{half}_loss") == pytest.approx(loss, abs=1e-6)
        accuracy = (outputs.argmax(1) == targets).double().mean().item()
        assert made[-1].metrics[f"{half}_accuracy"] == accuracy
    weight, bias = weights["layers.n0.weight"], weights["layers.n0.bias"]
    norm = math.sqrt(weight.square().sum() + bias.square().sum())
    assert made[-1].norms["n0"].weight == pytest.approx(norm, rel=1e-5)


def test_others_go_on_while_many_samples_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    undisturbed = points(list(train(RunSpec(project(epochs=1)))))
    monkeypatch.setattr("torchground.training.measures.CHUNK", 8)
    monkeypatch.setattr(pace, "TURN_SECS", 0.0)
    messages = list(train(RunSpec(project(epochs=1))))
    first = next(place for place, m in enumerate(messages) if isinstance(m, PointMade))
    assert len(only(Turn, messages[:first])) == 8
    for one, other in zip(points(messages), undisturbed, strict=True):
        assert one.train_loss == pytest.approx(other.train_loss, rel=1e-6)
        assert one.metrics == other.metrics


def test_a_run_can_be_paused_in_the_middle_of_an_epoch_and_played_on() -> None:
    undisturbed = points(list(train(RunSpec(project()))))
    loop, inbox = started(RunSpec(project(), start_paused=True))
    seen = until(loop, "paused")
    inbox.command(1, Step(unit="batch", count=2))
    seen += until(loop, "running") + until(loop, "paused")
    assert only(StateChanged, seen)[-1].step == 2
    inbox.command(2, Step(unit="epoch", count=1))
    seen += until(loop, "running") + until(loop, "paused")
    assert only(StateChanged, seen)[-1] == StateChanged("paused", None, 1, 4)
    inbox.command(3, Play())
    seen += until(loop, "finished")
    assert [answer.request for answer in only(Answered, seen)] == [1, 2, 3]
    assert points(seen) == undisturbed


def test_pause_and_stop_are_obeyed_and_answered() -> None:
    loop, inbox = started(RunSpec(project(epochs=1_000_000)))
    until(loop, "running")
    inbox.command(7, Pause())
    seen = through(loop, Answered)
    assert states(seen) == ["paused"]
    inbox.command(8, Pause())
    assert through(loop, Answered)[-1] == Answered(8, True)
    inbox.command(9, Stop())
    seen = through(loop, Answered)
    assert states(seen) == ["stopped"]
    inbox.command(10, Play())
    (answer,) = only(Answered, through(loop, Answered))
    assert not answer.ok
    assert "stopped" in str(answer.error)
    assert "reset" in str(answer.error)
    inbox.shutdown()
    assert only(StateChanged, list(loop)) == []


def test_a_paused_run_has_nothing_to_do_until_the_inbox_gets_something() -> None:
    loop, _ = started(RunSpec(project(), start_paused=True))
    until(loop, "paused")
    assert next(loop) == Turn(math.inf)
    assert next(loop) == Turn(math.inf)


def test_a_slow_run_tells_its_steps_and_until_when_it_is_idle() -> None:
    loop, inbox = started(RunSpec(project(), steps_per_second=0.001))
    until(loop, "running")
    seen = through(loop, Turn)
    seen += through(loop, Turn)
    assert [shown.message.step for shown in only(Shown, seen)] == [1], "a slow step is told at once"
    until_when = seen[-1].idle_until
    assert until_when is not None
    assert pace.monotonic() + 900 < until_when < pace.monotonic() + 1001
    inbox.command(1, Set(field="steps_per_second", value=None))
    assert points(until(loop, "finished"))[-1].epoch == 3


def test_a_change_is_a_point_and_keeps_the_weights() -> None:
    loop, inbox = started(RunSpec(project(), start_paused=True))
    until(loop, "paused")
    inbox.command(1, Set(field="optimizer.lr", value=0.5))
    inbox.command(2, Set(field="l1", value=0.25))
    inbox.command(3, Set(field="clip_grad_norm", value=1.5))
    changed = [through(loop, Answered) for _ in range(3)]
    made = [point for messages in changed for point in points(messages)]
    assert [(p.seq, p.kind, p.step) for p in made] == [(n, "change", 0) for n in (2, 3, 4)]
    assert [(p.change.field, p.change.before, p.change.after) for p in made if p.change] == [
        ("optimizer.lr", 0.01, 0.5),
        ("l1", 0.0, 0.25),
        ("clip_grad_norm", None, 1.5),
    ]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("optimizer.lr", -1.0, "greater than 0"),
        ("optimizer.lr", None, "optimizer.lr cannot be null"),
        ("optimizer.lr", math.nan, "cannot be nan"),
        ("l2", 1e9, "less than or equal to 10"),
        ("clip_grad_norm", 0.0, "greater than 0"),
        ("batch_size", 4.0, "what can: optimizer.lr"),
        ("optimizer.colour", 4.0, "what can: optimizer.lr"),
        ("steps_per_second", 0.0, "above 0"),
        ("steps_per_second", math.inf, "above 0"),
    ],
)
def test_what_cannot_be_set_is_refused_with_a_sentence(
    field: str, value: float | None, words: str
) -> None:
    loop, inbox = started(RunSpec(project(), start_paused=True))
    until(loop, "paused")
    inbox.command(1, Set(field=field, value=value))
    seen = through(loop, Answered)
    assert points(seen) == []
    assert not seen[-1].ok
    assert words in str(seen[-1].error)


def test_a_live_learning_rate_is_the_one_that_trains(tmp_path: Path) -> None:
    loop, inbox = started(RunSpec(project(), checkpoint_dir=tmp_path, start_paused=True))
    seen = until(loop, "paused")
    inbox.command(1, Set(field="optimizer.lr", value=0.003))
    inbox.command(2, Play())
    seen += until(loop, "finished")
    slow = RunSpec(project(optimizer={"type": "adam", "lr": 0.003}), checkpoint_dir=tmp_path)
    _, capture = finished(slow)
    changed = last_capture(seen, slow)
    for name, value in capture.tensors.items():
        assert torch.equal(value, changed.tensors[name]), name


def test_a_frozen_node_keeps_its_weights(tmp_path: Path) -> None:
    file = chain(TANH_4, {"type": "circle", "num_samples": 60}, batch_size=8, epochs=2)
    file["network"]["nodes"][1]["trainable"] = False
    run = opened(file)
    made, capture = finished(RunSpec(run, checkpoint_dir=tmp_path))
    assert torch.equal(capture.tensors["network.layers.n0.weight"], build(run).layers["n0"].weight)
    assert made[-1].norms["n0"].gradient is None
    assert made[-1].norms["y"].gradient is not None


def test_an_error_ends_the_run_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of paper\nand ink")

    run = project()
    monkeypatch.setattr("torchground.training.strategies.eager_step.EagerStep.step", broken)
    (_, ended) = only(StateChanged, list(train(RunSpec(run))))
    assert ended.state == "failed"
    assert str(ended.reason) == "Training stopped on an error: RuntimeError: out of paper and ink"


def test_a_run_that_cannot_be_built_fails_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("torchground.training.state.build", broken)
    (ended,) = list(train(RunSpec(project())))
    assert isinstance(ended, StateChanged)
    assert ended.state == "failed"
    assert "smaller batch" in str(ended.reason)


def test_pictures_train_too() -> None:
    before, after = points(
        list(train(RunSpec(project(CONV, {"type": "digits"}, batch_size=64, epochs=1))))
    )
    assert before.train_loss is not None
    assert after.train_loss is not None
    assert after.train_loss < before.train_loss


def test_numbers_train_too() -> None:
    made = points(list(train(RunSpec(project(TANH_4, {"type": "sine"}, epochs=2)))))
    assert set(made[-1].metrics) >= {"train_r2", "test_r2", "train_mse", "test_mse"}
