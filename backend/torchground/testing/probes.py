"""Questions to every probe: it measures or says why not, returns the kinds it declares, and changes nothing."""

from __future__ import annotations

from functools import cache

import torch

from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.entry import Entry
from torchground.network.check.checking import resolve
from torchground.probing.probe import Probe
from torchground.probing.scheduler import Measurement
from torchground.telemetry.wire import unpack_frame
from torchground.testing.drawings import project
from torchground.testing.fields import Json
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training

DENSE: list[Json] = [{"type": "linear", "out_features": 6}, {"type": "tanh"}]
CONVOLVED: list[Json] = [
    {"type": "conv2d", "out_channels": 3, "kernel_size": 3},
    {"type": "relu"},
    {"type": "flatten"},
]
RUNS: dict[str, Json] = {
    "points of a plane": project(*DENSE, data="circle"),
    "a table of numbers": project(*DENSE, data="diabetes"),
    "a line": project(*DENSE, data="sine"),
    "pictures": project(*CONVOLVED, data="digits"),
}
"""The runs that the probe measures: one for each sort of data."""


def measures_or_says_why_not(kind: type[Entry]) -> None:
    """For every run it measures something or gives a reason. The reason is a sentence and not an exception."""
    for run in RUNS:
        measured = first_look(run, kind.type_id())
        if measured.data is None:
            assert len(str(measured.error)) > 15
            assert "Error" not in str(measured.error)
            assert "could not be measured" not in str(measured.error)


def gives_the_kinds_it_declares(kind: type[Entry]) -> None:
    """It returns only kinds of reading that its class declares, so that there is a view for each. Facts and tensors
    fit."""
    assert issubclass(kind, Probe)
    assert kind.kinds
    for run in RUNS:
        measured = first_look(run, kind.type_id())
        assert "could not be measured" not in str(measured.error), measured.error
        if measured.data is not None:
            readings = unpack_frame(measured.data)["readings"]
            assert readings, "it measured nothing and gave no reason"
            assert {type(reading.facts) for reading in readings} <= set(kind.kinds)


def offers_what_can_be_measured(kind: type[Entry]) -> None:
    """Each probe that it offers for a project can measure a run of that project."""
    assert issubclass(kind, Probe)
    for run in RUNS:
        for offer in kind.offers(trained(run).project):
            assert parse("probes", dict(offer.probe)).type == kind.type_id()
            if offer.place in ("output", "inside", "node"):
                assert "could not be measured" not in str(measure(run, dict(offer.probe)).error)


def leaves_no_trace(kind: type[Entry]) -> None:
    """Params, buffers, gradients, random state and mode do not change. A second measurement gives the same."""
    for run in RUNS:
        training = trained(run)
        before, random = training.capture(), torch.get_rng_state()
        gradients = [None if g is None else g.clone() for g in training.strategy.gradients()]
        assert measure(run, {"type": kind.type_id()}) == first_look(run, kind.type_id())
        after = training.capture()
        assert before.facts == after.facts
        assert all(torch.equal(v, after.tensors[n]) for n, v in before.tensors.items())
        assert torch.equal(torch.get_rng_state(), random)
        assert all(module.training for module in training.network.modules())
        for now, then in zip(training.strategy.gradients(), gradients, strict=True):
            assert now is not None
            assert then is not None
            assert torch.equal(now, then)


QUESTIONS = (
    measures_or_says_why_not,
    gives_the_kinds_it_declares,
    offers_what_can_be_measured,
    leaves_no_trace,
)


@cache
def trained(run: str) -> Training:
    """A run of ``RUNS`` after three steps. Probes do not change it."""
    found, report = resolve(RUNS[run])
    assert found is not None, report.problems
    training = Training(found, torch.device("cpu"))
    with training.random.in_place():
        for batch in training.next_batches(3):
            training.take(batch)
    return training


@cache
def first_look(run: str, type_id: str) -> Measurement:
    """The first measurement of a run by a probe with its default fields."""
    return measure(run, {"type": type_id})


def measure(run: str, probe: Json) -> Measurement:
    """The measurement of a run by a probe."""
    return probe_scheduler(trained(run), "question").measure(1, probe)
