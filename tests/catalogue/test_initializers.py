"""Initializers: which params they draw, which they leave, and what happens to signals in deep and in recurrent
networks."""

from __future__ import annotations

import math
from typing import Any, cast

import pytest
import torch
from torch import Tensor, nn

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.initializer import Initializer
from torchground.catalogue.initializers.shared.linear_maps import maps
from torchground.catalogue.layers.modules import recurrent
from torchground.catalogue.layers.modules.attention import LearnedPositions, SelfAttention
from torchground.catalogue.layers.modules.surfaces import Ball

INITIALIZERS = list(entries("initializers"))
DRAWING = [name for name in INITIALIZERS if name not in ("chrono", "spectral")]


def initializer(name: str, **given: Any) -> Initializer:
    return cast(Initializer, parse("initializers", {"type": name, **given}))


def layers() -> list[nn.Module]:
    """One module of every kind that has params."""
    torch.manual_seed(1)
    lstm, gru = recurrent.LSTM(5, 6, 2, bidirectional=True), recurrent.GRU(5, 6)
    return [
        nn.Linear(7, 5),
        nn.Conv1d(3, 4, 3),
        nn.Conv2d(3, 4, 3),
        nn.ConvTranspose2d(3, 4, 3),
        nn.Embedding(9, 4),
        LearnedPositions(8, 4),
        Ball([1.0, 2.0]),
        nn.LayerNorm(6),
        nn.BatchNorm2d(4),
        nn.PReLU(4),
        lstm,
        gru,
        recurrent.RNN(5, 6, nonlinearity="relu"),
        SelfAttention(8, 2),
        nn.ReLU(),
    ]


def named(layer: nn.Module) -> dict[str, Tensor]:
    return {name: param.detach().clone() for name, param in layer.named_parameters()}


@pytest.mark.parametrize("name", INITIALIZERS)
def test_the_same_seed_draws_the_same_weights(name: str) -> None:
    for one, other in zip(layers(), layers(), strict=True):
        for layer in (one, other):
            torch.manual_seed(7)
            initializer(name).fill(layer)
        assert all(torch.equal(named(one)[key], named(other)[key]) for key in named(one))
        assert all(torch.isfinite(param).all() for param in one.parameters())


@pytest.mark.parametrize("name", DRAWING)
@pytest.mark.parametrize("zero_biases", [True, False])
def test_every_matrix_is_drawn_and_the_rest_is_left(name: str, zero_biases: bool) -> None:
    for layer in layers():
        before = named(layer)
        initializer(name, zero_biases=zero_biases).fill(layer)
        kept = isinstance(
            layer, (nn.Embedding, nn.LayerNorm, nn.BatchNorm2d, nn.PReLU, LearnedPositions, Ball)
        )
        for key, after in named(layer).items():
            if kept or (key.rpartition(".")[2].startswith("bias") and not zero_biases):
                assert torch.equal(after, before[key]), key
            elif "bias" in key:
                assert (after == 0).all(), key
            else:
                assert not torch.equal(after, before[key]), key


@pytest.mark.parametrize("name", ["chrono", "spectral"])
def test_initializers_of_memories_leave_all_other_layers(name: str) -> None:
    for layer in layers():
        if not isinstance(layer, nn.RNNBase):
            before = named(layer)
            initializer(name).fill(layer)
            assert all(torch.equal(before[key], after) for key, after in named(layer).items())


def test_a_layer_that_must_not_learn_is_drawn_all_the_same() -> None:
    layer = nn.Linear(3, 2).requires_grad_(False)
    initializer("zeros").fill(layer)
    assert (layer.weight == 0).all()
    assert not layer.weight.requires_grad


@pytest.mark.parametrize(
    ("name", "given", "std"),
    [
        ("normal", {"std": 0.3}, 0.3),
        ("uniform", {"bound": 0.3}, 0.3 / math.sqrt(3)),
        ("xavier_normal", {}, math.sqrt(2 / 700)),
        ("xavier_uniform", {"gain": 2.0}, 2 * math.sqrt(2 / 700)),
        ("kaiming_normal", {}, math.sqrt(2 / 300)),
        ("kaiming_uniform", {"mode": "fan_out"}, math.sqrt(2 / 400)),
        ("kaiming_normal", {"nonlinearity": "linear"}, math.sqrt(1 / 300)),
    ],
)
def test_weights_are_as_wide_as_the_formula_says(
    name: str, given: dict[str, Any], std: float
) -> None:
    torch.manual_seed(1)
    layer = nn.Linear(300, 400)
    initializer(name, **given).fill(layer)
    assert layer.weight.std().item() == pytest.approx(std, rel=0.02)
    assert layer.weight.mean().item() == pytest.approx(0, abs=0.03 * std)


