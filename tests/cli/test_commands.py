"""The command line: what it prints, what it answers with, and that bad input gets a sentence."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import torchground
from torchground import __version__, cli
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES
from torchground.lessons import lessons
from torchground.network.check.checking import resolve
from torchground.training.loop import train
from torchground.training.messages import PointMade
from torchground.training.spec import RunSpec

SIGNALS = pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")


def project(epochs: int = 3, **training: Any) -> dict[str, Any]:
    """The circle with a small network."""
    return {
        "torchground": 1,
        "title": "Circle",
        "network": {
            "nodes": [
                {"id": "x", "layer": {"type": "input"}},
                {"id": "h1", "layer": {"type": "linear", "out_features": 4}},
                {"id": "a1", "layer": {"type": "tanh"}},
                {"id": "y", "layer": {"type": "output"}},
            ],
            "edges": [
                {"source": "x", "target": "h1"},
                {"source": "h1", "target": "a1"},
                {"source": "a1", "target": "y"},
            ],
        },
        "data": {"type": "circle", "num_samples": 100},
        "training": {"epochs": epochs, **training},
    }


def saved(folder: Path, file: object) -> str:
    path = folder / "project.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    return str(path)


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# ---- train -------------------------------------------------------------------------------------


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
    ]
    assert result["result"] == "finished"
    assert result["reason"] is None
    assert result["parameters"] == 22
    assert result["seconds"] > 0
    assert {key: result[key] for key in epochs[-1]} == epochs[-1]


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


def test_a_file_with_problems_is_not_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(batch_size=-1)
    assert cli.main(["train", saved(tmp_path, file), "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "training.batch_size" in said.err


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


# ---- check -------------------------------------------------------------------------------------


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


# ---- catalogue ---------------------------------------------------------------------------------


def test_the_catalogue_names_every_entry(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["catalogue"]) == 0
    said = capsys.readouterr().out
    for family in FAMILIES:
        assert f"\n{family}\n" in "\n" + said
        for type_id in entries(family):
            assert f"  {type_id} " in said


def test_the_catalogue_as_json_is_what_the_page_gets(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["catalogue", "--json"]) == 0
    families = json.loads(capsys.readouterr().out)["families"]
    assert {name: [entry["type"] for entry in found] for name, found in families.items()} == {
        family: list(entries(family)) for family in FAMILIES
    }
    assert all(entry["schema"]["properties"] for entry in families["layers"])


# ---- serve and usage ---------------------------------------------------------------------------


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the server was started with, without starting it."""
    calls: list[dict[str, Any]] = []
    server = SimpleNamespace(serve=lambda **options: calls.append(options))
    monkeypatch.setitem(sys.modules, "torchground.server.main", server)
    monkeypatch.delenv("TORCHGROUND_DATABASE_URL", raising=False)
    return calls


def test_without_a_command_the_playground_is_served(served: list[dict[str, Any]]) -> None:
    assert cli.main([]) == 0
    assert cli.main(["--port", "9000"]) == 0
    assert cli.main(["serve", "--port", "9000"]) == 0
    assert [call["port"] for call in served] == [8000, 9000, 9000]
    assert served[0]["host"] == "127.0.0.1"
    assert served[0]["device"] == "auto"
    assert served[0]["workers"] is None
    assert served[0]["data_dir"].name.lower() == "torchground"
    assert served[1] == served[2]


def test_every_option_of_serve_reaches_the_server(
    served: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCHGROUND_DATABASE_URL", "postgresql+psycopg://db/torchground")
    cli.main(["--device", "cpu", "--workers", "3", "--data-dir", str(tmp_path)])
    assert served[0]["device"] == "cpu"
    assert served[0]["workers"] == 3
    assert served[0]["data_dir"] == tmp_path
    assert served[0]["database_url"] == "postgresql+psycopg://db/torchground"


@pytest.mark.parametrize(
    ("host", "warned"),
    [
        ("127.0.0.1", False),
        ("localhost", False),
        ("::1", False),
        ("[::1]", False),
        ("127.1.2.3", False),
        ("0.0.0.0", True),
        ("::", True),
        ("192.168.1.5", True),
        ("playground.example.org", True),
    ],
)
def test_opening_it_to_others_says_what_they_can_do(
    host: str, warned: bool, served: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--host", host]) == 0
    assert ("no password" in capsys.readouterr().err) is warned
    assert served[0]["host"] == host


@pytest.mark.parametrize(
    "words",
    [
        ["bogus"],
        ["train"],
        ["check"],
        ["train", "a.json", "--bogus"],
        ["train", "a.json", "--device", "tpu"],
        ["--port", "70000"],
        ["--port", "-1"],
        ["--workers", "0"],
    ],
)
def test_wrong_usage_is_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    assert "usage: torchground" in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"torchground {__version__}\n"


def test_every_lesson_file_passes_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(torchground.__file__).parent / "lessons"
    paths = list(folder.glob("*.json"))
    assert len(paths) == len(lessons())
    for path in paths:
        ended = cli.main(["check", str(path)])
        said = capsys.readouterr()
        assert ended == 0 or "download it once" in said.out + said.err, path.stem


# ---- weights -----------------------------------------------------------------------------------


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
    nowhere = str(tmp_path / "no" / "folder")
    assert cli.main(["train", path, "--json", "--save-weights", nowhere, *data]) == 1
    assert f"Cannot write {nowhere}" in capsys.readouterr().err
