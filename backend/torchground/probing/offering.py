"""Which readings suit a project: every probe is asked what it has to show for it."""

from __future__ import annotations

from torchground.catalogue.bases.entries import entries
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
