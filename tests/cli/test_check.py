"""``torchground check``: every problem, with its place and what would fit."""

from pathlib import Path

import pytest

import torchground
from tests.cli.projects import json_lines, project, saved
from torchground import cli
from torchground.lessons import lessons


def test_a_good_file_has_no_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", saved(tmp_path, project())]) == 0
    assert capsys.readouterr().out == "no problems: 4 nodes, 22 parameters\n"


def test_every_problem_is_told_with_its_node_and_what_would_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(lr=1)
    file["network"]["nodes"][1]["layer"]["out_features"] = 0
    file["network"]["nodes"][2]["layer"] = {"type": "tahn"}
    assert cli.main(["check", saved(tmp_path, file)]) == 1
    said = capsys.readouterr().out
    assert "error: h1 (network.nodes[1].layer.out_features): " in said
    assert "tanh" in said
    assert "training.lr" in said
    assert "    fix: " in said


def test_every_lesson_file_passes_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(torchground.__file__).parent / "lessons"
    paths = list(folder.glob("*.json"))
    assert len(paths) == len(lessons())
    for path in paths:
        ended = cli.main(["check", str(path)])
        said = capsys.readouterr()
        assert ended == 0 or "download it once" in said.out + said.err, path.stem


def test_the_last_line_fits_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", saved(tmp_path, project(batch_size=-1))]) == 1
    said = capsys.readouterr()
    assert said.out.endswith("1 problem keeps this project from training\n")
    assert said.err == ""
    file = project(batch_size=-1, epochs=0)
    assert cli.main(["check", saved(tmp_path, file)]) == 1
    assert "2 problems keep this project from training\n" in capsys.readouterr().out


def test_problems_are_json_where_that_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(batch_size=-1)
    file["network"]["nodes"][1]["layer"]["out_features"] = 0
    assert cli.main(["check", saved(tmp_path, file), "--json"]) == 1
    said = capsys.readouterr()
    *problems, result = json_lines(said.out)
    assert said.err == ""
    assert [set(line) for line in problems] == [{"problem"}] * 2
    fields = {"code", "values", "severity", "sentence", "place", "node", "edge", "fixes"}
    assert all(set(line["problem"]) >= fields for line in problems)
    (layer,) = [line["problem"] for line in problems if line["problem"]["node"] == "h1"]
    assert layer["place"] == "network.nodes[1].layer.out_features"
    assert layer["fixes"][0]["value"] == 1
    assert result == {"result": "problems", "errors": 2, "warnings": 0, "nodes": 4, "parameters": 0}
    assert cli.main(["check", saved(tmp_path, project()), "--json"]) == 0
    (result,) = json_lines(capsys.readouterr().out)
    assert result == {"result": "ok", "errors": 0, "warnings": 0, "nodes": 4, "parameters": 22}
