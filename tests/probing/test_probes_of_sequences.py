"""Probes of sequences, transformers and tokens: every number is recomputed from the network, and measuring changes
nothing."""

from __future__ import annotations

import itertools
import json
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.training.drawings import chain, opened
from torchground.network.spec import Project
from torchground.probing.offering import offers_for
from torchground.probing.probe import ProbeError
from torchground.telemetry.reading import Quantized, Reading
from torchground.telemetry.wire import dequantize, unpack_frame
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training

EMBEDDING = {"type": "embedding", "embedding_dim": 12}
POSITIONS = {"type": "positional_encoding", "max_length": 40}
BLOCK = {"type": "transformer_encoder_layer", "nhead": 3, "dim_feedforward": 24}
SENTIMENT = {"type": "sentiment", "num_samples": 80}
RECALL = {"type": "recall", "num_samples": 60, "steps": 20}
SORT = {"type": "sort", "num_samples": 100}
MIRROR = {"type": "mirror", "num_samples": 60}
LSTM = {"type": "lstm", "hidden_size": 7}
MINE = (
    "states",
    "gradient_through_time",
    "attention",
    "transformer_parts",
    "residual_norm",
    "positional",
    "token_influence",
    "masked_words",
    "next_tokens",
    "generated",
)


def gpt(data: dict[str, Any] = SORT) -> Project:
    causal = {**BLOCK, "causal": True}
    return made([EMBEDDING, POSITIONS, causal, {**causal, "norm_first": False}], data)


def made(layers: list[dict[str, Any]], data: dict[str, Any]) -> Project:
    return opened(chain(layers, data, batch_size=8, epochs=2))


PROJECTS: dict[str, Project] = {
    "sort": gpt(),
    "mirror": made([EMBEDDING, POSITIONS, BLOCK], MIRROR),
    "sentiment": made([EMBEDDING, LSTM], SENTIMENT),
    "recall": made(
        [{"type": "gru", "num_layers": 2, "bidirectional": True, "hidden_size": 5}], RECALL
    ),
}
every_project = pytest.mark.parametrize("name", PROJECTS)


def of(name: str) -> Training:
    """A run after a few steps."""
    training = Training(PROJECTS[name], torch.device("cpu"))
    with training.random.in_place():
        for batch in training.next_batches(3):
            training.take(batch)
    return training


def look(training: Training, type_id: str, **fields: Any) -> list[Reading[Any]]:
    """The readings that a receiver gets. Raises ``ProbeError``."""
    measured = probe_scheduler(training, "r").measure(1, {"type": type_id, **fields})
    if measured.data is None:
        raise ProbeError(measured.error)
    readings: list[Reading[Any]] = unpack_frame(measured.data)["readings"]
    return readings


def outputs(training: Training, x: Tensor) -> dict[str, Tensor]:
    training.network.eval()
    with torch.no_grad():
        found = training.network.outputs(x)
    training.network.train()
    return found


def close(reading: Reading[Any], tensor: str, truth: Tensor) -> None:
    """Fails where a number is off by more than 1e-5, or by more than half a scale if it is rounded."""
    found = reading.tensors[tensor]
    seen, real = dequantize(found), truth.detach().numpy()
    assert seen.shape == real.shape
    allowed = np.full(real.shape, 1e-5)
    if isinstance(found, Quantized):
        scale = found.scale.reshape(found.scale.shape + (1,) * (real.ndim - found.scale.ndim))
        allowed = allowed + 0.5001 * np.broadcast_to(scale, real.shape)
    assert (np.abs(seen - real) <= allowed).all()


# ---- all probes ----------------------------------------------------------------------------------------


