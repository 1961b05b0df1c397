"""Live settings of every kind: a change takes effect at the next step, makes a point, and is repeated after a
resume."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from tests.training.architectures import ARCHITECTURES, FILES
from tests.training.drawings import (
    NOISY,
    finished,
    only,
    opened,
    points,
    project,
    started,
    through,
    until,
)
from tests.training.test_determinism import changes, same
from tests.training.test_strategies import in_fast_strategy, steps
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import live_fields_of
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import ShapeError
from torchground.network.spec import TrainingFile
from torchground.telemetry.messages import COMMAND, Play, Set, Setting, Step
from torchground.training.inbox import Inbox
from torchground.training.loop import train
from torchground.training.messages import Answered, Message, StateChanged, Turn
from torchground.training.settings import Refused, live_settings, with_setting
from torchground.training.spec import Resume, RunSpec
from torchground.training.state import Training

CPU = torch.device("cpu")


def test_every_live_setting_is_named_by_its_path() -> None:
    assert set(live_settings(project(NOISY))) == {
        "optimizer.lr",
        "optimizer.weight_decay",
        "optimizer.eps",
        "l1",
        "l2",
        "clip_grad_norm",
        "clip_grad_value",
        "nodes.n3.p",
    }
    assert live_settings(ARCHITECTURES["vae"])["nodes.n3.beta"] == 0.2
    assert live_settings(ARCHITECTURES["gan"])["task.train"] == "both"


@pytest.mark.parametrize("type_id", entries("layers"))
def test_the_module_of_every_layer_takes_its_live_fields(type_id: str) -> None:
    layer = entries("layers")[type_id]
    assert issubclass(layer, Layer)
    if not layer.live_fields():
        return
    made = layer()
    for shape in ((6,), (4, 6), (2, 6, 6)):
        try:
            made.output_shape(shape)
        except ShapeError:
            continue
        made.retune(made.build(shape))
        return
    raise AssertionError("no input fits it")


def test_a_layer_is_another_from_the_next_step_on() -> None:
    none = Training(project([*NOISY[:3], {"type": "dropout", "p": 0.0}]), CPU)
    changed = Training(project([*NOISY[:3], {"type": "dropout", "p": 0.9}]), CPU)
    changed.change(with_setting(changed.project, "nodes.n3.p", 0.0))
    assert steps(none, 5) == steps(changed, 5)


def test_a_fast_strategy_is_left_where_other_numbers_are_computed() -> None:
    plain, fast = (Training(project(NOISY), CPU) for _ in range(2))
    assert steps(plain, 3) == steps(fast, 3)
    in_fast_strategy(fast)
    steps(plain, 2), steps(fast, 2)
    for training in (plain, fast):
        training.change(with_setting(training.project, "nodes.n3.p", 0.1))
    assert fast.strategy is fast.plain
    for gradient, other in zip(plain.strategy.gradients(), fast.strategy.gradients(), strict=True):
        assert gradient is not None
        assert other is not None
        assert torch.equal(gradient, other)
    assert steps(plain, 5) == steps(fast, 5)
    same(plain.capture(), fast.capture())


def test_a_task_and_a_loss_can_change_too() -> None:
    training = Training(ARCHITECTURES["autoencoder"], CPU)
    clean = opened(
        {
            **FILES["autoencoder"],
            "training": {**FILES["autoencoder"]["training"], "task": {"type": "reconstruction"}},
        }
    )
    other = Training(clean, CPU)
    training.change(with_setting(training.project, "task.noise", 0.0))
    assert steps(training, 3) == steps(other, 3)


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("mlp", "nodes.n3.p", 0.7),
        ("vae", "nodes.n3.beta", 3.0),
        ("gan", "task.train", "discriminator"),
        ("gan", "task.label_smoothing", 0.1),
        ("autoencoder", "task.noise", 0.5),
        ("cnn", "clip_grad_value", 0.01),
    ],
)
def test_a_change_survives_the_death_of_its_process(
    name: str, field: str, value: Setting, tmp_path: Path
) -> None:
    run = RunSpec(ARCHITECTURES[name], checkpoint_dir=tmp_path, start_paused=True)
    inbox, seen = Inbox(), list[Message]()
    wishes = [Step(count=3), Set(field=field, value=value), Play()]
    for message in train(run, inbox):
        seen.append(message)
        if isinstance(message, StateChanged) and message.state == "finished":
            break
        if isinstance(message, Turn) and message.idle_until == float("inf") and wishes:
            inbox.command(1, wishes.pop(0))
    made = points(seen)
    assert [(p.change.field, p.change.after) for p in made if p.change] == [(field, value)]
    past = changes({point.seq: point for point in made}, after=0)
    again = replace(run, start_paused=False, resume=Resume(None, past, last_seq=made[-1].seq))
    repeated, _ = finished(again)
    assert repeated == made


def test_a_capture_holds_them() -> None:
    one = Training(ARCHITECTURES["gan"], CPU)
    one.change(with_setting(one.project, "task.train", "generator"))
    steps(one, 2)
    other = Training(ARCHITECTURES["gan"], CPU)
    with other.random.in_place():
        other.restore(one.capture())
    assert other.task.train == "generator"  # type: ignore[attr-defined]
    assert steps(one, 2) == steps(other, 2)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("nodes.n3.p", 2.0, "nodes.n3.p cannot be 2: it should be less than or equal to 0.95"),
        ("nodes.n3.p", "much", "cannot be 'much': it should be a valid number"),
        ("nodes.n0.out_features", 4.0, "what can: optimizer.lr"),
        ("nodes.nowhere.p", 0.1, "what can: optimizer.lr"),
        ("task.train", "both", "what can: optimizer.lr"),
        ("l1", True, "l1 cannot be"),
        ("l1", "1", "l1 cannot be '1'"),
        ("steps_per_second", "fast", "cannot be 'fast'"),
        ("steps_per_second", True, "above 0"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(
    field: str, value: Setting, words: str
) -> None:
    loop, inbox = started(RunSpec(project(NOISY), start_paused=True))
    until(loop, "paused")
    inbox.command(1, Set(field=field, value=value))
    (answer,) = only(Answered, through(loop, Answered))
    assert not answer.ok
    assert words in str(answer.error)


def test_a_whole_number_stays_one() -> None:
    run = project(optimizer={"type": "lbfgs"}, batch_size=30)
    assert with_setting(run, "optimizer.max_iter", 5.0).training.optimizer.max_iter == 5  # type: ignore[attr-defined]
    with pytest.raises(Refused, match=r"max_iter cannot be 5\.5"):
        with_setting(run, "optimizer.max_iter", 5.5)


@pytest.mark.parametrize("value", [1.5, "generator", True, None])
def test_a_value_crosses_the_wire_as_it_is(value: Setting) -> None:
    command = Set(field="task.train", value=value)
    again = COMMAND.validate_json(command.model_dump_json())
    assert isinstance(again, Set)
    assert again.value == value
    assert type(again.value) is type(value)


@pytest.mark.parametrize("field", live_fields_of(TrainingFile))
def test_what_is_declared_as_live_in_the_training_can_change_while_it_trains(field: str) -> None:
    training = Training(ARCHITECTURES["mlp"], CPU)
    assert field in live_settings(training.project)
    training.change(with_setting(training.project, field, 0.5))
    assert live_settings(training.project)[field] == 0.5
    steps(training, 1)


def test_the_live_settings_of_a_project_are_those_that_its_entries_declare() -> None:
    project = ARCHITECTURES["gan"]
    entries = {
        name: getattr(project.training, name)
        for name in ("task", "loss", "optimizer", "generator_optimizer", "scheduler")
    }
    declared = {
        f"{name}.{field}"
        for name, entry in entries.items()
        if entry is not None
        for field in entry.live_fields()
        if isinstance(getattr(entry, field), (int, float, str, type(None)))
    }
    found = {name for name in live_settings(project) if not name.startswith("nodes.")}
    assert found == declared | set(live_fields_of(TrainingFile))
