"""In every lesson, the readings of every probe fit one of the kinds that the probe declares."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from tests.training.drawings import opened
from torchground.catalogue.bases.entries import entries
from torchground.lessons import lessons
from torchground.network.spec import Project
from torchground.probing.offering import offers_for
from torchground.probing.probe import Probe
from torchground.telemetry.wire import unpack_frame
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training

DOWNLOADED = {"cnn-mnist"}
"""Lessons whose data a test must not download."""
LESSONS = {lesson.id: lesson.project for lesson in lessons() if lesson.id not in DOWNLOADED}
QUICKER: dict[str, dict[str, Any]] = {
    "loss_landscape": {"size": 5},
    "robustness": {"count": 10},
    "permutation": {"deals": 2},
}
"""Settings that make slow probes faster."""
PROBES: dict[str, type[Probe]] = entries("probes")  # type: ignore[assignment]


def asked(project: Project) -> list[dict[str, Any]]:
    """Every probe as a lesson offers it, and every probe with its default settings."""
    offered = [dict(offer.probe) for offer in offers_for(project)]
    plain = [{"type": type_id} for type_id in PROBES]
    return [{**probe, **QUICKER.get(probe["type"], {})} for probe in [*offered, *plain]]


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_what_a_probe_measures_fits_a_kind_that_it_gives(lesson_id: str) -> None:
    project = opened(LESSONS[lesson_id])
    training = Training(project, torch.device("cpu"))
    scheduler = probe_scheduler(training, "run")
    num_measured = 0
    with training.random.in_place():
        for probe in asked(project):
            measured = scheduler.measure(0, probe)
            assert "could not be measured" not in str(measured.error), measured.error
            if measured.data is None:
                continue
            num_measured += 1
            for reading in unpack_frame(measured.data)["readings"]:
                assert type(reading.facts) in PROBES[probe["type"]].kinds, probe
    assert num_measured > 5