@every_project
def test_looking_changes_nothing(name: str) -> None:
    training = of(name)
    before, random = training.capture(), torch.get_rng_state()
    gradients = [None if s is None else s.clone() for s in training.strategy.gradients()]
    scheduler = probe_scheduler(training, "r")
    for type_id in MINE:
        first = scheduler.measure(1, {"type": type_id})
        assert first == scheduler.measure(1, {"type": type_id})
    after = training.capture()
    assert all(torch.equal(v, after.tensors[n]) for n, v in before.tensors.items())
    assert torch.equal(torch.get_rng_state(), random)
    assert all(module.training for module in training.network.modules())
    for gradient, kept in zip(training.strategy.gradients(), gradients, strict=True):
        assert (gradient is None) == (kept is None)
        assert gradient is None or kept is None or torch.equal(gradient, kept)
    assert all(param.grad is None or not param.grad.is_inference() for param in training.params)


@every_project
def test_what_is_offered_is_found_and_small_enough(name: str) -> None:
    training = of(name)
    mine = [o for o in offers_for(training.project) if o.probe["type"] in MINE]
    assert mine
    for offer in mine:
        measured = probe_scheduler(training, "r").measure(1, offer.probe)
        assert measured.data is not None, measured.error
        assert len(measured.data) < 256 * 1024
        for reading in unpack_frame(measured.data)["readings"]:
            json.dumps(reading.facts.written(), allow_nan=False)


@every_project
def test_what_does_not_fit_says_so_in_a_sentence(name: str) -> None:
    training = of(name)
    offered = {o.probe["type"] for o in offers_for(training.project)}
    for type_id in set(MINE) - offered:
        with pytest.raises(ProbeError) as refused:
            look(training, type_id)
        assert len(str(refused.value)) > 20
        assert "Error" not in str(refused.value)


def test_long_sequences_and_wide_blocks_stay_within_a_frame() -> None:
    layers = [
        {"type": "embedding", "embedding_dim": 96},
        {"type": "positional_encoding", "max_length": 600},
        {"type": "transformer_encoder_layer", "nhead": 12, "dim_feedforward": 384, "causal": True},
        {"type": "lstm", "hidden_size": 200, "num_layers": 2, "returns": "sequence"},
    ]
    project = made(layers, {"type": "pydoc", "steps": 256, "num_chars": 10_000})
    training = Training(project, torch.device("cpu"))
    for type_id in ("states", "attention", "transformer_parts", "positional", "next_tokens"):
        measured = probe_scheduler(training, "r").measure(1, {"type": type_id})
        assert measured.data is not None, measured.error
        assert len(measured.data) < 256 * 1024, type_id


# ---- recurrent layers ---------------------------------------------------------------------------------


def test_states_are_the_gates_of_the_sample() -> None:
    training = of("sentiment")
    (reading,) = look(training, "states", sample=3)
    x = training.data.test[0][3:4]
    entering = outputs(training, x)["n0"][0]
    gates = training.network.layers["n1"].gates(entering)  # type: ignore[operator]
    close(reading, "values", torch.stack(list(gates.values())))
    assert [name.split()[-1] for name in reading.facts.names] == ["i", "f", "g", "o", "c", "h"]
    vocab = training.project.info.vocab
    assert reading.facts.tokens == [vocab[token] for token in x[0]]


def test_stacked_layers_have_states_each() -> None:
    training = of("recall")
    lower, upper = look(training, "states", of="train", sample=1)
    x = training.data.train[0][1:2]
    module = training.network.layers["n0"]
    close(lower, "values", torch.stack(list(module.gates(x[0], 0).values())))  # type: ignore[operator]
    close(upper, "values", torch.stack(list(module.gates(x[0], 1).values())))  # type: ignore[operator]
    assert (lower.path, upper.path) == ("n0.0", "n0.1")


