"""The rehearsed step equals the next step bit for bit, and a rehearsal changes nothing."""

from __future__ import annotations

import pytest
import torch

from tests.training.architectures import ARCHITECTURES, RING, gan
from tests.training.drawings import opened, project
from tests.training.test_determinism import same
from tests.training.test_strategies import in_fast_strategy, steps
from torchground.network.spec import Project
from torchground.probing.probe import Rehearsal
from torchground.training.rehearsing import rehearse
from torchground.training.state import Training

CPU = torch.device("cpu")
MORE: dict[str, Project] = {
    "discriminator only": opened(gan(RING, task={"type": "gan", "train": "discriminator"})),
    "generator only": opened(gan(RING, task={"type": "gan", "train": "generator"})),
    "penalties": project(l1=0.01, l2=0.02, clip_grad_norm=0.2, clip_grad_value=0.05),
}
ALL = {**ARCHITECTURES, **MORE}


def rehearsed(training: Training) -> Rehearsal:
    """Rehearses as a probe does, while the run is measured."""
    with training.measuring():
        return rehearse(training)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("before", [0, 2])
def test_it_is_the_step_that_follows(name: str, before: int) -> None:
    training = Training(ALL[name], CPU)
    steps(training, before)
    with training.random.in_place():
        found = rehearsed(training)
        loss = training.take(training.next_batches(1)[0])
    assert training.batch is not None
    assert torch.equal(found.x, training.batch[0])
    assert torch.equal(found.y, training.batch[1])
    if found.part != "generator":
        assert found.loss == loss
    params = dict(training.named_params)
    gradients = dict(zip(params, training.strategy.gradients(), strict=True))
    for param, after in found.after.items():
        assert torch.equal(after, params[param]), param
    for param, gradient in found.taken.items():
        real = gradients[param]
        assert real is not None
        assert torch.equal(gradient, real)
    moved = [n for n, p in found.after.items() if not torch.equal(p, found.before[n])]
    assert moved or name == "perceptron"


@pytest.mark.parametrize("name", ALL)
def test_it_leaves_no_trace(name: str) -> None:
    one, other = (Training(ALL[name], CPU) for _ in range(2))
    steps(one, 2), steps(other, 2)
    gradients = [None if g is None else g.clone() for g in other.strategy.gradients()]
    with other.random.in_place():
        before = other.random.get()
        rehearsed(other)
        rehearsed(other)
        after = other.random.get()
    assert (before is None and after is None) or torch.equal(before, after)  # type: ignore[arg-type]
    same(one.capture(), other.capture())
    for gradient, kept in zip(other.strategy.gradients(), gradients, strict=True):
        assert (gradient is None) == (kept is None)
        assert gradient is None or kept is None or torch.equal(gradient, kept)
    assert steps(one, 3) == steps(other, 3)
    same(one.capture(), other.capture())


@pytest.mark.parametrize("name", ALL)
def test_every_part_of_it_fits_the_others(name: str) -> None:
    training = Training(ALL[name], CPU)
    steps(training, 2)
    with training.random.in_place():
        found = rehearsed(training)
    for node, gradient in found.output_gradients.items():
        assert gradient.shape == found.outputs[node].shape, node
        assert bool(torch.isfinite(gradient).all())
    assert set(found.taken) == set(found.gradients)
    learned = {node.id for node in training.project.nodes if node.id in found.output_gradients}
    assert training.project.nodes[-1].id in learned
    if training.random.get() is None and not found.part:
        last = found.outputs[training.project.nodes[-1].id]
        loss = training.loss(*training.task.paired(last, found.y)).item()
        assert loss == pytest.approx(found.loss, abs=1e-6)
    if name not in ("penalties",):
        for param, gradient in found.gradients.items():
            torch.testing.assert_close(gradient, found.taken[param], rtol=1e-4, atol=1e-6)


def test_penalties_stand_between_gradients_and_what_is_taken() -> None:
    training = Training(MORE["penalties"], CPU)
    steps(training, 1)
    found = rehearsed(training)
    assert any(not torch.equal(g, found.taken[n]) for n, g in found.gradients.items())
    assert all(float(g.abs().max()) <= 0.0500001 for g in found.taken.values())


def test_it_says_what_adam_remembers_and_the_loss_after() -> None:
    training = Training(project(optimizer={"type": "adam"}), CPU)
    steps(training, 3)
    found = rehearsed(training)
    assert set(found.memory["n0.weight"]) == {"exp_avg", "exp_avg_sq"}
    steps(training, 1)
    x, y = found.x, found.y
    assert training.objective(x, y).item() == pytest.approx(found.new_loss, abs=1e-7)


def test_it_can_be_rehearsed_from_a_fast_strategy() -> None:
    one, other = (Training(ARCHITECTURES["mlp"], CPU) for _ in range(2))
    steps(one, 3), steps(other, 3)
    in_fast_strategy(other)
    with other.random.in_place():
        rehearsed(other)
    assert other.strategy is not other.plain
    assert steps(one, 4) == steps(other, 4)
    same(one.capture(), other.capture())


def test_two_networks_rehearse_the_half_that_comes_first() -> None:
    for name, part in (("gan", "discriminator"), ("generator only", "generator")):
        training = Training(ALL[name], CPU)
        with training.random.in_place():
            found = rehearsed(training)
        assert found.part == part
        made = {"g0.weight", "g0.bias", "g2.weight", "g2.bias"}
        assert (set(found.after) == made) == (part == "generator")
    training = Training(ALL["gan"], CPU)
    with training.random.in_place():
        found = rehearsed(training)
    assert len(found.outputs["d0"]) == 2 * len(found.outputs["x"])
