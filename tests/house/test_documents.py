"""What the documents say is there: links lead somewhere, files and names exist, settings are what readers accept."""

from __future__ import annotations

import argparse
import json
import re
import types
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

from tests.catalogue.installing import installed, write_package
from tests.house.documents import ROOT, Block, blocks, code_in, file_at, rows, tracked
from torchground.catalogue.bases import packages
from torchground.cli.exits import FINISHED
from torchground.cli.output import Output
from torchground.export.trained import Trained
from torchground.network.check.checking import resolve
from torchground.testing import questions
from torchground.testing.drawings import project
from torchground.training.loop import train
from torchground.training.messages import PointMade
from torchground.training.spec import RunSpec

DOCUMENTS = tracked("*.md")
EXAMPLES = blocks((ROOT / "docs" / "adding.md").read_text(encoding="utf-8"))
OURS = [path for path in DOCUMENTS if "lessons" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def without_code(text: str) -> str:
    """A text without its code blocks, fenced or indented, and without what stands in backticks."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`|^ {4}.*$", "", text, flags=re.M)


def anchors_of(path: Path) -> set[str]:
    """The names of the headings, as hosting sites make them."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_relative_links_lead_somewhere(path: Path) -> None:
    text = without_code(path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / unquote(file)).resolve() if file else path
        assert there.exists(), f"{name_of(path)} links to {target}, which is not there"
        assert not anchor or anchor in anchors_of(there), f"{target} has no such heading"


GLOSSARY = ROOT / "docs" / "glossary.md"


@pytest.mark.parametrize("row", rows(GLOSSARY.read_text(encoding="utf-8")), ids=lambda row: row[0])
def test_a_word_of_the_glossary_names_what_is_in_its_file(row: list[str]) -> None:
    word, meaning, name, file = row
    assert word
    assert len(meaning) > 15
    (path,), (code,) = code_in(file), code_in(name)
    there = file_at(path)
    assert there.is_file(), f"{path} is not there: say where {word} went"
    declared = rf"^(export )?(abstract |default |async )?(class|def|function|interface|type|const) {code}\b"
    assigned = rf"^{code}(: [^=]+)? = "
    found = re.search(f"{declared}|{assigned}", there.read_text(encoding="utf-8"), re.M)
    assert found, f"{path} does not define {code}"


def test_each_word_of_the_glossary_stands_once() -> None:
    words = [row[0] for row in rows(GLOSSARY.read_text(encoding="utf-8"))]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("name", ["architecture.md", "threats.md", "adding.md"])
def test_files_that_a_document_names_are_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    named = [code for code in code_in(text) if re.fullmatch(r"[\w./-]+/[\w.-]+\.\w+", code)]
    assert named
    examples = {example.path for example in EXAMPLES}
    missing = [code for code in named if not file_at(code).exists() and code not in examples]
    assert missing == [], f"docs/{name} names files that are not there"


def test_the_rooms_of_the_architecture_are_the_rooms_of_the_contract() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = pyproject.split('containers = ["torchground"]\nlayers = [', 1)[1].split("]", 1)[0]
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for room in re.findall(r"\((\w+)\)", layers):
        assert f"`{room}`" in text or f"`{room}.py`" in text, f"architecture.md leaves out {room}"


def test_every_diagram_is_of_a_kind_that_mermaid_draws() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    heads = re.findall(r"^```mermaid\n(\S+)", text, re.M)
    assert heads == ["flowchart", "sequenceDiagram", "stateDiagram-v2", "stateDiagram-v2"]


# ---- what the hosting site reads ------------------------------------------------------------------


def yaml_at(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_hosted_checks_run_what_everybody_runs() -> None:
    workflow = yaml_at(".github/workflows/ci.yml")
    assert workflow[True].keys() >= {"push", "pull_request"}  # YAML 1.1 reads "on" as yes
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert ".ci/run" in [step.get("run") for step in steps]
    for step in steps:
        action = step.get("uses", "")
        assert not action or re.search(r"@[0-9a-f]{40}$", action), f"{action} is not pinned"


@pytest.mark.parametrize("name", ["bug.yml", "idea.yml"])
def test_a_form_for_issues_has_what_the_site_asks_for(name: str) -> None:
    form = yaml_at(f".github/ISSUE_TEMPLATE/{name}")
    assert {"name", "description", "body"} <= set(form)
    inputs = [part for part in form["body"] if part["type"] != "markdown"]
    assert inputs
    ids = [part["id"] for part in inputs]
    assert len(ids) == len(set(ids))
    for part in form["body"]:
        assert part["type"] in {"markdown", "textarea", "input", "dropdown", "checkboxes"}
        assert part["attributes"].get("label") or part["attributes"].get("value")


def test_holes_are_reported_in_private() -> None:
    config = yaml_at(".github/ISSUE_TEMPLATE/config.yml")
    assert config["blank_issues_enabled"] is False
    assert "do not open a public issue" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert not re.search(r"\S+@\S+\.\w+", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))


def test_the_hooks_before_a_commit_run_our_own_tools() -> None:
    (repository,) = yaml_at(".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert hook["language"] == "system", "nothing is fetched for a hook"
        assert {"id", "name", "entry"} <= set(hook)
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"pre-commit' in pyproject, "pre-commit itself is one of the tools"


def test_the_changes_have_the_form_that_they_promise() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", text, re.M)
    assert versions[0] == ("Unreleased", "")
    assert all(date for _, date in versions[1:])
    heads = set(re.findall(r"^### (\w+)$", text, re.M))
    assert heads <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


# ---- the worked examples --------------------------------------------------------------------------

QUOTED = [example for example in EXAMPLES if file_at(example.path).is_file()]
INSTALLED = [example for example in EXAMPLES if example.path.startswith("my_package/")]
RUN = {"export/shapes.py", "cli/commands/shapes.py"}


def example_at(path: str) -> dict[str, Any]:
    """What an example declares, by name."""
    (example,) = [example for example in EXAMPLES if example.path == path]
    module = types.ModuleType("worked_example")
    exec(compile(example.text, path, "exec"), vars(module))
    return vars(module)


def test_every_example_is_quoted_installed_or_run() -> None:
    paths = {example.path for example in EXAMPLES}
    assert paths == {example.path for example in [*QUOTED, *INSTALLED]} | RUN
    headings = without_code((ROOT / "docs" / "adding.md").read_text(encoding="utf-8"))
    for leaf in ["layer", "loss", "optimizer", "probe", "view", "command", "lesson"]:
        assert re.search(rf"^##+ An? {leaf}$", headings, re.M), f"no worked example for a {leaf}"


@pytest.mark.parametrize("example", QUOTED, ids=lambda example: example.path)
def test_an_example_with_a_path_of_ours_is_that_file(example: Block) -> None:
    assert example.text.rstrip() == file_at(example.path).read_text(encoding="utf-8").rstrip()


def test_the_entries_of_the_examples_are_sound_and_train(tmp_path: Path) -> None:
    files = {example.path.removeprefix("my_package/"): example.text for example in INSTALLED}
    points = {
        f"torchground.{path.split('/')[0]}": f"my_package.{path.split('/')[0]}" for path in files
    }
    write_package(tmp_path, "my_package", files, points)
    with installed(tmp_path):
        assert [str(problem.sentence) for problem in packages.problems()] == []
        for question in questions("my_package"):
            question.ask()
        learner = {
            "loss": {"type": "my_package.log_cosh"},
            "optimizer": {"type": "my_package.rprop"},
        }
        losses = losses_of(project({"type": "tanh"}, data="sine", epochs=30, **learner))
        assert losses[-1] < losses[0]


def losses_of(file: dict[str, Any]) -> list[float]:
    """The test losses of a training, epoch by epoch."""
    run, report = resolve(file)
    assert run is not None, report.problems
    points = [message.point for message in train(RunSpec(run)) if isinstance(message, PointMade)]
    return [float(point.test_loss) for point in points if point.test_loss is not None]


def test_the_format_of_the_examples_writes_a_table(tmp_path: Path) -> None:
    file = tmp_path / "shapes.csv"
    example_at("export/shapes.py")["FORMAT"].export(Trained(project(), None, "run"), file)
    assert file.read_text(encoding="utf-8").splitlines()[:2] == ["node,layer,shape", "x,input,2"]


def test_the_command_of_the_examples_tells_shapes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = example_at("cli/commands/shapes.py")["COMMAND"]
    saved = tmp_path / "project.json"
    saved.write_text(json.dumps(project({"type": "linear", "out_features": 3})))
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    assert command.run(parser.parse_args([str(saved)]), Output(json=False)) == FINISHED
    assert capsys.readouterr().out.splitlines() == ["x: 2", "n0: 3", "y: 2"]


# ---- the folders ----------------------------------------------------------------------------------

MOST_FILES = 7
"""A folder with more files than this explains itself."""
MOST_LINES = 20


def large_folders() -> list[Path]:
    """The folders with more than seven files, the README and the file that makes a Python package not counted."""
    counted = Counter(
        path.parent for path in tracked("*") if path.name not in ("README.md", "__init__.py")
    )
    return sorted(folder for folder, count in counted.items() if count > MOST_FILES)


@pytest.mark.parametrize("folder", large_folders(), ids=name_of)
def test_a_large_folder_says_what_lives_there_and_how_to_add_one(folder: Path) -> None:
    readme = folder / "README.md"
    assert readme.is_file(), f"{name_of(folder)} has more than {MOST_FILES} files and no README.md"
    if folder == ROOT:
        return
    text = readme.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    heads = re.findall(r"^\*\*(.+?)\*\*", text, re.M)
    assert heads == ["What lives here.", "What it may import.", "How to add one."]
    for path in code_in(text):
        if re.fullmatch(r"\w[\w.]*\.(py|ts|tsx|md|json)", path):
            assert (folder / path).exists() or list(folder.rglob(path)) or file_at(path).exists(), (
                f"{name_of(readme)} names {path}, which is not there"
            )