@pytest.mark.parametrize("name", ["sentiment", "recall"])
def test_the_gradient_through_time_is_that_of_each_samples_loss(name: str) -> None:
    training = of(name)
    (reading,) = look(training, "gradient_through_time", num_samples=5)
    x, y = training.data.test
    node = training.project.nodes[-2]
    lengths = []
    training.network.eval()
    for at in range(5):
        sample = x[at : at + 1]
        entering = training.network.outputs(sample)[node.inputs[0]].detach().requires_grad_()
        answer = training.network.outputs(sample, given={node.inputs[0]: entering})["y"]
        training.loss(answer, y[at : at + 1]).backward()  # type: ignore[no-untyped-call]
        assert entering.grad is not None
        lengths.append(entering.grad[0].norm(dim=1))
    training.network.train()
    truth = torch.stack(lengths).mean(0)
    close(reading, "y", truth[None])
    assert reading.facts.ratios[0] == pytest.approx((truth[0] / truth[-1]).item(), rel=1e-4)
    assert reading.facts.log is True


# ---- transformers -------------------------------------------------------------------------------------


def test_attention_is_the_weights_of_every_block() -> None:
    training = of("sort")
    readings = look(training, "attention", sample=2)
    seen = outputs(training, training.data.test[0][2:3])
    assert [reading.path for reading in readings] == ["n2", "n3"]
    for reading, source in zip(readings, ("n1", "n2"), strict=True):
        parts = training.network.layers[reading.path].parts(seen[source][0])  # type: ignore[operator]
        close(reading, "values", parts["weights"])
        assert reading.facts.causal is True
        assert len(reading.facts.tokens) == 11
    assert look(of("mirror"), "attention")[0].facts.causal is False


@pytest.mark.parametrize(("node", "source"), [("n1", "n0"), ("n2", "n1"), ("n3", "n2")])
def test_every_part_of_a_transformer_is_exact(node: str, source: str) -> None:
    training = of("sort")
    readings = {r.path: r for r in look(training, "transformer_parts", node=node, sample=1)}
    seen = outputs(training, training.data.test[0][1:2])
    close(readings[f"{node}.input"], "values", seen[source][0])
    close(readings[f"{node}.out"], "values", seen[node][0])
    close(readings["logits"], "values", seen["y"][0])
    if node == "n1":
        encoding = training.network.layers["n1"].encoding(11)  # type: ignore[operator]
        close(readings["n1.encoding"], "values", encoding)
        return
    parts = training.network.layers[node].parts(seen[source][0])  # type: ignore[operator]
    for name, part in parts.items():
        truth = part.float() if part.ndim == 2 else part[None]
        close(readings[f"{node}.{name}"], "values", truth)
    assert set(parts) < {path.partition(".")[2] for path in readings}


def test_a_drawing_piece_by_piece_shows_its_parts_too() -> None:
    layers = [
        EMBEDDING,
        {"type": "multihead_attention", "num_heads": 2},
        {"type": "feed_forward", "dim_feedforward": 10},
    ]
    training = Training(made(layers, MIRROR), torch.device("cpu"))
    paths = [r.path for r in look(training, "transformer_parts", node="n2")]
    assert paths == ["n2.input", "n2.hidden", "n2.out", "logits"]
    assert len(look(training, "attention")) == 1
    assert "n1.weights" in [r.path for r in look(training, "transformer_parts", node="n1")]


def test_the_residual_stream_is_measured_behind_every_block() -> None:
    training = of("sort")
    (reading,) = look(training, "residual_norm", num_samples=4)
    seen = outputs(training, training.data.test[0][:4])
    names = ["n0", "n1", "n2", "n3"]
    assert reading.facts.names == names
    close(reading, "values", torch.stack([seen[n].norm(dim=2).mean() for n in names])[None])


def test_positions_and_their_products() -> None:
    training = of("sort")
    encoding, products = look(training, "positional")
    table = training.network.layers["n1"].weight[:11]  # type: ignore[index]
    close(encoding, "values", table)
    close(products, "values", table @ table.T)


# ---- tokens -------------------------------------------------------------------------------------------


