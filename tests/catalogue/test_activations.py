"""Activations at known points: numbers from the papers, limits, minima and gradients."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import ShapeError, Tokens

ACTIVATIONS = {
    name: kind for name, kind in entries("layers").items() if issubclass(kind, Activation)
}
ALPHA, LAMBDA = 1.6732632423543772, 1.0507009873554805


def value(type_id: str, x: float, **fields: Any) -> float:
    """The output of the activation for one number, in double precision."""
    module = parse("layers", {"type": type_id, **fields}).build((1,)).double()
    return float(module(torch.tensor([[x]], dtype=torch.float64)).item())


@pytest.mark.parametrize(
    ("type_id", "x", "y"),
    [
        ("relu", -2.0, 0.0),
        ("relu", 1.5, 1.5),
        ("relu6", 7.0, 6.0),
        ("leaky_relu", -2.0, -0.02),
        ("prelu", -2.0, -0.5),
        ("elu", -1.0, math.exp(-1) - 1),
        ("celu", -1.0, math.exp(-1) - 1),
        ("selu", 1.0, LAMBDA),
        ("selu", -1.0, LAMBDA * ALPHA * (math.exp(-1) - 1)),
        ("tanh", 1.0, 0.761594155955765),
        ("hardtanh", 3.0, 1.0),
        ("hardtanh", -0.5, -0.5),
        ("sigmoid", 0.0, 0.5),
        ("sigmoid", 1.0, 0.731058578630005),
        ("hardsigmoid", 0.0, 0.5),
        ("hardsigmoid", 1.0, 2 / 3),
        ("hardsigmoid", -3.0, 0.0),
        ("gelu", 1.0, 0.841344746068543),
        ("silu", 1.0, 0.731058578630005),
        ("mish", 1.0, math.tanh(math.log1p(math.e))),
        ("softplus", 0.0, math.log(2)),
        ("step", 0.0, 0.0),
        ("step", 1e-9, 1.0),
        ("step", -4.0, 0.0),
        ("identity", -4.0, -4.0),
    ],
)
def test_an_activation_at_a_known_point(type_id: str, x: float, y: float) -> None:
    assert value(type_id, x) == pytest.approx(y, abs=2e-8)


@pytest.mark.parametrize(
    ("type_id", "least", "at"),
    [("silu", -0.278465, -1.278465), ("gelu", -0.169971, -0.751792), ("mish", -0.308843, -1.192)],
)
def test_the_dip_of_a_smooth_relu(type_id: str, least: float, at: float) -> None:
    x = torch.linspace(-3, 1, 40_001, dtype=torch.float64)[:, None]
    y = parse("layers", {"type": type_id}).build((1,)).double()(x)
    assert y.min().item() == pytest.approx(least, abs=1e-6)
    assert x[y.argmin()].item() == pytest.approx(at, abs=5e-4)


def test_fields_bend_the_curve() -> None:
    assert value("elu", -50.0, alpha=2.0) == pytest.approx(-2.0)
    assert value("celu", -1.0, alpha=2.0) == pytest.approx(2 * (math.exp(-0.5) - 1))
    assert value("softplus", 0.0, beta=4.0) == pytest.approx(math.log(2) / 4)
    assert value("step", 0.7, threshold=0.75) == 0.0
    assert value("hardtanh", 9.0, max_val=4.0) == 4.0
    assert value("prelu", -2.0, init=0.1) == pytest.approx(-0.2)


@pytest.mark.parametrize("shape", [(7,), (5, 7), (7, 3, 4)])
def test_shares_add_up_to_one_along_the_features(shape: tuple[int, ...]) -> None:
    axis = 1 if len(shape) == 3 else -1
    x = torch.randn(4, *shape, generator=torch.Generator().manual_seed(1)) * 20
    shares = parse("layers", {"type": "softmax"}).build(shape)(x)
    logs = parse("layers", {"type": "log_softmax"}).build(shape)(x)
    assert torch.allclose(shares.sum(dim=axis), torch.ones(()), atol=1e-6)
    assert torch.allclose(logs.exp(), shares, atol=1e-6)


def test_a_logarithm_of_a_share_too_small_to_write_stays_finite() -> None:
    x = torch.tensor([[0.0, 500.0]])
    assert parse("layers", {"type": "softmax"}).build((2,))(x)[0, 0] == 0
    assert parse("layers", {"type": "log_softmax"}).build((2,))(x)[0, 0] == -500


def test_no_gradient_passes_a_step() -> None:
    x = torch.linspace(-2, 2, 9, requires_grad=True)
    parse("layers", {"type": "step"}).build((9,))(x).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [0.0] * 9


def test_selu_keeps_mean_and_spread_through_fifty_layers() -> None:
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(1000, 200, generator=generator)
    module = parse("layers", {"type": "selu"}).build((200,))
    for _ in range(50):
        x = module(x @ (torch.randn(200, 200, generator=generator) / math.sqrt(200)))
    assert abs(x.mean().item()) < 0.2
    assert 0.8 < x.std().item() < 1.2


@pytest.mark.parametrize("type_id", ACTIVATIONS)
def test_tokens_are_refused_with_an_embedding(type_id: str) -> None:
    layer = parse("layers", {"type": type_id})
    with pytest.raises(ShapeError, match="Embedding") as caught:
        layer.output_shape(Tokens(5, 9))
    assert caught.value.mends[0].insert == {"type": "embedding"}


@pytest.mark.parametrize("type_id", ACTIVATIONS)
@given(x=st.floats(-1e6, 1e6, width=32))
def test_no_finite_number_becomes_anything_else(type_id: str, x: float) -> None:
    module = parse("layers", {"type": type_id}).build((2,))
    assert torch.isfinite(module(torch.tensor([[x, 1.0]]))).all()
