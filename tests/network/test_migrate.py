"""Saved work opens forever: golden project files of every version."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import torch

from torchground.catalogue.entry import entries
from torchground.network.build import build
from torchground.network.check import check, resolve
from torchground.network.migrate import MIGRATIONS, UnknownVersion, migrate
from torchground.network.spec import VERSION

GOLDEN = Path(__file__).parent.parent / "golden" / "projects"
FILES = sorted(GOLDEN.glob("v*/*.json"))
WEIGHTS = {"spiral_mlp": 122, "digits_cnn": 1418, "diabetes_branches": 133, "least": 2}
every_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}"
)


def read(path: Path) -> dict[str, Any]:
    file: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return file


@every_file
def test_a_saved_project_opens_builds_and_answers(path: Path) -> None:
    project, report = resolve(read(path))
    assert report.problems == []
    assert project is not None
    assert report.num_params == WEIGHTS[path.stem]
    network = build(project)
    assert network(torch.zeros(3, *project.info.shape)).shape == (3, *project.wanted)


@every_file
def test_opening_changes_nothing_but_the_version(path: Path) -> None:
    file = read(path)
    before = copy.deepcopy(file)
    project, _ = resolve(file)
    assert file == before
    assert project is not None
    if path.parent.name == f"v{VERSION}":
        assert project.file == {**before, "torchground": VERSION}


def test_every_version_has_golden_files_and_a_migration() -> None:
    assert {path.parent.name for path in FILES} == {f"v{n}" for n in range(1, VERSION + 1)}
    assert set(MIGRATIONS) == set(range(2, VERSION + 1))


def test_the_golden_files_use_every_layer_loss_optimizer_and_task() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in FILES)
    for family in ("layers", "losses", "optimizers", "tasks"):
        for type_id in entries(family):
            assert f'"type": "{type_id}"' in text, f"add {type_id} to a golden project"


def test_a_newer_version_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnknownVersion, match="newer Torchground"):
        migrate({"torchground": VERSION + 1})
    report = check({"torchground": VERSION + 1, "network": "whatever a later version means by it"})
    assert [problem.place for problem in report.problems] == ["torchground"]
    assert "update Torchground" in report.problems[0].sentence


@pytest.mark.parametrize("version", [0, -1, 1.0, "1", None, True, [], float("nan"), 10**400])
def test_what_is_no_version_is_refused(version: object) -> None:
    with pytest.raises(UnknownVersion, match="version"):
        migrate({"torchground": version})


def test_a_file_without_a_version_is_of_todays() -> None:
    assert migrate({"title": "a"}) == {"title": "a", "torchground": VERSION}