def test_the_influence_of_a_token_is_its_squared_gradient() -> None:
    training = of("sentiment")
    influence, reading = look(training, "token_influence", sample=5)
    x = training.data.test[0][5:6]
    vectors = outputs(training, x)["n0"].clone().requires_grad_()
    training.network.eval()
    answer = training.network.outputs(x, given={"n0": vectors})["y"][0]
    (gradient,) = torch.autograd.grad(answer.max(), vectors)
    training.network.train()
    close(influence, "values", gradient[0].square().sum(1))
    assert influence.facts.class_name == training.project.info.classes[int(answer.argmax())]
    end = torch.from_numpy(reading.tensors["y"][:, -1].copy())
    assert torch.allclose(end, answer.softmax(0), atol=1e-6)
    assert len(reading.facts.tokens) == reading.tensors["y"].shape[1]
    assert np.allclose(reading.tensors["y"].sum(0), 1)


def test_hidden_tokens_are_those_of_the_sample_and_those_that_were_clicked() -> None:
    training = of("mirror")
    x, y = training.data.test[0][0], training.data.test[1][0]
    mask = training.project.info.mask_token
    (reading,) = look(training, "masked_words", top_k=3)
    hidden = [place for place in range(12) if y[place] >= 0]
    assert reading.facts.hidden == hidden
    chances = outputs(training, x[None])["y"][0].softmax(1)
    truth = torch.zeros(12)
    truth[hidden] = chances[hidden, y[hidden]]
    close(reading, "values", truth)
    for place in range(12):
        listed = reading.facts.choices[place]
        assert (listed is not None) == (place in hidden)
        if listed:
            assert len(listed) == 3
            assert listed[0].probability == pytest.approx(chances[place].max().item(), abs=1e-6)
    free = next(place for place in range(12) if x[place] != mask)
    (more,) = look(training, "masked_words", hidden=[free])
    vocab = training.project.info.vocab
    assert more.facts.tokens[free] == vocab[mask or 0]
    assert more.facts.truth[free] == vocab[x[free]]
    with pytest.raises(ProbeError, match="no place 12"):
        look(training, "masked_words", hidden=[12])


def test_a_row_typed_with_a_mask_is_filled_in() -> None:
    (reading,) = look(of("mirror"), "masked_words", of="asked", asked="abcdef[MASK]edcba")
    assert reading.facts.hidden == [6]
    assert reading.facts.truth == [None] * 12
    assert reading.tensors["values"][6] == pytest.approx(
        reading.facts.choices[6][0].probability, abs=1e-6
    )


def test_next_tokens_are_the_networks_chances() -> None:
    training = of("sort")
    (reading,) = look(training, "next_tokens", sample=1)
    x, y = training.data.test[0][1], training.data.test[1][1]
    chances = outputs(training, x[None])["y"][0].softmax(1)
    truth = torch.stack([chances[t, y[t]] if y[t] >= 0 else torch.tensor(0.0) for t in range(11)])
    close(reading, "values", truth)
    assert [len(listed) for listed in reading.facts.choices] == [3] * 11


@pytest.mark.parametrize("asked", ["A", "CAB", "CABBAC", "CABBACA", "CABBACAABBCC" * 3])
def test_short_and_long_rows_are_read_as_if_nothing_followed(asked: str) -> None:
    training = of("sort")
    (reading,) = look(training, "next_tokens", of="asked", asked=asked)
    kept = asked[-11:]
    assert reading.facts.tokens == list(kept)
    row = torch.tensor([["ABC".index(token) for token in kept]])
    chances = outputs(training, row)["y"][0].softmax(1)
    best = [listed[0].probability for listed in reading.facts.choices]
    assert torch.allclose(torch.tensor(best), chances.max(1).values, atol=1e-5)


