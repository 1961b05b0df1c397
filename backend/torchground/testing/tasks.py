"""Questions to every task: it can be learned on all data that it fits, measures them, and refuses others."""

from __future__ import annotations

import json
from math import isfinite, prod

import torch

from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.samples import DataInfo
from torchground.catalogue.bases.task import Loss, Task
from torchground.testing.sorts import INFOS, split


def asks_measures_and_can_be_learned(kind: type[Entry]) -> None:
    """It can be learned with each of its losses, on each sort of data that it fits."""
    assert issubclass(kind, Task)
    task = usual(kind)
    for loss_type in kind.losses():
        loss = parse("losses", {"type": loss_type})
        for info in INFOS.values():
            if task.refuses(info) is None:
                _assert_learns(task, loss, info)


def fits_some_data_and_refuses_others_with_a_sentence(kind: type[Entry]) -> None:
    """It fits at least one sort of data, and refuses others with a sentence."""
    refusals = [usual(kind).refuses(info) for info in INFOS.values()]
    assert None in refusals
    assert all(refusal is None or len(str(refusal)) > 30 for refusal in refusals)


def makes_the_same_samples_twice(kind: type[Entry]) -> None:
    """The samples that it makes of a split depend only on the seed."""
    task = usual(kind)
    for info in INFOS.values():
        if task.refuses(info) is not None:
            continue
        halves = [task.posed(split(info), 1) for _ in range(2)]
        for one, two in zip(*[(half.train, half.test) for half in halves], strict=True):
            assert one.inputs.tobytes() == two.inputs.tobytes()
            assert one.targets.tobytes() == two.targets.tobytes()
            assert prod(one.inputs.shape[1:]) == prod(info.shape)


def has_its_usual_loss_first(kind: type[Entry]) -> None:
    """The default loss is the first of its losses."""
    assert issubclass(kind, Task)
    assert kind.losses()[0] == kind.usual_loss


QUESTIONS = (
    asks_measures_and_can_be_learned,
    fits_some_data_and_refuses_others_with_a_sentence,
    makes_the_same_samples_twice,
    has_its_usual_loss_first,
)


def usual(kind: type[Entry]) -> Task:
    """The task with its default fields."""
    task: Task = parse("tasks", {"type": kind.type_id()})
    return task


def _assert_learns(task: Task, loss: Loss, info: DataInfo) -> None:
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
    loss.build(wanted[-1])(*pair).backward()  # type: ignore[no-untyped-call]
    assert outputs.grad is not None
    assert outputs.grad.abs().sum() > 0
    metrics = task.metrics(outputs.detach(), y, loss)
    assert all(isinstance(value, float) and isfinite(value) for value in metrics.values())
    assert json.dumps(metrics)
