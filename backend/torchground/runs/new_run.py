"""A run that is to be made: what it says of itself at first, and why it cannot be."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from torchground.network.check.problems import Problem, Report
from torchground.network.spec import Project
from torchground.runs import sentences
from torchground.runs.drafts import Draft
from torchground.storage.store import now
from torchground.telemetry.messages import RunInfo
from torchground.training.settings import live_settings
from torchground.words import Sentence

HEAVY_PARAMS = 1_000_000
HEAVY_BYTES = 16 * 1024 * 1024
"""Params, or bytes of activations in one batch, from which a GPU pays."""


@dataclass(frozen=True)
class New:
    """A run that is to be saved for the first time."""

    info: RunInfo
    project: Project
    report: Report
    request: str | None
    key: str
    owner: str | None
    place: Draft | None


def new_info(project: Project, *, draft: bool, paused: bool) -> RunInfo:
    """What a run of the project says of itself at first."""
    training = project.training
    return RunInfo(
        id=uuid.uuid4().hex,
        title=project.title,
        state="paused" if paused else "queued",
        draft=draft,
        epochs=training.epochs,
        steps_per_epoch=project.steps_per_epoch,
        num_params=project.num_params,
        settings=live_settings(project),
        created=now(),
        seed=training.seed,
    )


def heavy(report: Report) -> bool:
    """Whether a GPU pays."""
    return report.num_params >= HEAVY_PARAMS or report.activation_bytes >= HEAVY_BYTES


def first_problem(problems: Sequence[Problem]) -> Sentence:
    """Why a project cannot be trained, by its first problem."""
    if not problems:
        return sentences.NOT_TRAINABLE()
    first, more = problems[0].sentence, len(problems) - 1
    if more:
        return sentences.FIRST_OF_PROBLEMS(problem=first, more=more)
    return sentences.FIRST_PROBLEM(problem=first)
