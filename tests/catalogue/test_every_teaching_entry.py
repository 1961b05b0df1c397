"""Losses, optimizers, schedules, initializers, augmentations and tasks: the same questions to every entry."""

from __future__ import annotations

import json
import random
from math import isfinite, prod
from typing import Any, cast

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from torch import nn

from torchground.catalogue.bases.augmentation import Augmentation
from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.initializer import Initializer
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.samples import DataInfo, Samples, Split
from torchground.catalogue.bases.scheduler import Moment, Scheduler
from torchground.catalogue.bases.shapes import Tokens
from torchground.catalogue.bases.task import Asks, Loss, Optimizer, Task
from torchground.testing.fields import fields

LOSSES = {name: cast(type[Loss], kind) for name, kind in entries("losses").items()}
OPTIMIZERS = {name: cast(type[Optimizer], kind) for name, kind in entries("optimizers").items()}
SCHEDULERS = {name: cast(type[Scheduler], kind) for name, kind in entries("schedulers").items()}
TASKS = {name: cast(type[Task], kind) for name, kind in entries("tasks").items()}
every_optimizer = pytest.mark.parametrize("name", OPTIMIZERS)
every_scheduler = pytest.mark.parametrize("name", SCHEDULERS)
every_initializer = pytest.mark.parametrize("name", entries("initializers"))
every_augmentation = pytest.mark.parametrize("name", entries("augmentations"))

PLANE = DataInfo(
    shape=(2,),
    num_train=12,
    num_test=8,
    classes=["a", "b"],
    plane=(-1.0, 1.0),
    modes=[(0.5, 0.5), (-0.5, -0.5)],
    mode_radius=0.2,
)
INFOS = {
    "points of two classes": PLANE,
    "points of three classes": PLANE.model_copy(update={"classes": ["a", "b", "c"]}),
    "numbers": DataInfo(shape=(4,), num_train=12, num_test=8, num_targets=2),
    "series": DataInfo(shape=(6, 3), num_train=12, num_test=8, num_targets=1),
    "pictures": DataInfo(shape=(1, 8, 8), num_train=12, num_test=8, classes=["a", "b", "c"]),
    "colours": DataInfo(shape=(3, 8, 8), num_train=12, num_test=8, classes=["a", "b", "c"]),
    "sentences": DataInfo(
        shape=(5,), num_train=12, num_test=8, vocab=["a", "b", "c"], classes=["p", "q"]
    ),
    "text": DataInfo(
        shape=(5,), num_train=12, num_test=8, vocab=["a", "b", "c"], token_targets=True, causal=True
    ),
    "hidden tokens": DataInfo(
        shape=(5,),
        num_train=12,
        num_test=8,
        vocab=["a", "b", "[MASK]"],
        token_targets=True,
        mask_token=2,
    ),
    "nothing": DataInfo(shape=(1,), num_train=12, num_test=8, num_targets=0),
}
"""One of each sort of data."""


def made_entry(family: str, kind: type[Any], data: st.DataObject, **fixed: Any) -> Any:
    """An entry with any fields that its schema and its own rules accept; texts mean something, so they stay."""
    drawn = {**data.draw(fields(kind)), **fixed}
    properties = kind.model_json_schema()["properties"]
    told = {n: v for n, v in drawn.items() if n == "type" or not _is_text(properties[n])}
    try:
        return parse(family, told)
    except ValidationError:
        assume(False)
        raise


