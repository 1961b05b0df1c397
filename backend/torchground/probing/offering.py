"""Which readings suit a project: every probe is asked what it has to show for it."""

from __future__ import annotations

from torchground.catalogue.bases.entries import entries
from torchground.network.check.checking import resolve
from torchground.network.check.problems import Report
from torchground.network.spec import Project
from torchground.probing.probe import Probe
from torchground.telemetry.offers import Offer


def offers_for(project: Project) -> list[Offer]:
    """What all probes offer for this project, in the order in which it is shown."""
    found = [
        offer
        for kind in entries("probes").values()
        if issubclass(kind, Probe)
        for offer in kind.offers(project)
    ]
    return sorted(found, key=lambda offer: (offer.order, offer.title))


def check_with_offers(file: object) -> Report:
    """The check of a project file, with the readings that suit the project. Takes any JSON value, never raises."""
    project, report = resolve(file)
    return report if project is None else report.model_copy(update={"offers": offers_for(project)})
