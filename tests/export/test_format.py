"""A format is one file: found by being in its folder, then an option, an address and a file."""

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import torchground.export
from tests.cli.projects import project, saved
from torchground import cli
from torchground.export.format import formats, replacing, try_place
from torchground.export.refusing import NoExport
from torchground.export.trained import Trained

NEW_FORMAT = '''
"""Names and sizes of all weights, as JSON."""

import json

from torchground.export.format import Format


class ShapesFormat(Format):
    type_id = "shapes"
    title = "Shapes"
    option = "shapes"
    summary = "write the shape of every weight as JSON"
    ending = ".json"

    def write(self, trained, path):
        shapes = {name: list(value.shape) for name, value in trained.network.state_dict().items()}
        path.write_text(json.dumps(shapes))
        return []


FORMAT = ShapesFormat()
'''


@pytest.fixture
def new_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder with one more format, beside those of the project."""
    folder = tmp_path / "formats"
    folder.mkdir()
    (folder / "shapes.py").write_text(NEW_FORMAT, encoding="utf-8")
    monkeypatch.setattr(torchground.export, "__path__", [*torchground.export.__path__, str(folder)])
    yield
    sys.modules.pop("torchground.export.shapes", None)


def test_a_new_format_is_one_file(
    new_format: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "shapes" in formats()
    with pytest.raises(SystemExit):
        cli.main(["train", "--help"])
    assert "--shapes FILE" in capsys.readouterr().out
    out = tmp_path / "shapes.json"
    assert cli.main(["train", saved(tmp_path, project()), "--shapes", str(out)]) == 0
    assert [4, 2] in json.loads(out.read_text(encoding="utf-8")).values()


def test_every_format_says_what_it_is() -> None:
    assert {"onnx", "safetensors"} <= set(formats())
    for type_id, each in formats().items():
        assert each.type_id == type_id
        assert each.title
        assert each.summary
        assert each.ending.startswith(".")
        assert bool(each.packages) <= bool(each.extra)


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    with contextlib.suppress(RuntimeError), replacing(path) as unfinished:
        unfinished.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old"
    with replacing(path) as unfinished:
        unfinished.write_text("new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_trying_a_place_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file"
    try_place(path)
    path.write_text("old")
    try_place(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(FileNotFoundError):
        try_place(tmp_path / "no" / "file")


def test_a_project_that_cannot_be_built_any_more_is_a_sentence() -> None:
    with pytest.raises(NoExport, match="cannot be built here any more"):
        _ = Trained({"network": {}}, None, "run").project
