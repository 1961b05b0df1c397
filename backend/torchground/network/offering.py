"""Which readings suit a project: every probe is asked what it has to show for it."""

from __future__ import annotations

from torchground.catalogue.entries import entries
from torchground.catalogue.probe import Offer, Probe
from torchground.network.spec import Project


def offers_for(project: Project) -> list[Offer]:
    """What all probes offer for this project, in the order in which it is shown."""
    found = [
        offer
        for kind in entries("probes").values()
        if issubclass(kind, Probe)
        for offer in kind.offers(project)
    ]
    return sorted(found, key=lambda offer: (offer.order, offer.title))
