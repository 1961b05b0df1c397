"""Names and fields of other libraries: each of them means something here, and its fix gives a valid project file."""

from __future__ import annotations

from typing import Any

import pytest

from tests.network.check.fixing import fixed
from torchground.catalogue.bases.entries import UnknownType, entries, parse
from torchground.catalogue.bases.entry import FAMILIES, Entry
from torchground.catalogue.bases.translating import meant, piecewise, translations
from torchground.network.check.checking import check
from torchground.testing.drawings import project
from torchground.words.likeness import plain

Json = dict[str, Any]
EVERY = [(family, kind) for family in FAMILIES for kind in entries(family).values()]

NAMES = {
    "layers": {
        **{"Swish": "silu", "Dense": "linear", "ReLU": "relu", "LSTM": "lstm"},
        **{"FullyConnected": "linear", "Conv2D": "conv2d", "Dropout2d": "dropout2d"},
        **{"MaxPooling2D": "max_pool2d", "LeakyReLU": "leaky_relu", "CONV2D": "conv2d"},
        **{"MultiHeadAttention": "multihead_attention", "nn_linear": None, "SimpleRNN": "rnn"},
        **{"GlobalAveragePooling2D": "global_avg_pool", "Concatenate": "concat", "GLU": None},
        **{"LayerNormalization": "layer_norm", "Conv2DTranspose": "conv_transpose2d"},
        **{"Reshape": "unflatten", "tanh": "tanh", "Tanh": "tanh", "SwiGLU": None},
    },
    "losses": {
        **{"CrossEntropyLoss": "cross_entropy", "MSELoss": "mse", "MAE": "l1"},
        **{"BCEWithLogitsLoss": "binary_cross_entropy", "SmoothL1Loss": "huber"},
        **{"SparseCategoricalCrossentropy": "cross_entropy", "KLDivLoss": "kl_div"},
    },
    "optimizers": {
        **{"SGD with momentum": "sgd", "RMSProp": "rmsprop", "Adam": "adam", "LBFGS": "lbfgs"},
        **{"AdamW": "adamw", "Nesterov": "sgd", "Gradient descent": "sgd", "Lion": None},
    },
    "initializers": {"HeNormal": "kaiming_normal", "GlorotUniform": "xavier_uniform"},
    "datasets": {"make_moons": "moons", "FashionMNIST": "fashion_mnist", "CIFAR-10": "cifar10"},
    "schedulers": {"StepLR": "step_lr", "ReduceLROnPlateau": "reduce_lr_on_plateau"},
}


@pytest.mark.parametrize(
    ("family", "name", "type_id"),
    [(family, *pair) for family, names in NAMES.items() for pair in names.items()],
)
def test_the_fields_own_names_are_known(family: str, name: str, type_id: str | None) -> None:
    found = [one.kind.type_id() for one in meant(family, name)]
    assert found == ([] if type_id is None else [type_id])


@pytest.mark.parametrize(
    ("family", "kind"), EVERY, ids=lambda part: getattr(part, "__name__", part)
)
def test_every_other_name_of_an_entry_leads_to_it(family: str, kind: type[Entry]) -> None:
    known = {plain(name) for name in entries(family)}
    for name in kind.aliases:
        assert kind in [one.kind for one in meant(family, name)], name
        assert plain(name) not in known, f"{name} is the type of an entry"
    for name, fields in kind.variants.items():
        (reading,) = [one for one in meant(family, name) if one.kind is kind]
        assert reading.fields == fields
        kind.model_validate({"type": kind.type_id(), **fields})
    for name in kind.pieces:
        assert not meant(family, name)
        assert piecewise(family, name) is not None
    for name, schema in kind.model_json_schema()["properties"].items():
        for also in schema.get("ui", {}).get("also", ()):
            assert plain(also) not in map(plain, kind.model_fields), (name, also)
            assert plain(also) not in map(plain, kind.needless), (name, also)


@pytest.mark.parametrize(
    "name", ["zzz", "glu", "cnn", "lightning", "q", "", "transformers are great"]
)
def test_nothing_is_offered_that_is_not_alike(name: str) -> None:
    with pytest.raises(UnknownType) as refused:
        parse("layers", {"type": name})
    assert "did you mean" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "near"),
    [("linaer", "linear"), ("lsmt", "lstm"), ("relo", "relu"), ("drpout", "dropout")],
)
def test_a_slip_of_the_pen_is_understood(name: str, near: str) -> None:
    with pytest.raises(UnknownType, match=f"did you mean {near}"):
        parse("layers", {"type": name})


def test_what_is_drawn_from_pieces_is_said_to_be() -> None:
    report = check(project({"type": "SwiGLU"}))
    assert "lead two Linear into Multiply, one of them through SiLU" in report.problems[0].sentence
    assert report.problems[0].fixes == []


