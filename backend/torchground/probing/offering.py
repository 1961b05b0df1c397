"""Which readings suit a project: asks every probe what it can show for it."""

from __future__ import annotations

from torchground.catalogue.bases import packages
from torchground.catalogue.bases.entries import entries
from torchground.files.store import FileStore
from torchground.network.check.checking import resolve
from torchground.network.check.problems import Problem, Report
from torchground.network.spec import Project
from torchground.probing.probe import Probe
from torchground.telemetry.offers import Offer
from torchground.words import other, template

FAILED = template(
    "offers.failed",
    "The probe {probe} of the package {package} failed to say what it can show of this project ({why:inside}); it is "
    "not offered, everything else works.",
)


def offers_for(project: Project) -> list[Offer]:
    """The offers of all probes for this project, in the order in which the page shows them."""
    return _ask_probes(project)[0]


def check_with_offers(file: object, files: FileStore | None = None) -> Report:
    """Checks a project file and adds the readings that suit the project. Takes any JSON value and never raises."""
    project, report = resolve(file, files)
    if project is None:
        return report
    offers, problems = _ask_probes(project)
    return report.model_copy(update={"offers": offers, "problems": [*report.problems, *problems]})


def _ask_probes(project: Project) -> tuple[list[Offer], list[Problem]]:
    """The offers of all probes, and a warning for each probe of another package that raised an error."""
    offers: list[Offer] = []
    problems: list[Problem] = []
    for kind in entries("probes").values():
        assert issubclass(kind, Probe)
        try:
            offers += kind.offers(project)
        except Exception as error:
            package = packages.package_of(kind)
            if package is None:
                raise
            why = other(f"{type(error).__name__}: {error}")
            sentence = FAILED(probe=kind.title, package=str(package), why=why)
            problems.append(Problem.of(sentence, severity="warning", place=""))
    return sorted(offers, key=lambda offer: (offer.order, offer.title)), problems
