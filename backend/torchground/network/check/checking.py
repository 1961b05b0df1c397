"""The check: turns a project file into a project that can be built, or into a list of its problems.

It computes shapes and sizes by plain arithmetic, without torch, in time linear in the file. It never raises.
"""

from __future__ import annotations

import copy
from typing import Any

from torchground.catalogue.bases import packages
from torchground.files.store import FileStore
from torchground.network.check.blocks import check_blocks
from torchground.network.check.budget import check_budget
from torchground.network.check.fields import read_fields
from torchground.network.check.findings import Enough, Findings, shown_value
from torchground.network.check.first_weights import warn_first_weights
from torchground.network.check.learning import check_learning
from torchground.network.check.opening import check_view, open_file
from torchground.network.check.problems import Report
from torchground.network.check.shaping import Shaped, activation_bytes, shape_nodes
from torchground.network.check.task_fit import check_drawing, warn_answers
from torchground.network.check.training_fit import check_optimizers, check_task
from torchground.network.check.training_section import TrainingSection, read_training_section
from torchground.network.check.whole import check_whole
from torchground.network.check.wiring import Graph, read_network
from torchground.network.spec import Project, ProjectFile, Training
from torchground.network.transfer import check_start
from torchground.words import other, template

READ_APART = ("network", "data", "training", "blocks", "view")
"""The fields of the file that are not read with the others."""
A_PROJECT = template("checking.a_project", "a project")
NO_VIEW = template(
    "checking.no_view",
    "view must be an object, got {came}",
)

PACKAGE_FAILED = template(
    "check.package_failed",
    "an entry of the package {package} failed while it was asked about this project ({why:inside}); this is a fault "
    "of that package, not of the drawing: use another entry, or a repaired version of the package",
)


def check(file: object, files: FileStore | None = None) -> Report:
    """All problems of a project file, and the shape and size of every node. Takes any JSON value and never raises.

    ``files`` has the uploads, weights and downloads that the project names. Without it, the check finds none of them.
    """
    return resolve(file, files)[1]


def resolve(file: object, files: FileStore | None = None) -> tuple[Project | None, Report]:
    """The project (None unless the report is ok) and the report, from one pass over the file. Reads ``files``."""
    found = Findings()
    try:
        return _resolve(file, files, found)
    except Enough:
        return None, _report(found, None, Shaped({}, []))
    except Exception as error:
        package = packages.blamed(error)
        if package is None:
            raise
        found = Findings()
        why = other(f"{type(error).__name__}: {error}")
        found.error((), PACKAGE_FAILED(package=str(package), why=why))
        return None, _report(found, None, Shaped({}, []))


def _resolve(
    file: object, files: FileStore | None, found: Findings
) -> tuple[Project | None, Report]:
    opened = open_file(file, found)
    if opened is None:
        return None, _report(found, None, Shaped({}, []))
    head = read_fields(ProjectFile, A_PROJECT(), opened, (), found, skip=READ_APART)
    _read_view(opened, found)
    section = read_training_section(opened, found, files)
    check_task(section, found)
    check_optimizers(section, found)
    graph = read_network(opened, found, files)
    if graph is not None:
        check_whole(graph, found)
    check_blocks(opened, found)
    shaped = _shape(graph, section, found, files)
    report = _report(found, section, shaped)
    if not report.ok:
        return None, report
    return _project(head["title"], section, shaped, copy.deepcopy(opened), files), report


def _read_view(opened: dict[str, Any], found: Findings) -> None:
    view = opened.get("view", {})
    if not isinstance(view, dict):
        found.error(("view",), NO_VIEW(came=shown_value(view)))
    check_view(view, found)


def _shape(
    graph: Graph | None, section: TrainingSection, found: Findings, files: FileStore | None
) -> Shaped:
    if graph is None:
        return Shaped({}, [])
    shaped = shape_nodes(graph, section.info, section.wanted, found)
    check_budget(graph, section, shaped, found)
    check_drawing(graph, section, shaped, found)
    told = check_start(section.plain.get("start"), shaped.nodes, graph.nodes, found, files)
    if found.num_errors == 0 and len(shaped.nodes) == len(graph.nodes):
        check_learning(graph, section, shaped.nodes, found)
        warn_first_weights(graph, section, shaped.nodes, found)
        warn_answers(graph, section, found)
    for name, outcome in told.items():
        shaped.reports[name] = shaped.reports[name].model_copy(update={"start": outcome})
    return shaped


def _report(found: Findings, section: TrainingSection | None, shaped: Shaped) -> Report:
    info = None if section is None else section.info
    batch_size = 1 if section is None else section.batch_size
    return Report(
        ok=found.num_errors == 0,
        problems=found.problems,
        nodes=shaped.reports,
        num_params=sum(node.num_params for node in shaped.nodes),
        activation_bytes=activation_bytes(shaped.nodes, batch_size),
        data=info,
        steps_per_epoch=None if info is None else -(-info.num_train // batch_size),
        defaults={} if section is None else section.defaults,
        offers=[],
    )


def _project(
    title: str,
    section: TrainingSection,
    shaped: Shaped,
    file: dict[str, Any],
    files: FileStore | None,
) -> Project:
    assert section.data is not None
    assert section.info is not None
    assert section.task is not None
    assert section.loss is not None
    assert section.optimizer is not None
    return Project(
        title=title,
        nodes=tuple(shaped.nodes),
        data=section.data,
        info=section.info,
        wanted=section.wanted,
        training=Training(
            task=section.task,
            loss=section.loss,
            optimizer=section.optimizer,
            **section.plain,
        ),
        file=file,
        files=files,
    )
