"""Converts captures of older versions to the current format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from torchground.training.learner import ORDER, Learner

if TYPE_CHECKING:
    from torchground.training.capture import Capture

T = TypeVar("T")


def upgraded(capture: Capture, learners: Mapping[str, Learner]) -> Capture:
    """The capture in the current format, 2. ``learners`` are those of the run that will be restored.

    Format 1 named optimizer state by the index of the param: ``optimizer.0.exp_avg``. Its first files also put the name
    of the learner before the plain values. Raises ``ValueError`` where no param has the index.
    """
    if capture.format != 1:
        return capture
    tensors, facts = dict(capture.tensors), dict(capture.facts)
    for place, learner in learners.items():
        prefix = f"{place}."
        old = {name: tensors.pop(name) for name in list(tensors) if name.startswith(prefix)}
        new = _by_name({name.removeprefix(prefix): value for name, value in old.items()}, learner)
        tensors |= {prefix + name: value for name, value in new.items()}
        plain: dict[str, Any] = facts[place]
        facts[place] = _by_name(
            {name.removeprefix(prefix): value for name, value in plain.items()}, learner
        )
        if facts[place] and learner.closure:
            facts[place][ORDER] = learner.names
    return replace(capture, tensors=tensors, facts=facts, format=2)


def _by_name(by_index: Mapping[str, T], learner: Learner) -> dict[str, T]:
    """Replaces indices by param names: ``0.exp_avg`` becomes ``h1.weight.exp_avg``."""
    named = {}
    for key, value in by_index.items():
        index, _, name = key.partition(".")
        if not index.isdigit() or int(index) >= len(learner.owners):
            raise ValueError(
                f"the optimizer remembers a param {index}, which the network does not have"
            )
        named[f"{learner.owners[int(index)]}.{name}"] = value
    return named