def test_a_question_is_completed_and_no_further() -> None:
    training = of("sort")
    (reading,) = look(training, "generated", temperature=0)
    x, y = training.data.test[0][0], training.data.test[1][0]
    tokens, vocab = reading.facts.tokens, training.project.info.vocab
    assert reading.facts.prompt == 6
    assert tokens[:6] == [vocab[token] for token in x[:6]]
    assert len(tokens) == 12
    assert reading.facts.truth == [vocab[token] for token in y[5:]]
    row = x[:6].tolist()
    for _ in range(6):
        row.append(int(outputs(training, torch.tensor([row]))["y"][0, -1].argmax()))
    assert tokens == [vocab[token] for token in row]
    assert reading.facts.text == "".join(tokens)


def test_the_same_seed_writes_the_same_and_another_writes_otherwise() -> None:
    training = of("sort")
    fields = {"of": "asked", "asked": "CABBAC", "temperature": 2.0}
    texts = [
        look(training, "generated", seed=s, **fields)[0].facts.text for s in (1, 1, *range(2, 8))
    ]
    assert texts[0] == texts[1]
    assert len(set(texts)) > 2
    assert all(text.startswith("CABBAC") and len(text) == 12 for text in texts)


def test_only_the_likeliest_few_are_drawn_from() -> None:
    training = of("sort")
    fields = {"of": "asked", "asked": "CABBAC", "temperature": 5.0}
    for seed in range(5):
        (reading,) = look(training, "generated", top_k=1, seed=seed, **fields)
        for place in range(6, 12):
            assert reading.facts.tokens[place] == reading.facts.choices[place][0].token


def test_prompts_of_any_length_are_written_on_from() -> None:
    project = made(
        [EMBEDDING, {**LSTM, "returns": "sequence"}],
        {"type": "pydoc", "steps": 16, "num_chars": 4_000},
    )
    training = Training(project, torch.device("cpu"))
    for asked in ("a", "the ", "a long prompt that does not fit into the window at once"):
        (reading,) = look(training, "generated", of="asked", asked=asked, length=20)
        assert reading.facts.text.startswith(asked)
        assert len(reading.facts.tokens) == len(asked) + 20
        assert bool((reading.tensors["values"][: len(asked)] == 1).all())
    with pytest.raises(ProbeError, match="type something"):
        look(training, "generated", of="asked", asked="")
    with pytest.raises(ProbeError, match="no token"):
        look(training, "generated", of="asked", asked="\u4e2d")


def test_where_a_name_ends_the_next_one_begins() -> None:
    layers = [EMBEDDING, {**LSTM, "returns": "sequence"}]
    project = made(layers, {"type": "names", "num_samples": 60})
    training = Training(project, torch.device("cpu"))
    (reading,) = look(training, "generated", temperature=3.0, length=120)
    tokens, vocab = reading.facts.tokens, project.info.vocab
    assert reading.facts.prompt == 1
    assert tokens[0] == "."
    end = tokens.index(".", 1)
    fresh = outputs(training, torch.tensor([[0] + [0] * 23]))["y"][0, 0].softmax(0)
    listed = reading.facts.choices[end + 1]
    assert listed[0].token == vocab[int(fresh.argmax())]
    assert listed[0].probability == pytest.approx(fresh.max().item(), abs=1e-6)
    (asked,) = look(training, "generated", of="asked", asked="mar", length=5)
    assert asked.facts.text.startswith(".mar")
    assert look(training, "next_tokens", of="asked", asked="mar")[0].facts.tokens[0] == "."


def test_offers_name_nodes_that_are_there() -> None:
    for project in PROJECTS.values():
        ids = {node.id for node in project.nodes}
        for offer in offers_for(project):
            assert offer.node is None or offer.node in ids
            assert (offer.place == "node") == (offer.node is not None)
    kinds = [o.probe["type"] for o in offers_for(PROJECTS["sort"])]
    assert {"generated", "next_tokens", "attention", "transformer_parts"} <= set(kinds)
    assert not set(itertools.chain(("masked_words", "states"))) & set(kinds)
