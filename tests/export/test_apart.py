"""A format that loads torch is written in a process of its own, and its refusals come back as sentences."""

import copy
from pathlib import Path
from typing import Any

import onnxruntime
import pytest

from tests.cli.projects import project
from torchground.export import apart
from torchground.export.apart import export_apart
from torchground.export.format import formats
from torchground.export.refusing import NoExport
from torchground.export.trained import Trained
from torchground.files.checkpoints import CheckpointFile
from torchground.files.store import FileStore
from torchground.lessons import lessons
from torchground.network.check.checking import resolve
from torchground.training.loop import train
from torchground.training.messages import Checkpointed
from torchground.training.spec import RunSpec

ONNX = formats()["onnx"]


def trained_in(folder: Path, file: dict[str, Any]) -> Trained:
    """A project trained to its end."""
    folder.mkdir()
    spec, report = resolve(file)
    assert spec, report.problems
    messages = list(train(RunSpec(spec, "a-run", checkpoint_dir=folder)))
    checkpoints = [message.file for message in messages if isinstance(message, Checkpointed)]
    return Trained(file, checkpoints[-1], "a-run", FileStore(folder))


def test_what_is_written_apart_is_what_is_written_here(tmp_path: Path) -> None:
    trained = trained_in(tmp_path / "run", project())
    (note,) = export_apart(ONNX, trained, tmp_path / "apart.onnx")
    assert note.code == "export.onnx.difference"
    assert float(note.values["difference"]) < 1e-4  # type: ignore[arg-type]
    ONNX.export(trained, tmp_path / "here.onnx")
    samples = resolve(project())[0].data.split().test.inputs[:5]  # type: ignore[union-attr]
    answers = [
        onnxruntime.InferenceSession(str(tmp_path / name)).run(["y"], {"x0": samples})[0].tolist()
        for name in ("apart.onnx", "here.onnx")
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", ["onnx", "safetensors"])
def test_a_damaged_checkpoint_is_exported_in_no_format(name: str, tmp_path: Path) -> None:
    trained = trained_in(tmp_path / "run", project())
    assert trained.checkpoint is not None
    content = bytearray(trained.checkpoint.path.read_bytes())
    content[-1] ^= 1
    trained.checkpoint.path.write_bytes(content)
    with pytest.raises(NoExport) as refused:
        export_apart(formats()[name], trained, tmp_path / "out")
    assert refused.value.sentence.code == "export.checkpoint_damaged"
    assert not (tmp_path / "out").exists()


def test_a_refusal_of_the_child_is_a_sentence_with_its_code(tmp_path: Path) -> None:
    lesson = next(each for each in lessons() if each.id == "gan-ring")
    trained = Trained(copy.deepcopy(lesson.project), None, "run", FileStore(tmp_path))
    with pytest.raises(NoExport) as refused:
        export_apart(ONNX, trained, tmp_path / "gan.onnx")
    assert refused.value.sentence.code == "export.onnx.two_networks"
    assert list(tmp_path.iterdir()) == []


def test_a_child_that_fails_or_takes_too_long_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "checkpoint").write_bytes(b"no checkpoint")
    trained = Trained(project(), CheckpointFile(tmp_path / "checkpoint"), "run", None)
    with pytest.raises(NoExport, match="CheckpointError"):
        export_apart(ONNX, trained, tmp_path / "a.onnx")
    monkeypatch.setattr(apart, "WALL_SECS", 0.001)
    with pytest.raises(NoExport, match="was given up"):
        export_apart(ONNX, trained, tmp_path / "a.onnx")