FOREIGN: dict[str, tuple[Json, str, list[Json]]] = {
    "Dense": ({"type": "Dense", "units": 5}, "circle", [{"type": "linear", "out_features": 5}]),
    "Dense with a rectifier": (
        {"type": "Dense", "units": 5, "activation": "relu", "input_shape": [2]},
        "circle",
        [{"type": "linear", "out_features": 5}, {"type": "relu"}],
    ),
    "linear with Keras's words": (
        {"type": "linear", "units": 5, "use_bias": 0, "activation": "swish"},
        "circle",
        [{"type": "linear", "out_features": 5, "bias": False}, {"type": "silu"}],
    ),
    "no activation": (
        {"type": "Dense", "units": 5, "activation": None},
        "circle",
        [{"type": "linear", "out_features": 5}],
    ),
    "Conv1D that looks back": (
        {"type": "Conv1D", "filters": 4, "kernel_size": 2, "padding": "causal"},
        "series",
        [{"type": "conv1d", "out_channels": 4, "kernel_size": 2, "causal": True}],
    ),
    "Conv1D of the same size": (
        {"type": "conv1d", "filters": 4, "kernel_size": [3], "dilation_rate": 2, "padding": "same"},
        "series",
        [{"type": "conv1d", "out_channels": 4, "kernel_size": 3, "dilation": 2, "padding": 2}],
    ),
    "LSTM of every state": (
        {"type": "LSTM", "units": 4, "return_sequences": True},
        "series",
        [{"type": "lstm", "hidden_size": 4, "returns": "sequence"}],
    ),
    "BiLSTM": (
        {"type": "BiLSTM", "hidden_size": 4, "batch_first": True, "input_size": 1},
        "series",
        [{"type": "lstm", "hidden_size": 4, "bidirectional": True}],
    ),
    "Dropout": ({"type": "Dropout", "rate": 0.25}, "circle", [{"type": "dropout", "p": 0.25}]),
    "torch's Linear": (
        {"type": "Linear", "in_features": 2, "out_features": 3.0},
        "circle",
        [{"type": "linear", "out_features": 3}],
    ),
}


@pytest.mark.parametrize(("given", "data", "wanted"), FOREIGN.values(), ids=FOREIGN)
def test_a_layer_in_foreign_words_becomes_right_by_one_button(
    given: Json, data: str, wanted: list[Json]
) -> None:
    file = project(given, data=data)
    problem = check(file).problems[0]
    mended = fixed(file, problem.fixes[0])
    layers = {node["id"]: node["layer"] for node in mended["network"]["nodes"]}
    ways = {edge["source"]: edge["target"] for edge in mended["network"]["edges"]}
    walk = ["n0"]
    while ways[walk[-1]] != "y":
        walk.append(ways[walk[-1]])
    assert [layers[name] for name in walk] == wanted
    assert not [p for p in check(mended).problems if p.place.startswith("network.nodes[1]")]


def test_pictures_in_keras_words_become_right_by_one_button_each() -> None:
    words = [
        {
            "type": "Conv2D",
            "filters": 4,
            "kernel_size": [3, 3],
            "strides": [1, 1],
            "padding": "same",
        },
        {"type": "MaxPooling2D", "pool_size": [2, 2], "padding": "valid"},
        {"type": "GlobalAveragePooling2D"},
        {"type": "Dense", "units": 8, "activation": "relu"},
    ]
    file = project(*words, data="digits")
    for _ in words:
        file = fixed(file, check(file).problems[0].fixes[0])
    assert check(file).problems == []
    assert file["network"]["nodes"][1]["layer"] == {
        **{"type": "conv2d", "out_channels": 4, "kernel_size": 3, "stride": 1, "padding": 1}
    }


def test_training_in_foreign_words_becomes_right_by_its_buttons() -> None:
    optimizer = {"type": "SGD with momentum", "learning_rate": 0.05}
    file = project({"type": "linear"}, optimizer=optimizer, num_epochs=3, loss={"type": "MSELoss"})
    del file["training"]["epochs"]
    while problems := check(file).problems:
        file = fixed(file, problems[0].fixes[0])
    assert file["training"]["optimizer"] == {"type": "sgd", "momentum": 0.9, "lr": 0.05}
    assert file["training"]["loss"] == {"type": "mse"}
    assert file["training"]["epochs"] == 3


@pytest.mark.parametrize(
    "value",
    [
        {"type": "Dense", "units": 0},
        {"type": "Dense", "colour": "red"},
        {"type": "Dense", "activation": "wobbly"},
        {"type": "conv2d", "padding": "same", "kernel_size": 4},
        {"type": "conv2d", "kernel_size": [3, 5]},
        {"type": "linear", "out_features": 4},
        {"type": 3},
        {},
    ],
)
def test_what_cannot_be_said_in_our_words_has_no_such_button(value: Json) -> None:
    assert translations("layers", value) == []


def test_a_name_of_several_entries_offers_each() -> None:
    found = translations("layers", {"type": "BatchNormalization", "epsilon": 0.001})
    assert [one.value for one in found] == [
        {"type": "batch_norm1d", "eps": 0.001},
        {"type": "batch_norm2d", "eps": 0.001},
    ]
