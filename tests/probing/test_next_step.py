"""The slow step has the same numbers as the step that the run takes next."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tests.training.architectures import ARCHITECTURES
from tests.training.drawings import CONV, project
from tests.training.test_rehearsing import ALL
from tests.training.test_strategies import steps
from torchground.probing.probe import ProbeError
from torchground.telemetry.reading import Quantized, Reading
from torchground.telemetry.wire import dequantize, unpack_frame
from torchground.training.probed_run import probe_scheduler
from torchground.training.rehearsing import rehearse
from torchground.training.state import Training

CPU = torch.device("cpu")
MOST_BYTES = 256 * 1024


def slowly(training: Training, **fields: Any) -> list[Reading[Any]]:
    """The readings that a page gets. Raises ``ProbeError``."""
    measured = probe_scheduler(training, "r").measure(1, {"type": "next_step", **fields})
    if measured.data is None:
        raise ProbeError(measured.error)
    assert len(measured.data) < MOST_BYTES
    found: list[Reading[Any]] = unpack_frame(measured.data)["readings"]
    return found


def of(readings: list[Reading[Any]], phase: str) -> list[Reading[Any]]:
    return [reading for reading in readings if reading.facts.step.phase == phase]


def table(readings: list[Reading[Any]], phase: str) -> Any:
    """The words and numbers of the step at this phase."""
    return next(r for r in of(readings, phase) if r.kind == "table").facts.step


def close(reading: Reading[Any], truth: torch.Tensor) -> None:
    """Fails where a number differs by more than half a quantization step."""
    found = reading.tensors["values"]
    seen, real = dequantize(found), truth.detach().numpy()
    assert seen.shape == real.shape
    allowed = np.full(real.shape, 1e-6)
    if isinstance(found, Quantized):
        scale = found.scale.reshape(found.scale.shape + (1,) * (real.ndim - found.scale.ndim))
        allowed = allowed + 0.5001 * np.broadcast_to(scale, real.shape)
    assert (np.abs(seen - real) <= allowed).all()


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("part", [0, 1])
def test_one_weight_becomes_what_it_said(name: str, part: int) -> None:
    training = Training(ALL[name], CPU)
    steps(training, 2)
    if part and name != "gan":
        with pytest.raises(ProbeError, match="1 part"):
            slowly(training, part=1)
        return
    with training.random.in_place():
        readings = slowly(training, part=part)
        params = {n: p.detach().clone() for n, p in training.named_params}
        loss = training.take(training.next_batches(1)[0])
    moved = table(readings, "optimizer").weight
    before, now = params[moved.param], dict(training.named_params)[moved.param]
    index = tuple(moved.index)
    assert moved.before == before[index].item()
    assert moved.after == now[index].item()
    assert moved.change == pytest.approx(moved.after - moved.before, abs=1e-9)
    makes = table(readings, "batch").part == "generator"
    learner = training.learners["generator_optimizer" if makes else "optimizer"]
    kept = learner.memory({moved.param: now})[moved.param]
    assert moved.memory == {key: value[index].item() for key, value in kept.items()}
    shown = table(readings, "loss").loss
    if name != "generator only" and not part:
        assert shown == loss
    assert table(readings, "after").loss == shown


def test_it_says_which_samples_are_in_the_batch() -> None:
    training = Training(ARCHITECTURES["mlp"], CPU)
    for taken in (0, 1, 4):
        steps(training, taken)
        facts = table(slowly(training, sample=3), "batch")
        x, _ = training.next_batches(1)[0]
        chosen = training.data.x[facts.samples]
        assert torch.equal(chosen, x)
        assert facts.index == facts.samples[3]
    still = Training(project(shuffle=False), CPU)
    steps(still, 2)
    assert table(slowly(still), "batch").samples == list(range(16, 24))


def test_every_phase_has_the_numbers_of_the_rehearsal() -> None:
    training = Training(project(CONV, {"type": "digits"}, batch_size=16), CPU)
    steps(training, 2)
    readings, real = slowly(training, sample=5), rehearse(training)
    for phase, values in (("forward", real.outputs), ("backward", real.output_gradients)):
        found = {reading.path: reading for reading in of(readings, phase)}
        assert set(found) == set(values)
        for node, reading in found.items():
            truth = values[node][5]
            close(reading, truth[:64] if truth.ndim == 1 else truth[:16])
    assert of(readings, "backward")[0].path == training.project.nodes[-1].id
    for reading in of(readings, "gradient"):
        truth = real.gradients[reading.path]
        assert reading.facts.step.norm == pytest.approx(truth.norm().item(), rel=1e-5)
        if truth.ndim == 4:
            close(reading, truth.flatten(0, 1))


def test_clipping_says_by_how_much() -> None:
    training = Training(project(clip_grad_norm=0.01, l2=0.1), CPU)
    steps(training, 1)
    facts = table(slowly(training), "clip")
    assert facts.taken == pytest.approx(0.01, rel=1e-3)
    assert facts.factor == pytest.approx(0.01 / facts.pulled, rel=1e-3)
    assert facts.pulled != pytest.approx(facts.norm, rel=1e-6)
    plain = table(slowly(Training(project(), CPU)), "clip")
    assert plain.norm == plain.pulled == pytest.approx(plain.taken)
    assert plain.factor == pytest.approx(1.0)


def test_a_weight_can_be_chosen_and_a_wrong_one_is_refused() -> None:
    training = Training(project(), CPU)
    moved = table(slowly(training, param="n0.bias", index=[1]), "optimizer").weight
    assert (moved.param, moved.index) == ("n0.bias", [1])
    for wrong in ({"param": "nobody"}, {"param": "n0.bias", "index": [99]}, {"sample": 99}):
        with pytest.raises(ProbeError):
            slowly(training, **wrong)


def test_a_large_picture_stays_small() -> None:
    layers: list[dict[str, Any]] = [{"type": "upsample", "scale_factor": 8}] * 2
    layers.append({"type": "flatten"})
    readings = slowly(Training(project(layers, {"type": "digits"}, batch_size=2), CPU))
    large = next(r for r in of(readings, "forward") if r.path == "n1")
    assert large.facts.shape == [1, 512, 512]
    assert large.facts.step.every > 1


def test_tokens_have_their_names() -> None:
    training = Training(ARCHITECTURES["gpt"], CPU)
    first = of(slowly(training, sample=2), "forward")[0]
    vocab, tokens = training.project.info.vocab, training.next_batches(1)[0][0][2]
    assert first.facts.step.tokens == [vocab[int(token)] for token in tokens]
