"""Saved projects of every version can be opened. There are golden files for each version."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.network.check.fixing import fixed
from tests.network.check.random_graphs import random_inputs
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES
from torchground.network.build import build
from torchground.network.check.checking import check, resolve
from torchground.network.migrate import MIGRATIONS, UnknownVersion, migrate
from torchground.network.spec import VERSION

GOLDEN = Path(__file__).parent.parent / "golden" / "projects"
FILES = sorted(GOLDEN.glob("v*/*.json"))
EVERY = (1355, 69, 7886, 10306, 20639, 98, 9042, 2, 31813, 602, 1532, 271, 6)
WEIGHTS = {
    **{"spiral_mlp": 122, "digits_cnn": 1418, "diabetes_branches": 133, "least": 2},
    "spiral_blocks": 122,
    **{f"every_{part:02}": count for part, count in enumerate(EVERY, start=1)},
}
SEES_ITS_ANSWER = {"every_07"}
"""Files of networks that could see the token they should predict. The check reports this problem, and its fix solves
it."""
every_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}"
)


def read(path: Path) -> dict[str, Any]:
    file: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return file


def mended(path: Path) -> dict[str, Any]:
    """The file. Where it was valid in the past and is refused today, the file after its fix."""
    file = read(path)
    if path.stem not in SEES_ITS_ANSWER:
        return file
    (problem,) = check(file).problems
    assert "tokens that come later" in problem.sentence
    return fixed(file, problem.fixes[0])


@every_file
def test_a_saved_project_opens_builds_and_answers(path: Path) -> None:
    project, report = resolve(mended(path))
    assert report.ok, report.problems
    assert project is not None
    assert report.num_params == WEIGHTS[path.stem]
    network = build(project)
    assert network(random_inputs(project, 3)).shape == (3, *project.wanted)


@every_file
def test_opening_changes_nothing_but_the_version(path: Path) -> None:
    file = mended(path)
    before = copy.deepcopy(file)
    project, _ = resolve(file)
    assert file == before
    assert project is not None
    version = int(path.parent.name.removeprefix("v"))
    assert project.file == {**before, "torchground": version}


def test_every_version_has_golden_files_and_a_migration() -> None:
    assert {path.parent.name for path in FILES} == {f"v{n}" for n in range(1, VERSION + 1)}
    assert set(MIGRATIONS) == set(range(2, VERSION + 1))


def test_the_golden_files_use_nearly_every_entry_that_a_project_may_have() -> None:
    """A new entry does not need to be in a golden file. From time to time, new entries are added to them together."""
    text = "".join(path.read_text(encoding="utf-8") for path in FILES)
    families = [name for name in FAMILIES if name not in ("probes", "datasets")]
    known = [type_id for family in families for type_id in entries(family)]
    missing = [type_id for type_id in known if f'"type": "{type_id}"' not in text]
    assert len(missing) < len(known) / 10, missing


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
    assert migrate({"title": "a"}) == {"title": "a", "torchground": 1}
    assert migrate({"blocks": ["b"]}) == {"blocks": ["b"], "torchground": VERSION}
