"""A network that predicts the next token never sees it. The answer of the check is compared with torch's numbers."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.network.check.fixing import fixed
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Shape
from torchground.network.build import build
from torchground.network.check.checking import check, resolve
from torchground.network.check.problems import Report
from torchground.network.spec import Project
from torchground.testing.drawings import project

Json = dict[str, Any]
STEPS, VOCAB = 11, 3
WIDTH = 4
EMBEDDING = {"type": "embedding", "embedding_dim": WIDTH}


def chain(*layers: Json) -> Json:
    return project(EMBEDDING, *layers, data="sort")


def conv(**fields: Any) -> Json:
    return {"type": "conv1d", "out_channels": WIDTH, **fields}


FLATTEN: Json = {"type": "flatten"}
FOLD: Json = {"type": "unflatten", "into": "sequence", "steps": STEPS}
DENSE: Json = {"type": "linear", "out_features": STEPS * WIDTH}
LAST: Json = {"type": "lstm", "hidden_size": WIDTH}
EVERY = {**LAST, "returns": "sequence"}
ATTENTION = {"type": "multihead_attention", "num_heads": 2}
BLOCK = {"type": "transformer_encoder_layer", "nhead": 2, "dim_feedforward": 8}

CAUSAL: dict[str, list[Json]] = {
    "a step by itself": [{"type": "linear", "out_features": WIDTH}, {"type": "tanh"}],
    "a convolution of one step": [conv(kernel_size=1)],
    "a causal convolution": [conv(causal=True)],
    "a causal convolution with holes": [conv(kernel_size=2, dilation=3, causal=True)],
    "causal attention": [{**ATTENTION, "causal": True}],
    "a causal block": [{**BLOCK, "causal": True}],
    "every state": [EVERY],
    "laid in a row and folded again": [FLATTEN, FOLD],
    "folded into other steps and back": [FLATTEN, {**FOLD, "steps": 44}, FLATTEN, FOLD],
    "a norm of each step": [{"type": "layer_norm"}],
}

LOOKING: dict[str, tuple[list[Json], str]] = {
    "a padded convolution": ([conv(padding=1)], "n1"),
    "the first of two that look": ([conv(padding=1), {"type": "relu"}, conv(padding=1)], "n1"),
    "attention without a mask": ([ATTENTION], "n1"),
    "a block without a mask": ([BLOCK, {**BLOCK, "causal": True}], "n1"),
    "both directions": ([{**EVERY, "bidirectional": True}], "n1"),
    "a dense layer over all steps": ([FLATTEN, DENSE, FOLD], "n2"),
    "a padded pool": (
        [{"type": "max_pool1d", "kernel_size": 3, "stride": 1, "padding": 1}],
        "n1",
    ),
    "a summary for every step": ([LAST, DENSE, FOLD], "n1"),
    "the last step for every step": ([EVERY, {"type": "select_step"}, DENSE, FOLD], "n2"),
    "a picture of the steps": (
        [
            FLATTEN,
            {"type": "unflatten", "height": STEPS, "width": WIDTH},
            {"type": "conv2d", "out_channels": 1, "padding": 1},
            FLATTEN,
            FOLD,
        ],
        "n3",
    ),
    "shares over the whole row": ([FLATTEN, {"type": "softmax"}, FOLD], "n2"),
    "padded on both sides and shifted back": (
        [
            {"type": "avg_pool1d", "kernel_size": 2, "stride": 1, "padding": 1},
            conv(kernel_size=2),
        ],
        "n2",
    ),
}


def blamed(report: Report) -> list[str | None]:
    return [p.node for p in report.problems if "tokens that come later" in p.sentence]


@pytest.mark.parametrize("layers", CAUSAL.values(), ids=CAUSAL)
def test_a_network_that_looks_back_alone_is_taken(layers: list[Json]) -> None:
    report = check(chain(*layers))
    assert report.problems == []


@pytest.mark.parametrize(("layers", "node"), LOOKING.values(), ids=LOOKING)
def test_the_layer_that_lets_the_future_in_is_named(layers: list[Json], node: str) -> None:
    report = check(chain(*layers))
    assert blamed(report) == [node]
    assert not report.ok


@pytest.mark.parametrize(("layers", "node"), LOOKING.values(), ids=LOOKING)
def test_every_button_offered_takes_the_look_away(layers: list[Json], node: str) -> None:
    file = chain(*layers)
    for fix in check(file).problems[0].fixes:
        assert node not in blamed(check(fixed(file, fix))), fix.title


def test_the_future_may_come_in_beside_a_causal_branch() -> None:
    file = chain(conv(causal=True), {"type": "multiply"})
    file["network"]["nodes"].insert(3, {"id": "side", "layer": conv(padding=1)})
    file["network"]["edges"] += [
        {"source": "n0", "target": "side"},
        {"source": "side", "target": "n2", "handle": 1},
    ]
    assert blamed(check(file)) == ["side"]


def test_only_a_task_that_asks_for_what_comes_next_minds() -> None:
    assert check(project(EMBEDDING, ATTENTION, data="mirror")).problems == []


class Secretive(Layer):
    """A layer of another package that does not declare what it reads."""

    title = "Secretive"
    type: str = "secretive"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return input_shapes[0]

    def build(self, *input_shapes: Shape) -> torch.nn.Module:
        return torch.nn.Identity()


def test_a_layer_that_says_nothing_is_taken_to_read_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from torchground.catalogue.bases.entries import entries

    monkeypatch.setitem(entries("layers"), "secretive", Secretive)
    report = check(chain({"type": "secretive"}))
    assert blamed(report) == ["n1"]
    assert [fix.title for fix in report.problems[0].fixes] == ["Remove Secretive"]


# ---- the answer of the check against torch ---------------------------------------------------------------


def convolutions() -> st.SearchStrategy[Json]:
    """Convolutions that keep the number of steps: padded on both sides, or causal."""

    def fitting(kernel: int, dilation: int, causal: bool, groups: int) -> Json:
        reach = (kernel - 1) * dilation
        fields = {"causal": True} if causal or reach % 2 else {"padding": reach // 2}
        return conv(kernel_size=kernel, dilation=dilation, groups=groups, **fields)

    return st.builds(
        fitting, st.integers(1, 5), st.integers(1, 3), st.booleans(), st.sampled_from([1, 2, 4])
    )


def recurrent(kind: str, both: bool) -> list[Json]:
    size = WIDTH // 2 if both else WIDTH
    return [{"type": kind, "hidden_size": size, "bidirectional": both, "returns": "sequence"}]


PIECES = st.one_of(
    convolutions().map(lambda layer: [layer]),
    st.builds(recurrent, st.sampled_from(["rnn", "gru", "lstm"]), st.booleans()),
    st.booleans().map(lambda causal: [{**ATTENTION, "causal": causal}]),
    st.booleans().map(lambda causal: [{**BLOCK, "causal": causal}]),
    st.sampled_from([1, 3]).map(
        lambda size: [{"type": "avg_pool1d", "kernel_size": size, "stride": 1, "padding": size // 2}]
    ),
    st.sampled_from(
        [
            [{"type": "linear", "out_features": WIDTH}],
            [{"type": "tanh"}],
            [{"type": "layer_norm"}],
            [{"type": "batch_norm1d"}],
            [{"type": "positional_encoding"}],
            [{"type": "softmax"}],
            [FLATTEN, FOLD],
            [FLATTEN, DENSE, FOLD],
            [FLATTEN, {**FOLD, "steps": 22}, {"type": "tanh"}, FLATTEN, FOLD],
            [FLATTEN, {"type": "unflatten", "height": STEPS}, FLATTEN, FOLD],
            [EVERY, {"type": "select_step"}, DENSE, FOLD],
        ]
    ),
)  # fmt: skip


@st.composite
def drawings(draw: st.DrawFn) -> Json:
    """An embedding and a few pieces. Some of them are skipped by a wire that joins again behind them."""
    layers: list[Json] = [EMBEDDING]
    wires: list[tuple[int, int]] = []
    for piece in draw(st.lists(PIECES, min_size=1, max_size=4)):
        before = len(layers) - 1
        layers += piece
        if draw(st.booleans()):
            layers.append({"type": "multiply"})
            wires.append((before, len(layers) - 1))
    file = project(*layers, data="sort")
    file["network"]["edges"] += [
        {"source": f"n{source}", "target": f"n{target}", "handle": 1} for source, target in wires
    ]
    return file


def sees_later(file: Json, seed: int) -> bool:
    """Whether an answer changes when only later tokens change, in a network with new random weights."""
    built = build(asking_for_anything(file), seed).double().eval()
    with torch.inference_mode():
        for state in built.parameters():
            state.copy_(0.7 * torch.randn_like(state))
        x = torch.randint(0, VOCAB, (1, STEPS)).repeat(STEPS, 1)
        later = torch.ones(STEPS, STEPS, dtype=torch.bool).triu(1)  # row t: the steps after t
        changed = torch.where(later, (x + torch.randint(1, VOCAB, x.shape)) % VOCAB, x)
        before, after = built(x), built(changed)
        moved = (after - before).abs().amax(dim=2).masked_fill(later, 0.0)
        return bool(moved.max() > 1e-9 * before.abs().max())


def asking_for_anything(file: Json) -> Project:
    """The same network as a project, with the check for looking ahead turned off."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "torchground.catalogue.tasks.language_modelling.looks_ahead", lambda nodes: None
        )
        found, report = resolve(file)
    assert found is not None, report.problems
    return found


@settings(max_examples=100)
@given(file=drawings(), seed=st.integers(0, 99))
def test_the_verdict_is_what_torch_does(file: Json, seed: int) -> None:
    torch.manual_seed(seed)
    refused = blamed(check(file)) != []
    assert refused == any(sees_later(file, seed + again) for again in range(2))