def test_gates_are_drawn_one_by_one() -> None:
    """Without that, four stacked gates would look like one layer with four times as many outputs."""
    torch.manual_seed(1)
    layer = recurrent.LSTM(100, 100)
    initializer("xavier_normal").fill(layer)
    assert layer.weight_hh_l0.std().item() == pytest.approx(math.sqrt(2 / 200), rel=0.02)
    initializer("orthogonal", gain=2.0).fill(layer)
    for gate in layer.weight_hh_l0.detach().chunk(4):
        torch.testing.assert_close(gate @ gate.T, 4 * torch.eye(100), atol=1e-4, rtol=0)


def test_signals_keep_their_size_through_ten_layers_or_do_not() -> None:
    """The numbers of the lesson on initialization: ten layers of 64 units with ReLU."""

    def spread(name: str, **given: Any) -> float:
        torch.manual_seed(1)
        x = torch.randn(500, 64)
        for _ in range(10):
            layer = nn.Linear(64, 64)
            initializer(name, **given).fill(layer)
            x = layer(x).relu().detach()
        return x.std().item()

    for wanted, found in (
        (2e-13, spread("normal", std=0.01)),
        (0.017, spread("xavier_uniform")),
        (0.55, spread("kaiming_normal")),
        (1.9e7, spread("normal", std=1.0)),
    ):
        assert wanted / 3 < found < wanted * 3
    assert spread("zeros") == 0


# ---- long memories -----------------------------------------------------------------------------------------


def test_chrono_opens_the_forget_gate_for_up_to_so_many_steps() -> None:
    torch.manual_seed(1)
    layer = recurrent.LSTM(5, 400, bidirectional=True)
    before = named(layer)
    initializer("chrono", max_steps=60).fill(layer)
    for end in ("l0", "l0_reverse"):
        added = (
            layer.get_parameter(f"bias_ih_{end}") + layer.get_parameter(f"bias_hh_{end}")
        ).detach()
        gate_i, gate_f, gate_g, gate_o = added.chunk(4)
        torch.testing.assert_close(gate_i, -gate_f)
        steps = gate_f.exp()
        assert 1 <= steps.min() < 2
        assert 56 < steps.max() <= 59
        assert steps.mean().item() == pytest.approx(30, rel=0.1)
        old = before[f"bias_ih_{end}"] + before[f"bias_hh_{end}"]
        torch.testing.assert_close(torch.cat([gate_g, gate_o]), torch.cat(old.chunk(4)[2:]))
        assert torch.equal(layer.get_parameter(f"weight_hh_{end}"), before[f"weight_hh_{end}"])


def test_chrono_opens_the_update_gate_of_a_gru_which_keeps_the_old_state() -> None:
    torch.manual_seed(1)
    layer = recurrent.GRU(5, 400)
    before = named(layer)
    initializer("chrono", max_steps=60).fill(layer)
    _, gate_z, _ = (layer.bias_ih_l0 + layer.bias_hh_l0).detach().chunk(3)
    assert gate_z.min() >= 0
    assert gate_z.exp().mean().item() == pytest.approx(30, rel=0.1)
    for bias in ("bias_ih_l0", "bias_hh_l0"):
        parts = zip(named(layer)[bias].chunk(3), before[bias].chunk(3), strict=True)
        assert [torch.equal(new, old) for new, old in parts] == [True, False, True]


@pytest.mark.parametrize("kind", [recurrent.LSTM, recurrent.GRU])
def test_with_chrono_the_gradient_reaches_the_first_of_sixty_steps(kind: Any) -> None:
    def ratio(name: str | None) -> float:
        torch.manual_seed(2)
        layer = kind(5, 32, batch_first=True)
        layer.returns = "last"
        if name is not None:
            initializer(name, max_steps=60).fill(layer)
        x = torch.randn(16, 60, 5).requires_grad_()
        layer(x).square().sum().backward()
        assert x.grad is not None
        return float(x.grad[:, 0].norm() / x.grad[:, -1].norm())

    assert ratio("chrono") > 1e-3
    assert ratio(None) < 1e-6


def test_chrono_does_nothing_where_there_are_no_biases() -> None:
    layer = recurrent.LSTM(3, 4, bias=False)
    before = named(layer)
    initializer("chrono").fill(layer)
    assert all(torch.equal(before[key], after) for key, after in named(layer).items())


@pytest.mark.parametrize("radius", [0.5, 2.5])
def test_spectral_gives_every_recurrent_matrix_its_radius_and_touches_nothing_else(
    radius: float,
) -> None:
    torch.manual_seed(1)
    for layer in (recurrent.RNN(5, 12, 2, nonlinearity="relu"), recurrent.GRU(5, 12)):
        before = named(layer)
        initializer("spectral", radius=radius).fill(layer)
        for found in maps(layer):
            if found.is_recurrent:
                largest = torch.linalg.eigvals(found.weight).abs().max().item()
                assert largest == pytest.approx(radius, rel=1e-4)
        for key, after in named(layer).items():
            assert torch.equal(after, before[key]) == (not key.startswith("weight_hh")), key
