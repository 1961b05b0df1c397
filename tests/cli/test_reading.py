"""Project files that are read, and a sentence about each that cannot be."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.projects import project, saved
from torchground import cli

BAD_FILES = {
    "nothing": b"",
    "no JSON": b"torchground: 1",
    "half a file": b'{"torchground": 1, "network": {"no',
    "no Unicode": b'{"title": "\xff\xfe"}',
    "a list": b"[]",
    "a number": b"1e999",
    "null": b"null",
    "nested deeply": b"[" * 100_000,
    "nested deeply in a project": b'{"network": ' * 5_000 + b"1" + b"}" * 5_000,
    "a large number": b'{"torchground": ' + b"9" * 5_000 + b"}",
    "not a number": b'{"torchground": NaN, "network": NaN, "data": Infinity}',
    "too large": b'{"title": "' + b"a" * 2_000_000 + b'"}',
    "a newer version": b'{"torchground": 999, "network": {}, "data": {}}',
}


@pytest.mark.parametrize("command", ["check", "train"])
@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_gets_a_sentence(
    command: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    assert cli.main([command, str(path)]) == 1
    said = capsys.readouterr()
    assert 10 < len(said.out + said.err) < 2_000
    assert "Traceback" not in said.err


def test_a_newer_file_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["check", saved(tmp_path, {**project(), "torchground": 999})])
    assert "newer" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["missing.json", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_named(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(tmp_path / name)]) == 1
    assert capsys.readouterr().err.startswith("Cannot read ")


def test_a_file_from_an_editor_that_adds_a_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "marked.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(project()).encode())
    assert cli.main(["check", str(path)]) == 0


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200)
    | st.text(alphabet='{}[]":,01eE.-ntf \\u', max_size=80).map(str.encode)
)
def test_no_bytes_end_in_a_traceback(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.json"
    path.write_bytes(content)
    assert cli.main(["check", str(path)]) == 1


TITLES = {
    "Windows-1252": ("cp1252", "Größe und Länge"),
    "Windows-1251": ("cp1251", "Две спирали, задание для начинающих"),
    "Windows-1253": ("cp1253", "Δύο σπείρες για αρχάριους"),
    "Shift JIS": ("cp932", "田中さくら 東京 鈴木一郎 大阪 佐藤はなこ 名古屋"),
    "GB 18030": ("gb18030", "两个螺旋线的分类问题"),
    "UTF-16": ("utf-16", "Größe"),
    "UTF-32": ("utf-32", "Größe"),
}


@pytest.mark.parametrize("mark", [True, False], ids=["with a mark", "without a mark"])
@pytest.mark.parametrize("name", TITLES)
def test_another_encoding_is_named(
    name: str, mark: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codec, title = TITLES[name]
    if not mark and codec.startswith("utf"):
        codec += "-le"
    text = json.dumps({**project(), "title": title}, ensure_ascii=False, indent=1)
    path = tmp_path / "project.json"
    path.write_bytes(text.encode(codec))
    assert cli.main(["check", str(path)]) == 1
    said = capsys.readouterr().err
    assert f"is not JSON in UTF-8: {'it is in ' + name if 'utf' in codec else 'line 3'}" in said
    assert name in said
    assert "save it anew with the encoding UTF-8" in said


OTHER_FILES = {
    "a zip archive": b"PK\x03\x04rest",
    "a pickle": b"\x80\x04\x95rest",
    "a PNG picture": b"\x89PNG\r\n\x1a\n",
    "a gzip archive": b"\x1f\x8b\x08rest",
    "empty": b" \n",
    "which no text holds": b'{"a": "\x00"}',
}


@pytest.mark.parametrize("what", OTHER_FILES)
def test_a_file_of_another_kind_is_named(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "project.json"
    path.write_bytes(OTHER_FILES[what])
    assert cli.main(["check", str(path)]) == 1
    said = capsys.readouterr().err
    assert what in said
    assert "is not JSON" in said


def test_a_mistake_in_json_is_shown_where_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "project.json"
    path.write_text('{\n  "title": "Größe",\n  "data" {"type": "circle"}\n}\n', encoding="utf-8")
    assert cli.main(["check", str(path)]) == 1
    first, line, mark = capsys.readouterr().err.splitlines()
    assert "is not JSON: line 3, column 10: expected `:`" in first
    assert line == '     3 |   "data" {"type": "circle"}'
    assert line[mark.index("^")] == "{"
    assert cli.main(["check", str(path), "--json"]) == 1
    problem, result = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert problem["problem"]["code"] == "cli.file.not_json"
    assert problem["problem"]["values"]["line"] == 3
    assert problem["problem"]["values"]["column"] == 10
    assert problem["problem"]["place"] == "line 3"
    assert result["result"] == "refused"


def test_a_mistake_in_a_long_line_is_shown_with_what_stands_around_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "project.json"
    path.write_text('{"title": "' + "a" * 3_000 + '" "data": 1}', encoding="utf-8")
    assert cli.main(["check", str(path)]) == 1
    _, line, mark = capsys.readouterr().err.splitlines()
    assert len(line) < 200
    assert line[mark.index("^")] == '"'
    assert '" "data": 1}' in line
