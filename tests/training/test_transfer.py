"""A run that starts from the weights of another: fitting weights are taken, and frozen weights stay equal bit for
bit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save

from tests.files.damaging import damage
from tests.training.architectures import DIGITS, RELU
from tests.training.drawings import chain, finished, only, opened
from tests.training.test_determinism import EVENTFUL, PROBES, disturbed, same
from torchground.files.meta import TensorMeta, WeightsMeta
from torchground.files.store import FileStore, name_of
from torchground.network.spec import Project
from torchground.probing.offering import offers_for
from torchground.training import pace
from torchground.training.loop import train
from torchground.training.messages import StateChanged
from torchground.training.probed_run import TrainingForProbes
from torchground.training.spec import RunSpec
from torchground.training.state import Training

KEY = "c0" * 32
LAYERS = [
    {"type": "conv2d", "out_channels": 4, "kernel_size": 3},
    {"type": "batch_norm2d"},
    RELU,
    {"type": "global_avg_pool"},
]


def file(frozen: tuple[str, ...] = (), **training: Any) -> dict[str, Any]:
    made = chain(LAYERS, DIGITS, **{"epochs": 1, "batch_size": 128} | training)
    for node in made["network"]["nodes"]:
        if node["id"] in frozen:
            node["trainable"] = False
    return made


@dataclass(frozen=True)
class Source:
    """A run whose weights are stored."""

    files: FileStore
    tensors: dict[str, torch.Tensor]


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A run whose weights are in the data folder of this test."""
    files = FileStore(tmp_path)
    _, capture = finished(RunSpec(opened(file(seed=5)), "source", checkpoint_dir=tmp_path))
    weights = {
        name.removeprefix("network.layers."): value.float()
        for name, value in capture.tensors.items()
        if name.startswith("network.layers.")
    }
    tensors = [TensorMeta(name=n, dtype="F32", shape=list(t.shape)) for n, t in weights.items()]
    with files.new() as new:
        new.file.write(save(weights))
        files.put(KEY, WeightsMeta(tensors=tensors), new)
    return Source(files, capture.tensors)


def transferred(files: FileStore, nodes: dict[str, str] | None = None) -> Project:
    start = {"weights": KEY, "nodes": nodes or {"n0": "n0", "n1": "n1"}}
    return opened(file(("n0", "n1"), start=start), files)


def test_a_run_never_starts_from_damaged_weights(source: Source, tmp_path: Path) -> None:
    spec = RunSpec(transferred(source.files))
    damage(tmp_path / "stored" / name_of(KEY, "weights"), 3)
    (ended,) = only(StateChanged, list(train(spec)))
    assert ended.state == "failed"
    assert ended.reason is not None
    assert ended.reason.code == "files.damaged"


def test_frozen_nodes_keep_what_they_took_up(source: Source, tmp_path: Path) -> None:
    _, capture = finished(RunSpec(transferred(source.files), checkpoint_dir=tmp_path))
    for name, value in capture.tensors.items():
        node = name.removeprefix("network.layers.").partition(".")[0]
        if node in ("n0", "n1"):
            assert torch.equal(value, source.tensors[name].to(value.dtype)), name
    head = "network.layers.y.weight"
    assert not torch.equal(capture.tensors[head], source.tensors[head])


def test_what_is_looked_at_begins_with_the_weights_taken_up(source: Source) -> None:
    training = Training(transferred(source.files, {"n0": "n0"}), torch.device("cpu"))
    start = TrainingForProbes(training).context().start
    assert torch.equal(start["n0.weight"], source.tensors["network.layers.n0.weight"])


def test_a_transferred_run_learns_the_same_whatever_happens_around_it(
    source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = transferred(source.files)
    probes = [offer.probe for offer in offers_for(project)] + PROBES
    expected, end = finished(RunSpec(project, "alone", checkpoint_dir=tmp_path))
    for name in ("TURN_SECS", "FIRST_CHECKPOINT_SECS", "CHECKPOINT_SECS"):
        monkeypatch.setattr(pace, name, 0.0)
    run = RunSpec(project, "busy", checkpoint_dir=tmp_path)
    made, capture = disturbed(run, list(EVENTFUL), probes)
    assert made == expected
    same(capture, end)
