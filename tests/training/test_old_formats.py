"""Checkpoints of older formats can be opened, and their runs continue bit for bit as before."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from tests.training.architectures import ARCHITECTURES
from tests.training.drawings import NOISY, last_capture, opened, points, project, states
from torchground.files.checkpoints import CheckpointFile
from torchground.network.spec import Project
from torchground.training.capture import Capture
from torchground.training.checkpoint import CheckpointError, read, write
from torchground.training.learner import ORDER
from torchground.training.loop import train
from torchground.training.spec import Resume, RunSpec
from torchground.training.state import Training

KEPT = Path(__file__).parents[1] / "golden" / "checkpoints"
CPU = torch.device("cpu")
RUNS: dict[str, Project] = {
    "adam": project(NOISY, optimizer={"type": "adam"}, early_stopping={"patience": 2}),
    "momentum": project(NOISY, optimizer={"type": "sgd", "momentum": 0.9}),
    "l-bfgs": project(
        optimizer={"type": "lbfgs", "line_search_fn": "none"}, batch_size=30, epochs=6
    ),
    "gan": ARCHITECTURES["gan"],
}


def as_format_1(training: Training) -> Capture:
    """A capture in the first format: optimizer state is named by the index of the param."""
    capture = training.capture()
    tensors, facts = dict(capture.tensors), dict(capture.facts)
    del facts["first_loss"]
    for place, learner in training.learners.items():
        owners = {owner: str(index) for index, owner in enumerate(learner.owners)}

        def by_index(name: str, owners: dict[str, str] = owners) -> str:
            owner, _, state = name.rpartition(".")
            return f"{owners[owner]}.{state}"

        facts[place] = {by_index(k): v for k, v in facts[place].items() if k != ORDER}
        for name in [name for name in tensors if name.startswith(f"{place}.")]:
            tensors[f"{place}.{by_index(name.removeprefix(place + '.'))}"] = tensors.pop(name)
    return Capture(tensors, facts, format=1)


def written_as_format_1(training: Training, path: Path) -> Path:
    capture = as_format_1(training)
    told = {"torchground": "1", "run": "run", "facts": json.dumps(capture.facts)}
    save_file({name: value.contiguous() for name, value in capture.tensors.items()}, path, told)
    return path


def begun(project: Project, count: int) -> Training:
    """A run after ``count`` steps."""
    training = Training(project, CPU)
    with training.random.in_place():
        for _ in range(count):
            training.take(training.next_batches(1)[0])
            training.end_epoch()
    return training


def same(some: Capture, other: Capture) -> None:
    assert some.facts == other.facts
    assert set(some.tensors) == set(other.tensors)
    for name, value in some.tensors.items():
        assert torch.equal(value, other.tensors[name]), name


@pytest.mark.parametrize("name", RUNS)
def test_a_run_goes_on_from_the_first_format_as_from_todays(name: str, tmp_path: Path) -> None:
    training = begun(RUNS[name], 3)
    training.seq = 1
    old = written_as_format_1(training, tmp_path / "old.safetensors")
    new = write(training.capture(), "run", tmp_path)
    ends = []
    for resume in (Resume(CheckpointFile(old)), Resume(new)):
        run = RunSpec(RUNS[name], checkpoint_dir=tmp_path, resume=resume)
        messages = list(train(run))
        assert states(messages)[-1] == "finished"
        ends.append((points(messages), last_capture(messages, run)))
    assert ends[0][0] == ends[1][0]
    same(ends[0][1], ends[1][1])


@pytest.mark.parametrize("path", sorted(KEPT.glob("v1/*.safetensors")), ids=lambda path: path.stem)
def test_a_file_that_the_first_format_left_behind_opens_with_every_bit(path: Path) -> None:
    file: dict[str, Any] = json.loads(path.with_suffix(".json").read_text())
    kept = read(CheckpointFile(path), "run")
    assert kept.format == 1
    training = Training(opened(file), CPU)
    training.restore(kept)
    same(replace(as_format_1(training), format=1), kept)
    with training.random.in_place():
        assert training.take(training.next_batches(1)[0]) > 0


def test_what_an_optimizer_remembers_is_named_by_its_param() -> None:
    kept = begun(RUNS["adam"], 2).capture().tensors
    assert "optimizer.n0.weight.exp_avg" in kept
    shared = begun(RUNS["l-bfgs"], 2).capture()
    assert "optimizer.*.d" in shared.tensors
    assert shared.facts["optimizer"][ORDER] == [
        "n0.weight",
        "n0.bias",
        "y.weight",
        "y.bias",
    ]


def test_memory_of_other_params_is_refused() -> None:
    other = begun(project([{"type": "linear", "out_features": 4}]), 2)
    tensors, plain = begun(RUNS["adam"], 2).learners["optimizer"].remembered()
    with pytest.raises(ValueError, match=r"remembers n1\.weight, which the network does not have"):
        other.learners["optimizer"].remember(tensors, plain)
    learner = begun(RUNS["l-bfgs"], 2).learners["optimizer"]
    tensors, plain = learner.remembered()
    with pytest.raises(ValueError, match="of other params"):
        learner.remember(tensors, {**plain, ORDER: ["n9.weight"]})


def test_a_checkpoint_of_a_newer_format_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "newer.safetensors"
    save_file({"w": torch.zeros(2)}, path, {"torchground": "3", "run": "run", "facts": "{}"})
    with pytest.raises(CheckpointError, match=r"format 3.*open it with a newer one"):
        read(CheckpointFile(path), "run")
