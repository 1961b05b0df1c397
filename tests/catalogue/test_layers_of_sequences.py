"""Layers of sequences: the parts that they show are those of the computation, and blocks are the sum of their parts."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Shape, ShapeError, Tokens
from torchground.catalogue.layers.modules.attention import EncoderLayer, SelfAttention, sinusoids
from torchground.catalogue.layers.modules.surfaces import height
from torchground.catalogue.layers.surface import MINIMA

SEQUENCE: Shape = (9, 12)


def layer(type_id: str, **fields: Any) -> Layer:
    made: Layer = parse("layers", {"type": type_id, **fields})
    return made


def built(type_id: str, *shapes: Shape, **fields: Any) -> Any:
    torch.manual_seed(1)
    return layer(type_id, **fields).build(*shapes)


def close(found: Tensor, truth: Tensor) -> None:
    assert found.shape == truth.shape
    assert torch.allclose(found, truth, atol=2e-6, rtol=1e-5)


# ---- recurrent layers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
def test_an_rnn_is_torchs_own(nonlinearity: str) -> None:
    ours = built("rnn", SEQUENCE, hidden_size=5, nonlinearity=nonlinearity, returns="sequence")
    torch.manual_seed(1)
    theirs = nn.RNN(12, 5, nonlinearity=nonlinearity, batch_first=True)
    x = torch.randn(3, *SEQUENCE)
    assert list(ours.state_dict()) == list(theirs.state_dict())
    assert torch.equal(ours(x), theirs(x)[0])


@pytest.mark.parametrize("type_id", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("num_layers", [1, 3])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_the_gates_lead_to_what_the_layer_gives(
    type_id: str, num_layers: int, bidirectional: bool
) -> None:
    fields = {"hidden_size": 5, "num_layers": num_layers, "bidirectional": bidirectional}
    module = built(type_id, SEQUENCE, returns="sequence", **fields).eval()
    x = torch.randn(2, *SEQUENCE)
    gates = module.gates(x[1])
    close(gates["h"], module(x)[1])
    names = {"rnn": ["h"], "lstm": ["i", "f", "g", "o", "c", "h"], "gru": ["r", "z", "n", "h"]}
    assert list(gates) == names[type_id]
    assert {tuple(g.shape) for g in gates.values()} == {(9, 10 if bidirectional else 5)}


def test_the_gates_of_an_lstm_fit_its_formula() -> None:
    module = built("lstm", SEQUENCE, hidden_size=4, returns="sequence")
    gates = module.gates(torch.randn(*SEQUENCE))
    before = torch.cat([torch.zeros(1, 4), gates["c"][:-1]])
    close(gates["c"], gates["f"] * before + gates["i"] * gates["g"])
    close(gates["h"], gates["o"] * gates["c"].tanh())


@pytest.mark.parametrize("type_id", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_the_last_state_is_that_of_each_direction_after_its_last_step(
    type_id: str, bidirectional: bool
) -> None:
    module = built(type_id, SEQUENCE, hidden_size=5, num_layers=2, bidirectional=bidirectional)
    x = torch.randn(4, *SEQUENCE)
    last = module(x)
    module.returns = "sequence"
    every = module(x)
    close(last[:, :5], every[:, -1, :5])
    if bidirectional:
        close(last[:, 5:], every[:, 0, 5:])


def test_dropout_lies_between_stacked_layers_only() -> None:
    assert built("gru", SEQUENCE, dropout=0.5).dropout == 0
    assert built("gru", SEQUENCE, dropout=0.5, num_layers=2).dropout == 0.5


# ---- attention ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("bias", [False, True])
def test_attention_is_torchs_own(causal: bool, bias: bool) -> None:
    ours = built("multihead_attention", SEQUENCE, num_heads=3, causal=causal, bias=bias)
    theirs = nn.MultiheadAttention(12, 3, bias=bias, batch_first=True)
    theirs.load_state_dict(ours.state_dict())
    x = torch.randn(2, *SEQUENCE)
    mask = torch.ones(9, 9, dtype=torch.bool).triu(1) if causal else None
    truth, weights = theirs(x, x, x, attn_mask=mask, average_attn_weights=False)
    close(ours(x), truth)
    close(ours.parts(x[1])["weights"], weights[1])


@pytest.mark.parametrize("causal", [False, True])
def test_the_parts_of_attention_are_what_forward_computes(causal: bool) -> None:
    module = built("multihead_attention", SEQUENCE, num_heads=2, causal=causal).eval()
    x = torch.randn(2, *SEQUENCE)
    parts = module.parts(x[0])
    close(parts["out"], module(x)[0])
    shapes = {name: tuple(part.shape) for name, part in parts.items()}
    assert shapes == {
        **dict.fromkeys(("q", "k", "v", "heads"), (2, 9, 6)),
        **dict.fromkeys(("scores", "weights"), (2, 9, 9)),
        "mask": (9, 9),
        "out": (9, 12),
    }
    close(parts["weights"].sum(2), torch.ones(2, 9))
    assert bool((parts["weights"][:, ~parts["mask"]] == 0).all())
    assert bool(parts["mask"].all()) is not causal
    close(parts["scores"][1, 4, 3], parts["q"][1, 4] @ parts["k"][1, 3] / math.sqrt(6))


def test_a_causal_network_sees_nothing_of_what_comes_later() -> None:
    module = built("transformer_encoder_layer", SEQUENCE, nhead=2, causal=True).eval()
    x = torch.randn(1, *SEQUENCE)
    changed = x.clone()
    changed[0, 5:] += 1
    before, after = module(x), module(changed)
    assert torch.equal(before[:, :5], after[:, :5])
    assert not torch.equal(before[:, 5:], after[:, 5:])


@pytest.mark.parametrize("norm_first", [False, True])
@pytest.mark.parametrize("activation", ["relu", "gelu"])
def test_a_block_is_torchs_own(norm_first: bool, activation: str) -> None:
    fields = {"nhead": 3, "dim_feedforward": 20, "norm_first": norm_first, "activation": activation}
    ours: EncoderLayer = built("transformer_encoder_layer", SEQUENCE, causal=True, **fields)
    theirs = nn.TransformerEncoderLayer(
        12, 3, 20, 0.0, activation, batch_first=True, norm_first=norm_first
    )
    theirs.load_state_dict(ours.state_dict())
    x = torch.randn(2, *SEQUENCE)
    mask = nn.Transformer.generate_square_subsequent_mask(9)
    close(ours(x), theirs(x, src_mask=mask, is_causal=True))
    close(ours.parts(x[1])["out"], ours(x)[1])


@pytest.mark.parametrize("norm_first", [False, True])
def test_a_block_equals_the_same_drawn_piece_by_piece(norm_first: bool) -> None:
    fields = {"nhead": 2, "dim_feedforward": 20, "causal": True, "norm_first": norm_first}
    block: EncoderLayer = built("transformer_encoder_layer", SEQUENCE, **fields)
    norm1, norm2 = built("layer_norm", SEQUENCE), built("layer_norm", SEQUENCE)
    attention = built("multihead_attention", SEQUENCE, num_heads=2, causal=True)
    mlp = built("feed_forward", SEQUENCE, dim_feedforward=20)
    add = built("add", SEQUENCE, SEQUENCE)
    take(norm1, block.norm1)
    take(norm2, block.norm2)
    take(attention, block.self_attn)
    take(mlp.linear1, block.linear1)
    take(mlp.linear2, block.linear2)
    x = torch.randn(3, *SEQUENCE)
    if norm_first:
        stream = add(x, attention(norm1(x)))
        drawn = add(stream, mlp(norm2(stream)))
    else:
        stream = norm1(add(x, attention(x)))
        drawn = norm2(add(stream, mlp(stream)))
    assert torch.equal(block(x), drawn)


def test_feed_forward_equals_linear_gelu_linear() -> None:
    mlp = built("feed_forward", SEQUENCE, dim_feedforward=20)
    first = built("linear", SEQUENCE, out_features=20)
    second = built("linear", (9, 20), out_features=12)
    take(first, mlp.linear1)
    take(second, mlp.linear2)
    x = torch.randn(3, *SEQUENCE)
    assert torch.equal(mlp(x), second(functional.gelu(first(x))))


def take(module: nn.Module, source: nn.Module) -> None:
    module.load_state_dict(source.state_dict())


def test_dropout_in_a_block_acts_only_while_training() -> None:
    module = built("transformer_encoder_layer", SEQUENCE, dropout=0.5)
    x = torch.randn(1, *SEQUENCE)
    assert not torch.equal(module(x), module(x))
    module.eval()
    assert torch.equal(module(x), module(x))
    close(module.parts(x[0])["out"], module(x)[0])


@pytest.mark.parametrize(
    ("type_id", "field"),
    [("multihead_attention", "num_heads"), ("transformer_encoder_layer", "nhead")],
)
def test_heads_that_do_not_divide_name_those_that_do(type_id: str, field: str) -> None:
    with pytest.raises(ShapeError, match="5 heads do not divide") as refused:
        layer(type_id, **{field: 5}).output_shape((9, 48))
    assert [(m.field, m.value) for m in refused.value.mends] == [(field, 4), (field, 6)]
    with pytest.raises(ShapeError) as refused:
        layer(type_id, **{field: 64}).output_shape((9, 48))
    assert [m.value for m in refused.value.mends] == [48]


# ---- tokens and places --------------------------------------------------------------------------------


def test_an_embedding_has_a_row_for_each_token() -> None:
    module = built("embedding", Tokens(4, 7), embedding_dim=3)
    assert torch.equal(module(torch.tensor([[6, 0, 0, 1]]))[0], module.weight[[6, 0, 0, 1]])


def test_sines_are_the_formula() -> None:
    table = sinusoids(50, 8)
    for t, i in itertools.product((0, 3, 49), range(4)):
        angle = t / 10_000 ** (2 * i / 8)
        assert table[t, 2 * i].item() == pytest.approx(math.sin(angle), abs=1e-6)
        assert table[t, 2 * i + 1].item() == pytest.approx(math.cos(angle), abs=1e-6)


@pytest.mark.parametrize("encoding", ["learned", "sinusoidal"])
def test_positions_are_added(encoding: str) -> None:
    module = built("positional_encoding", SEQUENCE, encoding=encoding, max_length=20)
    x = torch.randn(2, *SEQUENCE)
    close(module(x) - x, module.encoding(9).expand(2, 9, 12))


def test_a_sequence_longer_than_the_positions_is_refused_with_its_length() -> None:
    with pytest.raises(ShapeError, match="knows 8 positions, and the sequence has 9") as refused:
        layer("positional_encoding", max_length=8).output_shape(SEQUENCE)
    assert refused.value.mends[0].value == 9
    with pytest.raises(ShapeError) as refused:
        layer("positional_encoding").output_shape((5000, 8))
    assert refused.value.mends == ()


def test_a_step_is_taken_by_name_or_number() -> None:
    x = torch.randn(2, *SEQUENCE)
    for fields, place in (
        ({"which": "first"}, 0),
        ({"which": "last"}, 8),
        ({"which": "step", "step": 3}, 3),
    ):
        assert torch.equal(built("select_step", SEQUENCE, **fields)(x), x[:, place])
    with pytest.raises(ShapeError, match="no step 9") as refused:
        layer("select_step", which="step", step=9).output_shape(SEQUENCE)
    assert refused.value.mends[0].value == 8


@pytest.mark.parametrize("type_id", ["rnn", "lstm", "gru", "multihead_attention", "select_step"])
def test_tokens_are_sent_to_an_embedding_and_pictures_away(type_id: str) -> None:
    with pytest.raises(ShapeError, match="put an Embedding before it") as refused:
        layer(type_id).output_shape(Tokens(9, 5))
    assert refused.value.mends[0].insert == {"type": "embedding"}
    with pytest.raises(ShapeError, match="takes a sequence"):
        layer(type_id).output_shape((1, 8, 8))


# ---- chance -------------------------------------------------------------------------------------------


def test_a_latent_sample_draws_while_training_and_weighs_its_distance() -> None:
    module = built("gaussian_sample", (4,), beta=0.5)
    mu, log_var = torch.tensor([[1.0, -2.0]]), torch.tensor([[0.0, math.log(4)]])
    x = torch.cat([mu, log_var], dim=1).expand(50_000, 4)
    z = module(x)
    assert torch.allclose(z.mean(0), mu[0], atol=0.05)
    assert torch.allclose(z.std(0), torch.tensor([1.0, 2.0]), atol=0.05)
    kl = 0.5 * (1 + 1 - 1 - 0) + 0.5 * (4 + 4 - 1 - math.log(4))
    assert module.added.item() == pytest.approx(0.5 * kl, rel=1e-4)
    assert torch.equal(module.eval()(x), x[:, :2])
    normal = torch.distributions.Normal(mu, (0.5 * log_var).exp())
    truth = torch.distributions.kl_divergence(normal, torch.distributions.Normal(0.0, 1.0))
    assert kl == pytest.approx(truth.sum().item(), rel=1e-5)


def test_an_odd_latent_input_is_refused_with_the_next_even() -> None:
    with pytest.raises(ShapeError, match="even count") as refused:
        layer("gaussian_sample").output_shape((5,))
    assert refused.value.mends[0].insert == {"type": "linear", "out_features": 6}


def test_noise_has_a_row_for_each_sample() -> None:
    batch = torch.zeros(20_000, 7)
    normal = built("noise", features=3)(batch)
    uniform = built("noise", features=3, distribution="uniform")(batch)
    assert normal.shape == uniform.shape == (20_000, 3)
    assert normal.std().item() == pytest.approx(1, abs=0.02)
    assert uniform.abs().max().item() <= 1
    assert uniform.std().item() == pytest.approx(1 / math.sqrt(3), abs=0.02)


def test_gaussian_noise_is_added_while_training() -> None:
    module, x = built("gaussian_noise", (100,), std=0.3), torch.randn(500, 100)
    assert (module(x) - x).std().item() == pytest.approx(0.3, abs=0.01)
    assert torch.equal(module.eval()(x), x)


def test_the_switch_passes_the_real_sample_and_wants_fakes_of_its_shape() -> None:
    real, fake = torch.randn(3, 2), torch.randn(3, 2)
    assert torch.equal(built("real_or_fake", (2,), (2,))(real, fake), real)
    with pytest.raises(ShapeError, match="the generator gives 3 numbers") as refused:
        layer("real_or_fake").output_shape((2,), (3,))
    assert refused.value.handle == 1
    assert refused.value.mends[0].insert == {"type": "linear", "out_features": 2}
    with pytest.raises(ShapeError, match="draw a wire from the generator"):
        layer("real_or_fake").output_shape((2,))


def test_a_gate_multiplies() -> None:
    a, b, c = torch.randn(3, 4, 5).unbind(0)
    assert torch.equal(built("multiply", (5,), (5,), (5,))(a, b, c), a * b * c)
    with pytest.raises(ShapeError) as refused:
        layer("multiply").output_shape((9, 4), (9, 5))
    assert refused.value.mends[0].insert == {"type": "linear", "out_features": 4}


# ---- surfaces -----------------------------------------------------------------------------------------


def test_a_point_is_the_same_for_all_samples_and_learns() -> None:
    module = built("point", (1,), start=[-1.5, 0.5])
    y = module(torch.zeros(3, 1))
    assert y.tolist() == [[-1.5, 0.5]] * 3
    y[0].sum().backward()
    assert module.weight.grad.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("function", "truth"),
    [
        ("ravine", 0.5 * (1.5**2 + 100 * 0.5**2)),
        ("quadratic", 0.5 * (1.5**2 + 10 * 0.5**2)),
        ("saddle", 0.5 * (1.5**2 - 0.5**2)),
        ("rosenbrock", 0.5**2 + 100 * (0.5 - 2.25) ** 2),
        ("beale", 0.75**2 + (2.25 - 1.5 + 0.375) ** 2 + (2.625 - 1.5 + 0.1875) ** 2),
    ],
)
def test_the_height_of_a_surface(function: str, truth: float) -> None:
    module = built("surface", (2,), function=function)
    assert module(torch.tensor([[1.5, 0.5]])).item() == pytest.approx(truth, rel=1e-6)


@pytest.mark.parametrize("function", [name for name, lowest in MINIMA.items() if lowest])
def test_a_surface_is_lowest_where_it_says(function: str) -> None:
    lowest = torch.tensor(MINIMA[function], requires_grad=True)
    at = height(function, lowest, 10.0)
    at.sum().backward()  # type: ignore[no-untyped-call]
    assert at.item() == 0
    assert lowest.grad is not None
    assert lowest.grad.abs().max().item() < 1e-6
    around = lowest.detach() + 0.5 * torch.randn(
        1000, 2, generator=torch.Generator().manual_seed(1)
    )
    assert bool((height(function, around, 10.0) > 0).all())


def test_gradient_descent_on_a_quadratic_goes_at_the_rate_of_theory() -> None:
    """At the best learning rate, 2 / (1 + κ), every step leaves (κ − 1) / (κ + 1) of the distance."""
    kappa = 100.0
    point = torch.tensor([[1.0, 1.0]], dtype=torch.float64, requires_grad=True)
    lengths = []
    for _ in range(200):
        (gradient,) = torch.autograd.grad(height("quadratic", point, kappa).sum(), point)
        point = (point - 2 / (1 + kappa) * gradient).detach().requires_grad_()
        lengths.append(point.norm().item())
    assert lengths[-1] / lengths[-2] == pytest.approx((kappa - 1) / (kappa + 1), abs=1e-9)


def test_a_surface_takes_a_point() -> None:
    with pytest.raises(ShapeError, match="put a Point before it"):
        layer("surface").output_shape((3,))


def test_attention_module_keeps_torchs_names() -> None:
    module = built("multihead_attention", SEQUENCE)
    assert isinstance(module, SelfAttention)
    names = ["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"]
    assert [name for name, _ in module.named_parameters()] == names
