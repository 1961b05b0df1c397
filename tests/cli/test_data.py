"""``torchground data``: files are brought, listed, downloaded and removed as in the page."""

import gzip
import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import save_file

from tests.cli.projects import json_lines, project, saved
from torchground import cli
from torchground.uploads.fetching import Fetching

TABLE = "length,width,kind\n" + "".join(f"{i},{i % 7},{'ab'[i % 2]}\n" for i in range(80))


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    """The option that names a data folder of this test's own."""
    return ["--data-dir", str(tmp_path / "data")]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "flowers.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def answered(words: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The JSON lines of a command that succeeds."""
    assert cli.main([*words, "--json"]) == 0
    return json_lines(capsys.readouterr().out)


def test_a_table_that_was_added_is_listed_trained_and_removed(
    table: Path, data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (added,) = answered(["data", "add", str(table), *data], capsys)
    assert added["kind"] == "table"
    assert added["name"] == "flowers.csv"
    assert added["meta"]["rows"] == 80
    assert added["data"][0]["type"] == "csv_table"
    assert added["data"][0]["target"] == "kind"

    (listed, *_) = answered(["data", "list", *data], capsys)
    assert {name: listed[name] for name in ("file", "kind", "name")} == {
        name: added[name] for name in ("file", "kind", "name")
    }
    file = saved(tmp_path, {**project(), "data": added["data"][0]})
    *_, result = answered(["train", file, *data], capsys)
    assert result["result"] == "finished"

    removed, _ = answered(["data", "remove", added["file"][:8], *data], capsys)
    assert removed == {"file": added["file"], "kind": "table", "gone": True}
    assert [line for line in answered(["data", "list", *data], capsys) if "file" in line] == []
    assert cli.main(["train", file, *data]) == 1
    assert "not on this server" in capsys.readouterr().err


def test_a_person_reads_what_was_found_and_how_to_use_it(
    table: Path, data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["data", "add", str(table), "--name", "Flowers", *data]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Flowers: a table of 80 rows and 3 columns (2 number, 1 category), ")
    assert "  delimiter: comma" in said
    line = next(line for line in said.splitlines() if '"csv_table"' in line)
    assert json.loads(line.strip().removeprefix('"data": '))["target"] == "kind"
    assert cli.main(["data", "list", *data]) == 0
    said = capsys.readouterr().out
    assert "Flowers: a table of 80 rows" in said
    assert "MNIST" in said
    assert "to download" in said


def test_the_same_content_is_the_same_file(
    table: Path, data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(table.read_bytes())
    (first,) = answered(["data", "add", str(table), *data], capsys)
    (second,) = answered(["data", "add", str(copy), *data], capsys)
    assert first["file"] == second["file"]


def picture(colour: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), (colour, 0, 0)).save(made, "PNG")
    return made.getvalue()


def test_a_folder_of_pictures_is_added_like_a_zip_of_it(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"{kind}/{i}.png" for kind in ("cats", "dogs") for i in range(4)]
    folder, packed = tmp_path / "pets", tmp_path / "pets.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for i, name in enumerate(names):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(picture(i))
            archive.writestr(name, picture(i))
    (of_folder,) = answered(["data", "add", str(folder), *data], capsys)
    (of_zip,) = answered(["data", "add", str(packed), *data], capsys)
    assert of_folder["kind"] == of_zip["kind"] == "images"
    assert of_folder["meta"]["classes"] == of_zip["meta"]["classes"] == ["cats", "dogs"]
    assert of_folder["meta"]["count"] == of_zip["meta"]["count"] == 8


def test_texts_and_weights_are_added(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, weights = tmp_path / "poem.txt", tmp_path / "w.safetensors"
    text.write_text("to be or not to be, that is the question\n" * 20, encoding="utf-8")
    save_file({"h1.weight": np.zeros((2, 2), np.float32)}, weights)
    (added,) = answered(["data", "add", str(text), *data], capsys)
    assert [use["level"] for use in added["data"]] == ["char", "word"]
    (added,) = answered(["data", "add", str(weights), *data], capsys)
    assert added["meta"]["tensors"][0]["name"] == "h1.weight"
    assert cli.main(["data", "add", str(weights), *data]) == 0
    assert f'"start": {{"weights": "{added["file"]}"}}' in capsys.readouterr().out


UNFIT = {
    "a.xlsx": (b"PK\x03\x04rest", "the workbook cannot be read"),
    "a.csv": (b"", "the file is empty"),
    "a.txt": (b"short", "at least 100"),
    "a.pt": (b"\x80\x02rest", "a pickle, which is never opened"),
    "a.zip": (b"no zip", "zip"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_a_file_that_cannot_be_taken_is_a_sentence_and_is_not_kept(
    name: str, data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, reason = UNFIT[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert cli.main(["data", "add", str(path), *data]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{path} cannot be used as ")
    assert reason in said.err
    assert [line for line in answered(["data", "list", *data], capsys) if "file" in line] == []


def test_files_that_are_not_there_are_named(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for place in (str(tmp_path / "no.csv"), "a\0b", str(empty)):
        assert cli.main(["data", "add", place, *data]) == 1
        said = capsys.readouterr().err
        assert "cannot read" in said.lower() or "holds no files" in said
    assert cli.main(["data", "remove", "3f3f3f3f", *data]) == 2
    assert "no file in the data folder is called" in capsys.readouterr().err.lower()


def test_what_is_nothing_to_download_names_what_is(
    data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["data", "download", "minst", *data]) == 2
    said = capsys.readouterr().err
    assert "“minst” is nothing to download" in said
    assert "mnist" in said


def idx(shape: tuple[int, ...]) -> bytes:
    """A gzipped IDX file of zeros."""
    head = struct.pack(f">HBB{len(shape)}I", 0, 8, len(shape), *shape)
    return gzip.compress(head + bytes(int(np.prod(shape))))


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> None:
    """MNIST's files without a network."""
    sizes = {"train": 60_000, "t10k": 10_000}

    def fetch(_: Fetching, __: Any, source: Any, ___: str, file: Any) -> None:
        half = source.name.split("-")[0]
        is_pictures = "images" in source.name
        file.write(idx((sizes[half], 28, 28) if is_pictures else (sizes[half],)))

    monkeypatch.setattr(Fetching, "_from", fetch)


def test_a_download_is_fetched_once_listed_and_removed(
    internet: None, data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    fetched, result = answered(["data", "download", "mnist", *data], capsys)
    assert fetched["type"] == "mnist"
    assert result == {"result": "ok", "downloads": 1}
    listed = answered(["data", "list", *data], capsys)
    assert [line["here"] for line in listed if line.get("type") == "mnist"] == [True]
    assert cli.main(["data", "download", "mnist", *data]) == 0
    assert capsys.readouterr().out == "MNIST lies in the data folder.\n"
    removed, _ = answered(["data", "remove", "mnist", *data], capsys)
    assert removed["gone"] is True


def test_a_download_that_fails_says_why(
    data: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from torchground.uploads.fetching import NotFetched
    from torchground.words import other

    def fail(*_: object) -> None:
        raise NotFetched(
            other("the host could not be reached; connect this machine to the internet")
        )

    monkeypatch.setattr(Fetching, "_from", fail)
    assert cli.main(["data", "download", "mnist", "--json", *data]) == 3
    problem, result = json_lines(capsys.readouterr().out)
    assert "could not be reached" in problem["problem"]["sentence"]
    assert result["result"] == "refused"
