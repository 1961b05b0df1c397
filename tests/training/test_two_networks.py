"""Two networks against each other: each step moves only the params of the network that learns; metrics show a
collapse."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.training.architectures import LEAKY, RING, gan
from tests.training.drawings import last_capture, only, opened, points, project, started, until
from tests.training.test_strategies import steps
from torchground.telemetry.messages import Play, Set
from torchground.training import pace
from torchground.training.gan_metrics import GanMetrics
from torchground.training.loop import train
from torchground.training.measures import Measures
from torchground.training.messages import Answered, StateChanged
from torchground.training.spec import RunSpec
from torchground.training.state import Training

CPU = torch.device("cpu")
LN2 = math.log(2)


def training(**wanted: Any) -> Training:
    return Training(opened(gan(RING, **wanted)), CPU)


def moved(run: Training, count: int = 3) -> set[str]:
    """The nodes whose params change in a few steps."""
    before = {name: param.detach().clone() for name, param in run.named_params}
    steps(run, count)
    after = dict(run.named_params)
    return {name[0] for name in before if not torch.equal(before[name], after[name])}


@pytest.mark.parametrize(
    ("who", "nodes"),
    [("both", {"g", "d", "y"}), ("discriminator", {"d", "y"}), ("generator", {"g"})],
)
def test_only_who_should_learn_moves(who: str, nodes: set[str]) -> None:
    assert moved(training(task={"type": "gan", "train": who})) == nodes


def test_who_learns_can_change_while_they_train() -> None:
    loop, inbox = started(RunSpec(opened(gan(RING, epochs=1)), start_paused=True))
    seen = until(loop, "paused")
    inbox.command(1, Set(field="task.train", value="generator"))
    inbox.command(2, Set(field="task.train", value="nobody"))
    inbox.command(3, Play())
    seen += until(loop, "finished")
    answers = {answer.request: answer for answer in only(Answered, seen)}
    assert answers[1].ok
    assert not answers[2].ok
    assert "task.train cannot be 'nobody'" in str(answers[2].error)
    start, change, end = points(seen)
    assert change.change is not None
    assert (change.change.before, change.change.after) == ("both", "generator")
    assert start.norms["d0"].weight == end.norms["d0"].weight
    assert start.norms["g0"].weight != end.norms["g0"].weight


def test_a_step_is_what_anyone_would_write() -> None:
    """The same step by hand: the discriminator on real and generated samples, then the generator."""
    run, hand = training(), training()
    x = run.next_batches(1)[0][0]
    with run.random.in_place():
        run.take(run.next_batches(1)[0])
    made, judges = (
        [p for n, p in hand.named_params if (n[0] == "g") == generator]
        for generator in (True, False)
    )
    entry, loss_of = hand.settings.optimizer, torch.nn.functional.binary_cross_entropy_with_logits
    makes, tells = entry.build(made), entry.build(judges)
    layers = hand.network.layers

    def generated() -> torch.Tensor:
        z = layers["z"](x)
        return layers["g2"](layers["g1"](layers["g0"](z)))

    def judged(samples: torch.Tensor) -> torch.Tensor:
        return layers["y"](layers["d2"](layers["d1"](layers["d0"](samples))))

    with hand.random.in_place():
        fake = generated().detach()
        real, other = judged(x), judged(fake)
        loss = loss_of(real, torch.ones_like(real)) + loss_of(other, torch.zeros_like(other))
        tells.zero_grad()
        loss.backward()
        tells.step()
        makes.zero_grad()
        answer = judged(generated())
        loss_of(answer, torch.ones_like(answer)).backward()
        makes.step()
    assert run.last_loss == pytest.approx(loss.item(), rel=1e-6)
    for (name, param), (_, other_) in zip(run.named_params, hand.named_params, strict=True):
        torch.testing.assert_close(param, other_, msg=name)


def test_losses_are_measured_on_the_same_noise_at_every_epoch() -> None:
    run = training()
    measures = Measures(run)
    with run.random.in_place():
        before = run.random.get()
        first, second = measures.losses(), measures.losses()
        assert torch.equal(before, run.random.get())  # type: ignore[arg-type]
    assert first == second
    assert pytest.approx(first.of["train"], abs=0.4) == 2 * LN2
    assert pytest.approx(first.of["test"], abs=0.4) == 2 * LN2
    assert first.metrics["discriminator_loss"] == first.of["train"]
    assert set(first.metrics) == {"discriminator_loss", "generator_loss", "modes", "quality"}


def test_modes_and_quality_count_what_lies_near_the_clusters() -> None:
    gan_metrics = GanMetrics(training(), 1000)
    modes = gan_metrics._modes
    everywhere = modes.repeat(125, 1)
    assert gan_metrics._found(everywhere) == {"modes": len(modes), "quality": 1.0}
    one = modes[:1].repeat(1000, 1)
    assert gan_metrics._found(one) == {"modes": 1.0, "quality": 1.0}
    one[5:] = 50.0
    assert gan_metrics._found(one) == {"modes": 0.0, "quality": 0.005}


def test_each_has_its_optimizer_and_both_are_live() -> None:
    run = training(generator_optimizer={"type": "sgd", "lr": 0.02, "momentum": 0.5})
    steps(run, 2)
    names = {name for name in run.capture().tensors if "optimizer" in name}
    assert any(name.startswith("generator_optimizer.") for name in names)
    loop, inbox = started(RunSpec(run.project, start_paused=True))
    until(loop, "paused")
    for request, field in enumerate(("optimizer.lr", "generator_optimizer.lr")):
        inbox.command(request, Set(field=field, value=0.125))
    inbox.command(9, Play())
    changes = [point.change for point in points(until(loop, "finished")) if point.change]
    assert [(c.field, c.before, c.after) for c in changes] == [
        ("optimizer.lr", 0.001, 0.125),
        ("generator_optimizer.lr", 0.02, 0.125),
    ]


def test_gradients_are_of_the_half_that_learns_from_them() -> None:
    run = training()
    steps(run, 1)
    assert all(gradient is not None for gradient in run.strategy.gradients())
    norms = Measures(run).norms()
    assert all(norms[node].gradient for node in ("g0", "g2", "d0", "y"))


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("place", ["optimizer", "generator_optimizer"])
def test_a_divergence_keeps_the_last_whole_step(
    place: str, fast: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "TURN_SECS", 0.0)
    monkeypatch.setattr(pace, "SEARCH_SECS", 0.0 if fast else 1e9)
    wild = {place: {"type": "sgd", "lr": 100.0, "weight_decay": 10.0}}
    run = RunSpec(opened(gan(RING, epochs=200, **wild)), checkpoint_dir=tmp_path)
    messages = list(train(run))
    ended = only(StateChanged, messages)[-1]
    assert ended.state == "failed"
    assert f"diverged at step {ended.step + 1}" in str(ended.reason)
    kept = last_capture(messages, run)
    again = Training(run.project, CPU)
    steps(again, ended.step)
    for name, value in again.network.state_dict().items():
        assert torch.equal(value, kept.tensors[f"network.{name}"]), name


def test_an_optimizer_that_looks_around_is_refused_with_a_sentence() -> None:
    file = gan(RING)
    file["training"]["optimizer"] = {"type": "adam"}
    run = opened(file)
    from dataclasses import replace

    from torchground.catalogue.optimizers.lbfgs import LBFGS

    other = replace(run, training=replace(run.training, optimizer=LBFGS()))
    (ended,) = only(StateChanged, list(train(RunSpec(other))))
    assert "L-BFGS cannot train two networks" in str(ended.reason)


def test_one_network_has_no_rivals() -> None:
    assert Training(project([LEAKY]), CPU).gan_losses is None