def _is_text(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "string" and "enum" not in schema


def samples(info: DataInfo, count: int, rng: np.random.Generator) -> Samples:
    """Random samples of that sort."""
    if info.is_tokens:
        inputs = rng.integers(0, len(info.vocab), (count, *info.shape))
    else:
        inputs = rng.random((count, *info.shape)).astype(np.float32)
    if info.token_targets:
        targets = rng.integers(0, len(info.vocab), (count, *info.shape))
        targets[:, 1] = -100
    elif info.classes:
        targets = rng.integers(0, len(info.classes), count)
    else:
        targets = rng.standard_normal((count, info.num_targets)).astype(np.float32)
    return Samples(inputs, targets)


def split(info: DataInfo) -> Split:
    rng = np.random.default_rng(4)
    return Split(samples(info, info.num_train, rng), samples(info, info.num_test, rng))


# ---- losses ----------------------------------------------------------------------------------------


def questions(loss: Loss, asks: Asks) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Outputs and targets as a loss may get them."""
    draw = torch.Generator().manual_seed(3)
    if asks == "classes":
        sizes = [(count, loss.num_outputs(count)) for count in (2, 3)]
        return [
            (torch.randn(11, n, generator=draw), torch.randint(0, count, (11,), generator=draw))
            for count, n in sizes
        ]
    if asks == "numbers":
        return [
            (torch.rand(*shape, generator=draw), torch.rand(*shape, generator=draw))
            for shape in ((11, 1), (11, 2), (11, 6, 3), (11, 1, 8, 8))
        ]
    if asks == "real":
        answers = torch.randint(0, 2, (11, 1), generator=draw).float()
        return [(torch.randn(11, 1, generator=draw), 0.8 * answers + 0.1)]
    return [(torch.randn(11, 1, generator=draw), torch.zeros(11, 0))]


PAIRS = [pytest.param(name, asks) for name, kind in LOSSES.items() for asks in kind.fits]


@pytest.mark.parametrize(("name", "asks"), PAIRS)
@settings(max_examples=15)
@given(data=st.data())
def test_a_loss_is_the_mean_of_the_losses_of_each_sample(
    name: str, asks: Asks, data: st.DataObject
) -> None:
    loss = made_entry("losses", LOSSES[name], data)
    for outputs, targets in questions(loss, asks):
        each = loss.each(outputs.shape[-1])(outputs, targets)
        whole = loss.build(outputs.shape[-1])(outputs, targets)
        assert each.shape == (11,)
        assert whole.shape == ()
        assert torch.isfinite(each).all()
        torch.testing.assert_close(each.mean(), whole)


@pytest.mark.parametrize(("name", "asks"), PAIRS)
def test_a_loss_tells_the_outputs_where_to_go(name: str, asks: Asks) -> None:
    loss = parse("losses", {"type": name})
    for outputs, targets in questions(loss, asks):
        if asks == "numbers" and outputs.shape == (11, 1):
            continue  # one number alone has no direction, which is all that some losses look at
        outputs.requires_grad_()
        before = loss.build(outputs.shape[-1])(outputs, targets)
        before.backward()
        assert outputs.grad is not None
        assert torch.isfinite(outputs.grad).all()
        assert outputs.grad.abs().sum() > 0, "no output learns anything"
        after = loss.build(outputs.shape[-1])(outputs - 0.01 * outputs.grad, targets)
        assert after < before


@pytest.mark.parametrize("name", [name for name, kind in LOSSES.items() if "classes" in kind.fits])
def test_where_nothing_is_asked_nothing_counts(name: str) -> None:
    loss = parse("losses", {"type": name})
    for outputs, targets in questions(loss, "classes"):
        asked = torch.arange(11) % 3 != 1
        some = torch.where(asked, targets, -100)
        function = loss.build(outputs.shape[-1])
        torch.testing.assert_close(
            function(outputs, some), function(outputs[asked], targets[asked])
        )
        assert (loss.each(outputs.shape[-1])(outputs, some)[~asked] == 0).all()


def test_every_loss_fits_some_task_and_every_task_has_its_usual_loss() -> None:
    assert {loss for task in TASKS.values() for loss in task.losses()} == set(LOSSES)
    for task in TASKS.values():
        assert task.losses()[0] == task.usual_loss


# ---- optimizers ------------------------------------------------------------------------------------


@every_optimizer
@settings(max_examples=30)
@given(data=st.data())
def test_every_field_of_an_optimizer_reaches_torch(name: str, data: st.DataObject) -> None:
    entry = made_entry("optimizers", OPTIMIZERS[name], data)
    group = entry.build([nn.Parameter(torch.zeros(2))]).param_groups[0]
    told: dict[str, Any] = entry.model_dump(exclude={"type"})
    assert {field: group[field] for field in told if field in group} == {
        field: None if value == "none" else value for field, value in told.items() if field in group
    }
    assert "lr" in group


def walked(name: str, steps: int) -> torch.Tensor:
    """Where an optimizer with its default fields comes to in a bowl."""
    weight = nn.Parameter(torch.tensor([3.0, -2.0, 0.5]))
    optimizer = parse("optimizers", {"type": name}).build([weight])

    def again() -> float:
        optimizer.zero_grad()
        height = weight.square().sum()
        height.backward()  # type: ignore[no-untyped-call]
        return height.item()

    for _ in range(steps):
        optimizer.step(again)
    return weight.detach()


@every_optimizer
def test_an_optimizer_walks_down_a_bowl(name: str) -> None:
    heights = [walked(name, steps).square().sum().item() for steps in (0, 50, 400)]
    assert heights[0] > heights[1] > heights[2] >= 0 or heights[1] < 1e-6


@every_optimizer
def test_two_optimizers_take_equal_steps(name: str) -> None:
    assert torch.equal(walked(name, 20), walked(name, 20))


@every_optimizer
def test_an_optimizer_has_a_learning_rate_that_may_change_while_it_runs(name: str) -> None:
    schema = OPTIMIZERS[name].model_json_schema()["properties"]["lr"]
    assert schema["ui"]["live"]


# ---- schedules -------------------------------------------------------------------------------------


def factors(scheduler: Scheduler, steps_per_epoch: int, epochs: int) -> list[float]:
    """What it gives for every step of a training whose test loss falls, stays and rises."""
    memory: dict[str, float] = {}
    found = []
    for step in range(steps_per_epoch * epochs):
        moment = Moment(step, steps_per_epoch, epochs)
        found.append(scheduler.factor(moment, memory))
        if (step + 1) % steps_per_epoch == 0:
            scheduler.watched(abs(moment.epoch - epochs / 2), memory)
            memory = json.loads(json.dumps(memory, allow_nan=False))
    return found


@every_scheduler
@settings(max_examples=30)
@given(data=st.data(), steps_per_epoch=st.integers(1, 9), epochs=st.integers(1, 30))
def test_a_schedule_gives_a_factor_for_every_step(
    name: str, data: st.DataObject, steps_per_epoch: int, epochs: int
) -> None:
    scheduler = made_entry("schedulers", SCHEDULERS[name], data)
    found = factors(scheduler, steps_per_epoch, epochs)
    assert all(isinstance(factor, float) and isfinite(factor) and factor >= 0 for factor in found)
    assert found == factors(scheduler, steps_per_epoch, epochs)


@every_scheduler
def test_a_schedule_changes_something_and_leaves_something_to_learn_with(name: str) -> None:
    found = factors(parse("schedulers", {"type": name}), 10, 100)
    assert len(set(found)) > 1
    assert max(found) > 0


@every_scheduler
def test_a_schedule_says_whether_it_watches_the_loss(name: str) -> None:
    scheduler = parse("schedulers", {"type": name})
    memory: dict[str, float] = {}
    for _ in range(200):
        scheduler.watched(1.0, memory)
    assert bool(memory) == scheduler.watches_loss
    moment = Moment(500, 10, 100)
    if not scheduler.watches_loss:
        assert scheduler.factor(moment, {}) == scheduler.factor(moment, {"anything": 3.0})


@every_scheduler
def test_a_schedule_goes_on_beyond_the_planned_end(name: str) -> None:
    factor = parse("schedulers", {"type": name}).factor(Moment(1010, 10, 100), {})
    assert isfinite(factor)
    assert factor >= 0


# ---- initializers ----------------------------------------------------------------------------------


def layers_to_fill() -> list[nn.Module]:
    """One of each sort of layer with params."""
    built = []
    for kind in entries("layers").values():
        layer = cast(Layer, parse("layers", {"type": kind.type_id()}))
        for shapes in ([(8,)], [(6, 8)], [(4, 8, 8)], [Tokens(6, 5)]):
            try:
                if kind.type_id() in ("input", "output") or not layer.num_params(*shapes):
                    continue
                layer.output_shape(*shapes)
                built.append(layer.build(*shapes))
                break
            except (ValueError, IndexError, AttributeError):
                continue
    return built


@every_initializer
@settings(max_examples=10)
@given(data=st.data())
def test_an_initializer_fills_every_layer_with_finite_numbers(
    name: str, data: st.DataObject
) -> None:
    initializer = cast(Initializer, made_entry("initializers", entries("initializers")[name], data))
    for module in layers_to_fill():
        before = {key: value.clone() for key, value in module.named_parameters()}
        kept = {key: value.clone() for key, value in module.named_buffers()}
        torch.manual_seed(1)
        initializer.fill(module)
        after = dict(module.named_parameters())
        assert after.keys() == before.keys()
        for key, value in after.items():
            assert (value.shape, value.dtype) == (before[key].shape, before[key].dtype)
            assert value.requires_grad == before[key].requires_grad
            assert torch.isfinite(value).all()
        assert all(torch.equal(value, kept[key]) for key, value in module.named_buffers())
        once = {key: value.detach().clone() for key, value in after.items()}
        torch.manual_seed(1)
        initializer.fill(module)
        assert all(torch.equal(value, once[key]) for key, value in module.named_parameters())


@every_initializer
def test_an_initializer_changes_some_layer(name: str) -> None:
    initializer = parse("initializers", {"type": name})
    changed = False
    for module in layers_to_fill():
        before = [value.clone() for value in module.parameters()]
        initializer.fill(module)
        changed |= any(
            not torch.equal(a, b) for a, b in zip(before, module.parameters(), strict=True)
        )
    assert changed


# ---- augmentations ---------------------------------------------------------------------------------


@every_augmentation
@settings(max_examples=15)
@given(data=st.data())
def test_an_augmentation_keeps_shape_and_sort_and_draws_from_torch_alone(
    name: str, data: st.DataObject
) -> None:
    kind = entries("augmentations")[name]
    augmentation = cast(Augmentation, made_entry("augmentations", kind, data))
    fitting = [info for info in INFOS.values() if augmentation.refuses(info) is None]
    assume(fitting)  # a shift may be too large for every picture here
    for info in fitting:
        x = torch.from_numpy(split(info).train.inputs)
        before, numpys, pythons = x.clone(), np.random.get_state()[1], random.getstate()
        torch.manual_seed(7)
        changed = augmentation.apply(x)
        assert (changed.shape, changed.dtype) == (x.shape, x.dtype)
        assert torch.isfinite(changed).all()
        assert torch.equal(x, before), "it changed the samples themselves"
        assert np.array_equal(np.random.get_state()[1], numpys)
        assert random.getstate() == pythons
        torch.manual_seed(7)
        assert torch.equal(augmentation.apply(x), changed)


@every_augmentation
def test_an_augmentation_changes_samples_and_says_what_it_cannot_change(name: str) -> None:
    augmentation = parse("augmentations", {"type": name})
    torch.manual_seed(2)
    for info in INFOS.values():
        refusal = augmentation.refuses(info)
        if refusal is not None:
            assert len(refusal) > 20
        else:
            x = torch.from_numpy(split(info).train.inputs)
            assert any(not torch.equal(augmentation.apply(x), x) for _ in range(20))


# ---- tasks -----------------------------------------------------------------------------------------

POSED = [
    pytest.param(task, loss, sort, id=f"{task}-{loss}-{sort}")
    for task, kind in TASKS.items()
    for loss in kind.losses()
    for sort in INFOS
    if parse("tasks", {"type": task}).refuses(INFOS[sort]) is None
]


@pytest.mark.parametrize(("task_type", "loss_type", "sort"), POSED)
def test_a_task_asks_measures_and_can_be_learned(task_type: str, loss_type: str, sort: str) -> None:
    info = INFOS[sort]
    task, loss = parse("tasks", {"type": task_type}), parse("losses", {"type": loss_type})
    wanted = task.output_shape(info, loss)
    assert all(size >= 1 for size in wanted)
    half = task.posed(split(info), 1).train
    x, y = task.prepare(torch.from_numpy(half.inputs), torch.from_numpy(half.targets))
    assert (x.shape, x.dtype) == (half.inputs.shape, torch.from_numpy(half.inputs).dtype)
    torch.manual_seed(1)
    outputs = torch.rand(len(x), *wanted).requires_grad_()
    pair = task.paired(outputs, y)
    each = loss.each(wanted[-1])(*pair)
    assert each.shape == (len(pair[0]),)
    loss.build(wanted[-1])(*pair).backward()
    assert outputs.grad is not None
    assert outputs.grad.abs().sum() > 0
    metrics = task.metrics(outputs.detach(), y, loss)
    assert all(isinstance(value, float) and isfinite(value) for value in metrics.values())
    assert json.dumps(metrics)


@pytest.mark.parametrize("task_type", TASKS)
def test_a_task_fits_some_data_and_refuses_others_with_a_sentence(task_type: str) -> None:
    task = parse("tasks", {"type": task_type})
    refusals = [task.refuses(info) for info in INFOS.values()]
    assert None in refusals
    assert all(refusal is None or len(refusal) > 30 for refusal in refusals)


@pytest.mark.parametrize("task_type", TASKS)
def test_posing_a_task_twice_gives_the_same_samples(task_type: str) -> None:
    task = parse("tasks", {"type": task_type})
    for info in INFOS.values():
        if task.refuses(info) is not None:
            continue
        halves = [task.posed(split(info), 1) for _ in range(2)]
        for one, two in zip(*[(half.train, half.test) for half in halves], strict=True):
            assert one.inputs.tobytes() == two.inputs.tobytes()
            assert one.targets.tobytes() == two.targets.tobytes()
            assert prod(one.inputs.shape[1:]) == prod(info.shape)


@pytest.mark.parametrize("data_type", entries("datasets"))
def test_a_data_set_fits_the_tasks_that_it_names(data_type: str) -> None:
    kind = entries("datasets")[data_type]
    for task_type in kind.facts()["tasks"]:
        assert task_type in TASKS
