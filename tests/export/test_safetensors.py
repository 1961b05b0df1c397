"""Weights as a safetensors file: copied from a checkpoint, or a sentence about why not."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from torchground.export.refusing import NoExport
from torchground.export.safetensors import FORMAT, copy_weights
from torchground.export.trained import Trained
from torchground.files.checkpoints import CheckpointFile


def test_weights_are_copied_and_nothing_else(tmp_path: Path) -> None:
    checkpoint, out = tmp_path / "checkpoint", tmp_path / "weights.safetensors"
    weight = np.arange(6, dtype=np.float32).reshape(2, 3)
    save_file({"network.layers.h1.weight": weight, "optimizer.0.step": np.ones(1)}, checkpoint)
    assert FORMAT.export(Trained({}, CheckpointFile(checkpoint), "run"), out) == []
    assert load_file(out).keys() == {"h1.weight"}
    assert np.array_equal(load_file(out)["h1.weight"], weight)


def test_a_broken_checkpoint_leaves_no_file(tmp_path: Path) -> None:
    checkpoint, out = tmp_path / "checkpoint", tmp_path / "out"
    checkpoint.write_bytes(b"\xff" * 40)
    with pytest.raises(NoExport, match="the checkpoint cannot be read"):
        FORMAT.export(Trained({}, CheckpointFile(checkpoint), "run"), out)
    save_file({"other": np.ones(1)}, checkpoint)
    with pytest.raises(NoExport, match="has 0 weights and buffers"):
        FORMAT.export(Trained({}, CheckpointFile(checkpoint), "run"), out)
    with pytest.raises(NoExport, match="cannot write"):
        FORMAT.export(Trained({}, CheckpointFile(tmp_path / "gone"), "run"), out)
    assert list(tmp_path.iterdir()) == [checkpoint]


def test_a_network_that_was_not_trained_has_no_weights_to_write(tmp_path: Path) -> None:
    with pytest.raises(NoExport, match="nothing was trained yet"):
        FORMAT.export(Trained({}, None, "run"), tmp_path / "out")


def test_copying_tells_what_each_tensor_is(tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint"
    save_file({"network.layers.h1.bias": np.zeros(4, np.float32)}, checkpoint)
    with (tmp_path / "out").open("wb") as file:
        (meta,) = copy_weights(CheckpointFile(checkpoint), file)
    assert (meta.name, meta.dtype, meta.shape) == ("h1.bias", "F32", [4])
