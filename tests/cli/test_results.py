"""Files that a training writes: whatever keeps one from being written is said before anything is trained."""

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from safetensors.numpy import load_file

from tests.cli.projects import json_lines, project, saved
from torchground import cli
from torchground.cli import running
from torchground.export.format import Format, formats
from torchground.export.refusing import NoExport
from torchground.words import other

OPTIONS = [f"--{each.option}" for each in formats().values()]


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for every training that began."""
    begun: list[str] = []
    train = running.run_to_its_end

    def counted(*arguments: Any) -> Any:
        begun.append("a training")
        return train(*arguments)

    monkeypatch.setattr("torchground.cli.commands.train.run_to_its_end", counted)
    return begun


def refused(
    path: str, option: str, place: str, capsys: pytest.CaptureFixture[str], *more: str
) -> str:
    """The sentence with which a command is refused as wrong usage, as text and as JSON."""
    words = ["train", path, option, place, *more]
    assert cli.main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert cli.main([*words, "--json"]) == 2
    problem, result = json_lines(capsys.readouterr().out)
    assert problem["problem"]["sentence"] == said.err.rstrip("\n")
    assert problem["problem"]["place"] == option
    assert result["result"] == "refused"
    return said.err


@pytest.mark.parametrize("option", OPTIONS)
def test_a_place_that_cannot_be_written_is_refused_before_training(
    option: str, tmp_path: Path, trained: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path, project())
    there = tmp_path / "there"
    there.mkdir()
    places = {
        str(there): "is a folder",
        str(tmp_path / "no" / "file"): f"there is no folder {tmp_path / 'no'}",
        f"{path}/file": "there is no folder",
        str(tmp_path / ("n" * 300)): "too long",
        "a\0b": "no name of a file",
        path: "would overwrite",
    }
    for place, reason in places.items():
        assert reason in refused(path, option, place, capsys)
    assert trained == []
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["project.json", "there"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these places are Linux's")
@pytest.mark.parametrize("option", OPTIONS)
def test_a_place_without_permission_and_a_device_are_refused(
    option: str, tmp_path: Path, trained: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path, project())
    assert "cannot be written" in refused(path, option, "/proc/weights", capsys)
    assert "is a device or a pipe" in refused(path, option, "/dev/null", capsys)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert trained == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_protected_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    protected = tmp_path / "w.safetensors"
    protected.touch(0o400)
    path = saved(tmp_path, project())
    assert "write-protected" in refused(path, "--save-weights", str(protected), capsys)


def test_two_results_in_one_file_are_refused(
    tmp_path: Path, trained: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, same = saved(tmp_path, project()), str(tmp_path / "same")
    more = ("--onnx", str(tmp_path / "x" / ".." / "same"))
    (tmp_path / "x").mkdir()
    said = refused(path, "--save-weights", same, capsys, *more)
    assert "which --onnx names as well" in said
    assert trained == []


@pytest.mark.parametrize(
    ("option", "package"),
    [(f"--{each.option}", name) for each in formats().values() for name in each.packages],
)
def test_a_missing_package_is_named_before_training(
    option: str,
    package: str,
    tmp_path: Path,
    trained: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "torchground.export.format.importlib.util.find_spec",
        lambda name: None if name == package else object(),
    )
    said = refused(saved(tmp_path, project()), option, str(tmp_path / "out"), capsys)
    assert f"needs the package {package}" in said
    assert "pip install 'torchground[" in said
    assert trained == []


def test_what_onnx_cannot_express_is_said_before_training(
    tmp_path: Path, trained: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    lesson = Path(cli.__file__).parents[1] / "lessons" / "gan-ring.json"
    said = refused(str(lesson), "--onnx", str(tmp_path / "gan.onnx"), capsys)
    assert "two networks learn against each other" in said
    assert trained == []


def test_results_are_written_with_what_was_learned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights, onnx = tmp_path / "w.safetensors", tmp_path / "n.onnx"
    words = ["train", saved(tmp_path, project()), "--json"]
    assert cli.main([*words, "--save-weights", str(weights), "--onnx", str(onnx)]) == 0
    said = capsys.readouterr()
    assert json_lines(said.out)[-1]["result"] == "finished"
    assert "n.onnx: its answers differ from PyTorch's by at most" in said.err
    assert load_file(weights)["h1.weight"].shape == (4, 2)
    assert onnx.stat().st_size > 100
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "n.onnx",
        "project.json",
        "w.safetensors",
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    there, link = tmp_path / "there.safetensors", tmp_path / "link.safetensors"
    there.write_bytes(b"old")
    link.symlink_to(there)
    assert cli.main(["train", saved(tmp_path, project()), "--save-weights", str(link)]) == 0
    assert link.is_symlink()
    assert "h1.weight" in load_file(there)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that finds out too late that it cannot write."""

    def write(*_: object) -> None:
        raise NoExport(other("the disk is full"))

    monkeypatch.setattr(Format, "export", write)


def test_a_result_that_cannot_be_written_in_the_end_is_a_failure(
    tmp_path: Path, failing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "w"
    words = ["train", saved(tmp_path, project()), "--save-weights", str(out), "--json"]
    assert cli.main(words) == 3
    *_, problem, result = json_lines(capsys.readouterr().out)
    assert problem["problem"]["sentence"] == f"{out} was not written: the disk is full."
    assert result["result"] == "finished"


def test_a_training_without_a_checkpoint_says_that_nothing_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    train = running.run_to_its_end
    monkeypatch.setattr(
        "torchground.cli.commands.train.run_to_its_end",
        lambda project, device, tell, folder: train(project, device, tell, None),
    )
    words = ["train", saved(tmp_path, project()), "--save-weights", str(tmp_path / "w"), "--json"]
    assert cli.main(words) == 3
    assert "before it had weights to keep" in capsys.readouterr().out


def test_every_line_is_json_whatever_a_library_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check = Format.check
    monkeypatch.setattr(
        Format, "check", lambda *arguments: (print("a library talks"), check(*arguments))[1]
    )
    words = ["train", saved(tmp_path, project()), "--json", "--save-weights", str(tmp_path / "w")]
    assert cli.main(words) == 0
    said = capsys.readouterr()
    assert all(isinstance(json.loads(line), dict) for line in said.out.splitlines())
    assert "a library talks" in said.err
