"""Layers that can stand in for one another, and the field that says how many units a layer has."""

from __future__ import annotations

from typing import cast

import pytest

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.layer import Layer

LAYERS = cast("dict[str, type[Layer]]", entries("layers"))


def of_sort(sort: str) -> set[str]:
    return {name for name, layer in LAYERS.items() if layer.sort == sort}


def test_layers_of_one_kind_are_of_one_sort() -> None:
    assert {"relu", "tanh", "gelu", "softmax"} <= of_sort("activation")
    assert {"batch_norm1d", "batch_norm2d", "layer_norm", "group_norm"} <= of_sort("norm")
    assert {"max_pool2d", "avg_pool2d", "global_avg_pool"} <= of_sort("pool")
    assert of_sort("recurrent") == {"rnn", "lstm", "gru"}
    assert of_sort("join") == {"add", "concat", "multiply"}
    assert {"input", "output", "linear"} <= of_sort("")


@pytest.mark.parametrize("name", [name for name, layer in LAYERS.items() if layer.units])
def test_units_name_a_whole_number_of_the_layer(name: str) -> None:
    layer = LAYERS[name]
    assert layer.model_fields[layer.units].annotation is int


@pytest.mark.parametrize("name", ["linear", "conv2d", "lstm", "gru", "embedding"])
def test_layers_whose_size_is_asked_for_first_have_units(name: str) -> None:
    assert LAYERS[name].units
