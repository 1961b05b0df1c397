"""A project that names a file beside it: read from its folder alone, through the jail, and nothing is kept."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.projects import json_lines, project
from torchground import cli
from torchground.files.store import FileStore
from torchground.network.check.checking import check

TABLE = "length,width,kind\n" + "".join(f"{i},{i % 7},{'ab'[i % 2]}\n" for i in range(80))


def beside(folder: Path, name: str, **data: Any) -> list[str]:
    """The words that train a project in ``folder`` which names a file."""
    folder.mkdir(exist_ok=True)
    path = folder / "project.json"
    file = {**project(), "data": {"type": "csv_table", "file": name, **data}}
    path.write_text(json.dumps(file), encoding="utf-8")
    return [str(path), "--data-dir", str(folder.parent / "data")]


@pytest.mark.parametrize(
    "name", ["./flowers.csv", "./tables/flowers.csv", "./tables/../flowers.csv"]
)
def test_a_table_beside_the_project_is_trained_and_nothing_is_kept(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = beside(tmp_path / "mine", name)
    (tmp_path / "mine" / "tables").mkdir()
    (tmp_path / "mine" / name).write_text(TABLE, encoding="utf-8")
    assert cli.main(["check", *words]) == 0
    assert "no problems" in capsys.readouterr().out
    assert cli.main(["train", *words, "--json"]) == 0
    assert json_lines(capsys.readouterr().out)[-1]["result"] == "finished"
    assert not (tmp_path / "data").exists()


FILES = {
    "csv_series": ("./series.csv", "value\n" + "1\n2\n3\n" * 40),
    "text_file": ("./poem.txt", "to be or not to be, that is the question\n" * 40),
}


@pytest.mark.parametrize("type_id", FILES)
def test_series_and_texts_may_lie_beside(
    type_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, content = FILES[type_id]
    words = beside(tmp_path / "mine", name, type=type_id)
    (tmp_path / "mine" / name).write_text(content, encoding="utf-8")
    cli.main(["check", *words, "--json"])
    *problems, _ = json_lines(capsys.readouterr().out)
    assert [line for line in problems if line["problem"]["place"].startswith("data")] == []


def test_a_folder_of_pictures_may_lie_beside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = beside(tmp_path / "mine", "./pets", type="image_folder", size=8)
    for kind in ("cats", "dogs"):
        (tmp_path / "mine" / "pets" / kind).mkdir(parents=True)
        for i in range(6):
            Image.new("L", (8, 8), i).save(tmp_path / "mine" / "pets" / kind / f"{i}.png")
    cli.main(["check", *words, "--json"])
    *problems, _ = json_lines(capsys.readouterr().out)
    assert [line for line in problems if line["problem"]["place"].startswith("data")] == []


@pytest.mark.parametrize("name", ["./../outside.csv", "./link.csv", "./../mine-too/flowers.csv"])
def test_a_file_outside_the_folder_is_refused_with_what_to_do(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = beside(tmp_path / "mine", name)
    outside = tmp_path / "outside.csv"
    outside.write_text(TABLE, encoding="utf-8")
    if os.name != "nt":
        (tmp_path / "mine" / "link.csv").symlink_to(outside)
    assert cli.main(["train", *words, "--json"]) == 1
    problem, left, result = json_lines(capsys.readouterr().out)
    assert left["problem"]["sentence"].startswith(
        f"The file {name} beside the project file was not read"
    )
    assert result["result"] == "refused"
    assert problem["problem"]["place"] == "data.file"
    assert "lies outside the folder of the project file" in problem["problem"]["sentence"]
    assert "torchground data add" in problem["problem"]["sentence"]


def test_a_file_that_is_not_there_or_not_fit_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = beside(tmp_path / "mine", "./flowers.csv")
    assert cli.main(["check", *words]) == 1
    assert "cannot read" in capsys.readouterr().err.lower()
    (tmp_path / "mine" / "flowers.csv").write_bytes(b"PK\x03\x04 an Excel file")
    assert cli.main(["check", *words]) == 1
    assert "the workbook cannot be read" in capsys.readouterr().err


def test_what_was_read_otherwise_than_it_stands_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = beside(tmp_path / "mine", "./flowers.csv")
    (tmp_path / "mine" / "flowers.csv").write_bytes(TABLE.replace("kind", "größe").encode("cp1252"))
    assert cli.main(["check", *words]) == 0
    assert "./flowers.csv: the file is not in UTF-8" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_hides_no_other_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = beside(tmp_path / "mine", "./flowers.csv")
    path = Path(words[0])
    file = json.loads(path.read_text(encoding="utf-8"))
    file["training"]["epochs"] = 0
    path.write_text(json.dumps(file), encoding="utf-8")
    assert cli.main(["check", *words, "--json"]) == 1
    places = [line["problem"]["place"] for line in json_lines(capsys.readouterr().out)[:-1]]
    assert places[0] == "data.file"
    assert "training.epochs" in places


def test_elsewhere_such_a_project_is_a_problem_that_says_to_upload_the_file(tmp_path: Path) -> None:
    files = FileStore(tmp_path)
    file = {**project(), "data": {"type": "csv_table", "file": "./a.csv"}}
    (problem, *_) = check(file, files).problems
    assert "./a.csv" in problem.sentence
    assert "upload" in problem.sentence
    file["data"]["file"] = "a.csv"
    (problem, *_) = check(file, files).problems
    assert "./" in problem.sentence
