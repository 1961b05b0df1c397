"""``torchground train``: what it prints, what it answers with, and what ends it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import torchground
from tests.cli.projects import json_lines, project, saved
from torchground import cli
from torchground.network.check.checking import resolve
from torchground.training.loop import train
from torchground.training.messages import PointMade
from torchground.training.spec import RunSpec

SIGNALS = pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")


def test_training_tells_of_every_epoch_and_then_the_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["train", saved(tmp_path, project()), "--json"]) == 0
    *epochs, result = json_lines(capsys.readouterr().out)
    assert [line["epoch"] for line in epochs] == [1, 2, 3]
    assert [line["step"] for line in epochs] == [2, 4, 6]
    assert set(epochs[0]) == {"epoch", "step", "train_loss", "test_loss", "metrics"}
    assert {"train_accuracy", "test_accuracy"} <= set(epochs[0]["metrics"])
    assert list(result) == [
        "result",
        "reason",
        "epoch",
        "step",
        "train_loss",
        "test_loss",
        "metrics",
        "seconds",
        "parameters",
        "reason_code",
    ]
    assert result["result"] == "finished"
    assert result["reason"] is None
    assert result["parameters"] == 22
    assert result["seconds"] > 0
    assert {key: result[key] for key in epochs[-1]} == epochs[-1]


def test_a_validation_split_has_its_loss_in_every_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project()
    file["training"]["val_fraction"] = 0.25
    assert cli.main(["train", saved(tmp_path, file), "--json"]) == 0
    lines = json_lines(capsys.readouterr().out)
    assert all(line["val_loss"] > 0 for line in lines)


def test_the_command_line_tells_what_the_loop_makes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["train", saved(tmp_path, project(epochs=2)), "--json"])
    told = json_lines(capsys.readouterr().out)[:-1]
    spec, _ = resolve(project(epochs=2))
    assert spec
    points = [message.point for message in train(RunSpec(spec)) if isinstance(message, PointMade)]
    made = [point for point in points if point.kind == "epoch" and point.epoch > 0]
    assert [line["train_loss"] for line in told] == [point.train_loss for point in made]
    assert [line["metrics"] for line in told] == [point.metrics for point in made]


def test_without_json_a_person_reads_a_bar_and_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["train", saved(tmp_path, project())]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("finished after epoch 3, step 6 and")
    assert "test_accuracy" in said.out
    assert "22 parameters" in said.err
    assert "3/3" in said.err


def test_a_lesson_file_trains_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    file = Path(torchground.__file__).parent / "lessons" / "diabetes-line.json"
    assert cli.main(["train", str(file), "--json"]) == 0
    assert json_lines(capsys.readouterr().out)[-1]["metrics"]["test_r2"] > 0.5


def test_a_diverged_training_fails_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(epochs=200, optimizer={"type": "sgd", "lr": 100.0, "momentum": 0.99})
    file["network"]["nodes"][2]["layer"] = {"type": "identity"}
    file["training"]["loss"] = {"type": "mse"}
    assert cli.main(["train", saved(tmp_path, file), "--json"]) == 3
    result = json_lines(capsys.readouterr().out)[-1]
    assert result["result"] == "failed"
    assert "diverged at step" in result["reason"]
    assert "diverged" in result["reason_code"]


def test_a_file_with_problems_is_not_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(batch_size=-1)
    assert cli.main(["train", saved(tmp_path, file), "--json"]) == 1
    problem, result = json_lines(capsys.readouterr().out)
    assert problem["problem"]["place"] == "training.batch_size"
    assert result["result"] == "refused"
    assert cli.main(["train", saved(tmp_path, file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "training.batch_size" in said.err
    assert said.err.endswith("1 problem; nothing was trained\n")


def test_a_gpu_that_is_not_there_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert cli.main(["train", saved(tmp_path, project()), "--device", "cuda"]) == 2
    assert "no GPU" in capsys.readouterr().err
    assert cli.main(["train", saved(tmp_path, project()), "--device", "auto"]) == 0


@SIGNALS
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_training_says_where_it_stopped(tmp_path: Path, number: int) -> None:
    command = [sys.executable, "-m", "torchground.cli", "train"]
    command += [saved(tmp_path, project(epochs=1_000_000)), "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())["epoch"] == 1
        process.send_signal(number)
        rest, errors = process.communicate(timeout=60)
    result = json_lines(rest)[-1]
    assert (process.returncode, result["result"], errors) == (130, "stopped", "")
    assert result["step"] >= 2


@SIGNALS
def test_a_reader_who_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "torchground.cli", "train"]
    command += [saved(tmp_path, project(epochs=1_000_000)), "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=60) == 0
