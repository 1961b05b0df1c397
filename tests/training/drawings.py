"""Small projects to train, and helpers that run them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from torchground.files.store import FileStore
from torchground.network.check.checking import resolve
from torchground.network.spec import Project
from torchground.telemetry.messages import Point
from torchground.training.capture import Capture
from torchground.training.checkpoint import read
from torchground.training.inbox import Inbox
from torchground.training.loop import train
from torchground.training.messages import Checkpointed, Message, PointMade, StateChanged
from torchground.training.spec import RunSpec

CIRCLE = {"type": "circle", "num_samples": 60, "test_fraction": 0.5, "seed": 3}
TANH_4 = [{"type": "linear", "out_features": 4}, {"type": "tanh"}]
NOISY = [
    {"type": "linear", "out_features": 6},
    {"type": "batch_norm1d"},
    {"type": "relu"},
    {"type": "dropout", "p": 0.3},
]
"""Layers with random numbers and batch statistics."""
CONV = [
    {"type": "conv2d", "out_channels": 3, "kernel_size": 3},
    {"type": "relu"},
    {"type": "max_pool2d", "kernel_size": 2},
    {"type": "flatten"},
]


def chain(layers: list[dict[str, Any]], data: dict[str, Any], **training: Any) -> dict[str, Any]:
    """The file of a network without branches: ``x``, ``n0``, ``n1`` …, ``y``."""
    inner = [{"id": f"n{index}", "layer": layer} for index, layer in enumerate(layers)]
    ends = {"id": "x", "layer": {"type": "input"}}, {"id": "y", "layer": {"type": "output"}}
    nodes = [ends[0], *inner, ends[1]]
    wires = [{"source": a["id"], "target": b["id"]} for a, b in itertools.pairwise(nodes)]
    network = {"nodes": nodes, "edges": wires}
    return {"torchground": 1, "network": network, "data": data, "training": training}


def project(
    layers: list[dict[str, Any]] = TANH_4, data: dict[str, Any] = CIRCLE, **training: Any
) -> Project:
    """A checked project without branches."""
    return opened(chain(layers, data, **{"batch_size": 8, "epochs": 3} | training))


def opened(file: dict[str, Any], files: FileStore | None = None) -> Project:
    """The checked project of a file without problems."""
    found, report = resolve(file, files)
    assert found is not None, report.problems
    return found


def points(messages: list[Message]) -> list[Point]:
    return [message.point for message in messages if isinstance(message, PointMade)]


def states(messages: list[Message]) -> list[str]:
    return [message.state for message in messages if isinstance(message, StateChanged)]


def only(kind: type[Any], messages: list[Message]) -> list[Any]:
    """The messages of one kind."""
    return [message for message in messages if isinstance(message, kind)]


def finished(run: RunSpec) -> tuple[list[Point], Capture]:
    """Every point of an undisturbed run, and its capture at the end. The run must have a folder."""
    messages = list(train(run))
    assert states(messages) == ["running", "finished"], only(StateChanged, messages)
    return points(messages), last_capture(messages, run)


def last_capture(messages: list[Message], run: RunSpec) -> Capture:
    """The capture in the last checkpoint."""
    return read(only(Checkpointed, messages)[-1].file, run.run_id)


def until(loop: Iterator[Message], state: str) -> list[Message]:
    """The messages up to a change to this state."""
    seen = []
    for message in loop:
        seen.append(message)
        if isinstance(message, StateChanged) and message.state == state:
            return seen
    raise AssertionError(f"the run ended before it was {state}: {seen[-3:]}")


def through(loop: Iterator[Message], kind: type[Any]) -> list[Message]:
    """The messages up to the first one of a kind."""
    seen = []
    for message in loop:
        seen.append(message)
        if isinstance(message, kind):
            return seen
    raise AssertionError(f"the run ended without a {kind.__name__}")


def started(run: RunSpec) -> tuple[Iterator[Message], Inbox]:
    """The messages of a run, and its inbox."""
    inbox = Inbox()
    return train(run, inbox), inbox


QUICKER: dict[str, dict[str, Any]] = {"loss_landscape": {"size": 5}, "robustness": {"count": 10}}
"""Settings that make slow probes faster."""


def quick(probe: dict[str, Any]) -> dict[str, Any]:
    """A probe, measured with fewer points where that makes a test faster."""
    return {**probe, **QUICKER.get(str(probe["type"]), {})}
