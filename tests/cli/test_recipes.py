"""``torchground data add`` reads a table as it is told to."""

import json
from pathlib import Path

import pytest

from tests.cli.projects import json_lines
from torchground import cli

TABLE = "a;b\n" + "".join(f"{i},5;{'-' if i % 2 else 'x'}\n" for i in range(40))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "numbers.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_recipe_is_given_printed_and_given_again(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add = ["data", "add", str(table), "--json", "--data-dir", str(tmp_path / "data")]
    assert cli.main(add) == 0
    (guessed,) = json_lines(capsys.readouterr().out)
    assert guessed["meta"]["recipe"]["delimiter"] == ";"
    assert guessed["meta"]["recipe"]["decimal"] == ","
    assert guessed["meta"]["rows"] == 40
    assert cli.main([*add, "--delimiter", "semicolon", "--header", "none", "--missing", "-"]) == 0
    (told,) = json_lines(capsys.readouterr().out)
    assert told["meta"]["rows"] == 41
    assert told["meta"]["columns"][1]["missing"] == 20
    assert told["file"] != guessed["file"], "another reading of a file is another table"
    assert cli.main([*add, "--recipe", json.dumps(told["meta"]["recipe"])]) == 0
    (again,) = json_lines(capsys.readouterr().out)
    assert again["meta"]["columns"] == told["meta"]["columns"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--header", "x"], "the recipe is not valid: header"),
        (["--recipe", "[]"], "the recipe is not valid"),
        (["--recipe", '{"marks": 1}'], "the recipe is not valid: marks"),
        (["--kind", "text", "--decimal", "comma"], "--decimal say how a table is read, and this is a text"),
    ],
)  # fmt: skip
def test_a_recipe_that_is_none_is_refused(
    table: Path,
    tmp_path: Path,
    options: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data_dir = ["--data-dir", str(tmp_path / "data")]
    assert cli.main(["data", "add", str(table), *options, *data_dir]) == 2
    assert said.lower() in capsys.readouterr().err.lower()
