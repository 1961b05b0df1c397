"""``--weights``: a project starts from the weights in a file."""

from pathlib import Path

import pytest

from tests.cli.projects import json_lines, project, saved
from torchground import cli


def test_weights_are_saved_and_started_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from safetensors.numpy import load_file

    weights, data = tmp_path / "trained.safetensors", ["--data-dir", str(tmp_path / "data")]
    path = saved(tmp_path, project())
    assert cli.main(["train", path, "--json", "--save-weights", str(weights), *data]) == 0
    first = json_lines(capsys.readouterr().out)[-1]
    kept = load_file(weights)
    assert set(kept) >= {"h1.weight", "h1.bias"}
    assert kept["h1.weight"].shape == (4, 2)

    again = saved(tmp_path, project(epochs=1, optimizer={"type": "sgd", "lr": 1e-9}))
    more = ["--save-weights", str(tmp_path / "again.safetensors")]
    assert cli.main(["train", again, "--json", "--weights", str(weights), *more, *data]) == 0
    second = json_lines(capsys.readouterr().out)[-1]
    assert second["test_loss"] == pytest.approx(first["test_loss"], rel=1e-5)
    assert load_file(tmp_path / "again.safetensors")["h1.weight"] == pytest.approx(
        kept["h1.weight"], abs=1e-6
    )


def test_weights_that_cannot_be_started_from_are_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, data = saved(tmp_path, project()), ["--data-dir", str(tmp_path / "data")]
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(b"\x80\x04\x95 a pickle")
    assert cli.main(["train", path, "--weights", str(bad), *data]) == 1
    assert "is a pickle, which is never opened" in capsys.readouterr().err
    assert cli.main(["train", path, "--weights", str(tmp_path / "missing"), *data]) == 1
    assert "Cannot read" in capsys.readouterr().err


def test_weights_to_start_from_leave_no_copy_in_the_data_folder(tmp_path: Path) -> None:
    weights, folder = tmp_path / "trained.safetensors", tmp_path / "data"
    data, path = ["--data-dir", str(folder)], saved(tmp_path, project())
    assert cli.main(["train", path, "--save-weights", str(weights), *data]) == 0
    more = ["--save-weights", str(tmp_path / "more.safetensors")]
    assert cli.main(["train", path, "--weights", str(weights), *more, *data]) == 0
    assert not folder.exists()
