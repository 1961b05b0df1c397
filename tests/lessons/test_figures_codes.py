"""The figures of the lessons on codes, on two networks and on transfer, trained through the real loop."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch

from tests.lessons.training import accuracy, end, lesson_of, metric, trained
from torchground.catalogue.bases.entries import parse
from torchground.files.store import FileStore
from torchground.network.check.checking import resolve
from torchground.runs.weights import take_out
from torchground.telemetry.wire import unpack_frame
from torchground.training.checkpoint import write
from torchground.training.loop import Loop
from torchground.training.spec import RunSpec
from torchground.training.state import Training

# ---- codes -----------------------------------------------------------------------------------------


def pca_error(count: int, data: dict[str, Any], half: str) -> float:
    """The mean squared error of the best linear code with ``count`` numbers, by singular value decomposition."""
    split = parse("datasets", data).split()
    train = split.train.inputs.reshape(len(split.train), -1).astype(np.float64)
    shown = train if half == "train" else split.test.inputs.reshape(len(split.test), -1)
    mean = train.mean(axis=0)
    axes = np.linalg.svd(train - mean, full_matrices=False)[2][:count]
    return float((((shown - mean) @ axes.T @ axes + mean - shown) ** 2).mean())


@pytest.mark.parametrize(
    ("variant", "size", "most"),
    [(None, 2, 0.042), ("three numbers", 3, 0.036), ("eight numbers", 8, 0.024)],
)
def test_a_bent_code_is_better_than_a_straight_one(
    variant: str | None, size: int, most: float
) -> None:
    error = metric("test_mse", "ae-digits", variant)
    assert error <= most
    assert error < pca_error(size, {"type": "digits"}, "test")


def test_without_a_bend_it_is_pca_to_the_fourth_decimal() -> None:
    straight = pca_error(2, lesson_of("ae-linear").project["data"], "train")
    assert abs(metric("train_mse", "ae-linear") - straight) <= 5e-4


def test_the_noise_is_taken_away() -> None:
    assert metric("test_mse", "ae-denoise") <= 0.035


def test_the_code_one_can_draw_from() -> None:
    point = end("vae-digits")
    assert point.test_loss is not None
    assert point.test_loss <= 25.5
    assert 1.5 <= point.metrics["test_kl"] <= 3.5
    with_eyes_shut = end("vae-digits", variant="β 10").metrics["test_kl"]
    assert with_eyes_shut < point.metrics["test_kl"] / 10


# ---- two networks ------------------------------------------------------------------------------------


def test_the_forger_finds_all_eight_clusters() -> None:
    metrics = end("gan-ring").metrics
    assert metrics["modes"] == 8
    assert metrics["quality"] >= 0.7


SEEDS = (1, 2, 3)
"""Two networks against each other are chaotic: rounding errors of a processor decide the end of a run. So their figures
are means over these seeds."""


def test_the_collapsed_forger_has_the_losses_of_a_perfect_one() -> None:
    found = [end("gan-collapse", seed).metrics for seed in SEEDS]
    assert all(metrics["modes"] <= 4 for metrics in found)
    losses = {
        name: np.mean([metrics[name] for metrics in found])
        for name in ("discriminator_loss", "generator_loss")
    }
    assert losses["discriminator_loss"] == pytest.approx(2 * np.log(2), abs=0.15)
    assert losses["generator_loss"] == pytest.approx(np.log(2), abs=0.15)


def test_the_digits_out_of_noise_are_ten_and_can_be_told() -> None:
    judge = trained("digits-cnn").training
    confident = []
    for seed in SEEDS:
        forger = trained("gan-digits", seed=seed).training
        with torch.inference_mode(), judge.measuring():
            shares = judge.network.forward(made(forger, 1000)).softmax(dim=1)
        assert len(shares.argmax(dim=1).unique()) == 10
        confident.append((shares.amax(dim=1) > 0.9).float().mean().item())
    assert np.mean(confident) >= 0.65


def made(forger: Training, count: int) -> torch.Tensor:
    """Pictures that the generator makes of noise with a fixed seed."""
    noise = torch.randn(count, 16, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode(), forger.measuring():
        generated = forger.network.outputs(noise, given={"z": noise}, until="g6")["g6"]
    return generated.reshape(count, 1, 8, 8)


# ---- transfer ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Weights:
    """The key of stored weights, and their store."""

    files: FileStore
    key: str


CONVOLUTIONS = ("conv2d1", "conv2d2", "conv2d3")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> FileStore:
    """The file store in a data folder of these tests."""
    return FileStore(tmp_path_factory.mktemp("data"))


@pytest.fixture
def weights(kept: FileStore) -> Weights:
    """The weights of the network that learned the digits 0 to 4."""
    path = write(trained("transfer-source").training.capture(), "source", kept.data_dir)
    return Weights(kept, take_out(kept, path, "0 to 4")[0])


def continued(weights: Weights, frozen: bool, labels: int, data_seed: int) -> tuple[float, Loop]:
    """The accuracy on the digits 5 to 9 after a start from these weights, and the loop of that run."""
    file = json.loads(json.dumps(lesson_of("transfer-canvas").project))
    file["data"] |= {"labels_per_class": labels, "seed": data_seed}
    file["training"] |= {"start": {"weights": weights.key, "nodes": {n: n for n in CONVOLUTIONS}}}
    if frozen:
        file["training"]["optimizer"]["lr"] = 1e-2
        for node in file["network"]["nodes"]:
            node["trainable"] = node["id"] not in CONVOLUTIONS
    return run(file, weights.files)


def run(file: dict[str, Any], files: FileStore | None = None) -> tuple[float, Loop]:
    project, report = resolve(file, files)
    assert project, report.problems
    loop = Loop(RunSpec(project), None)
    with loop.training.random.in_place():
        points = [m.point for m in loop.road() if hasattr(m, "point")]
    return points[-1].metrics["test_accuracy"], loop


def scratch(labels: int, data_seed: int) -> float:
    file = json.loads(json.dumps(lesson_of("transfer-canvas").project))
    file["data"] |= {"labels_per_class": labels, "seed": data_seed}
    return run(file)[0]


def test_with_five_labels_a_frozen_start_beats_scratch(weights: Weights) -> None:
    gains = [continued(weights, True, 5, seed)[0] - scratch(5, seed) for seed in (1, 2)]
    assert np.mean(gains) >= 0.08


def test_frozen_weights_stay_bit_for_bit(weights: Weights) -> None:
    loop = continued(weights, True, 5, 1)[1]
    source = dict(trained("transfer-source").training.network.named_weights())
    for name, param in loop.training.network.named_weights():
        if name.partition(".")[0] in CONVOLUTIONS:
            assert torch.equal(param, source[name]), name
    measured = loop.probes.measure(1, {"type": "change_since_start"})
    assert measured.data is not None, measured.error
    bars = unpack_frame(measured.data)["readings"][0]
    moved = dict(zip(bars.facts.names, bars.tensors["values"][0].tolist(), strict=True))
    assert all(moved[node] == 0 for node in CONVOLUTIONS)
    assert moved["y"] > 0


def test_the_source_is_learned_and_five_labels_are_too_few() -> None:
    assert accuracy("transfer-source") >= 0.9
    assert accuracy("transfer-canvas") <= 0.5
