"""A small project of every architecture, for the tests of the training."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from tests.training.drawings import CIRCLE, CONV, NOISY, chain, opened
from torchground.network.spec import Project

EMBED = {"type": "embedding", "embedding_dim": 8}
POSITIONS = {"type": "positional_encoding", "max_length": 64}
RELU, TANH = {"type": "relu"}, {"type": "tanh"}
DIGITS = {"type": "digits"}
LEAKY = {"type": "leaky_relu", "negative_slope": 0.2}


def linear(units: int) -> dict[str, Any]:
    return {"type": "linear", "out_features": units}


def block(*, causal: bool) -> dict[str, Any]:
    """A small transformer block with dropout."""
    return {
        "type": "transformer_encoder_layer",
        "nhead": 2,
        "dim_feedforward": 16,
        "causal": causal,
        "dropout": 0.1,
    }


def gan(
    data: dict[str, Any],
    makes: Sequence[dict[str, Any]] = (linear(16), LEAKY),
    tells: Sequence[dict[str, Any]] = (linear(16), LEAKY, {"type": "dropout", "p": 0.1}),
    **training: Any,
) -> dict[str, Any]:
    """The file of two networks that learn against each other: ``z``, ``g0`` …, ``switch``, ``d0`` …, ``y``."""
    generator = {f"g{place}": layer for place, layer in enumerate([*makes, linear(2)])}
    judge = {f"d{place}": layer for place, layer in enumerate(tells)}
    layers: dict[str, dict[str, Any]] = {
        "x": {"type": "input"},
        "z": {"type": "noise", "features": 2},
        **generator,
        "switch": {"type": "real_or_fake"},
        **judge,
        "y": {"type": "output"},
    }
    wires = [*pairwise(["z", *generator]), ("x", "switch"), *pairwise(["switch", *judge, "y"])]
    edges: list[dict[str, Any]] = [{"source": a, "target": b} for a, b in wires]
    edges.append({"source": list(generator)[-1], "target": "switch", "handle": 1})
    nodes = [{"id": name, "layer": layer} for name, layer in layers.items()]
    adam = {"type": "adam", "lr": 0.001, "betas": [0.5, 0.999]}
    wanted = {"task": {"type": "gan"}, "optimizer": adam, "batch_size": 64, "epochs": 2}
    return {
        "torchground": 1,
        "network": {"nodes": nodes, "edges": edges},
        "data": data,
        "training": wanted | training,
    }


RING = {"type": "ring", "num_samples": 600}
PERCEPTRON = {
    "loss": {"type": "perceptron"},
    "optimizer": {"type": "sgd", "lr": 1.0},
    "batch_size": 1,
    "shuffle": False,
}
SEQUENCE = {"type": "recall", "num_samples": 80, "steps": 12}
RECONSTRUCT = {"task": {"type": "reconstruction", "noise": 0.1}, "batch_size": 100}

FILES: dict[str, dict[str, Any]] = {
    "perceptron": chain([], {"type": "truth_table"}, epochs=8, **PERCEPTRON),
    "mlp": chain(NOISY, CIRCLE, epochs=3, batch_size=7),
    "cnn": chain(CONV, DIGITS, epochs=1, batch_size=128),
    "rnn": chain([{"type": "rnn", "hidden_size": 6}], SEQUENCE, epochs=2, batch_size=16),
    "lstm": chain([{"type": "lstm", "hidden_size": 6}], SEQUENCE, epochs=2, batch_size=16),
    "gru": chain([{"type": "gru", "hidden_size": 6}], SEQUENCE, epochs=2, batch_size=16),
    "gpt": chain([EMBED, POSITIONS, block(causal=True)], {"type": "sort"}, epochs=2, batch_size=64),
    "bert": chain(
        [EMBED, POSITIONS, block(causal=False)],
        {"type": "mirror", "num_samples": 200},
        epochs=2,
        batch_size=64,
    ),
    "autoencoder": chain(
        [{"type": "flatten"}, linear(8), TANH, linear(16)],
        DIGITS,
        epochs=2,
        **RECONSTRUCT,
    ),
    "vae": chain(
        [linear(8), TANH, linear(4), {"type": "gaussian_sample", "beta": 0.2}, linear(8), TANH],
        CIRCLE,
        epochs=2,
        **RECONSTRUCT | {"batch_size": 10},
    ),
    "gan": gan(RING),
    "surface": chain(
        [{"type": "point"}, {"type": "surface"}], {"type": "surface_start"}, batch_size=1, epochs=9
    ),
}
"""The file of each architecture by name."""

ARCHITECTURES: dict[str, Project] = {name: opened(file) for name, file in FILES.items()}
