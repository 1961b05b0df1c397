"""Tests of single layers, beyond those that torchground.testing.layers runs for every layer."""

from __future__ import annotations

from math import prod
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.shapes import ShapeError
from torchground.catalogue.layers.input import FEATURES, Input
from torchground.catalogue.layers.linear import Linear
from torchground.catalogue.layers.modules.features import COMPUTE
from torchground.testing.fields import fields
from torchground.testing.layers import SIZES, info, shape_of


@pytest.mark.parametrize("name", ["conv2d", "max_pool2d", "avg_pool2d"])
@settings(max_examples=80)
@given(data=st.data())
def test_pictures_that_are_refused_do_not_fit_in_torch_either(
    name: str, data: st.DataObject
) -> None:
    layer = parse("layers", data.draw(fields(entries("layers")[name])))
    shape = data.draw(st.tuples(SIZES, SIZES, SIZES))
    if shape_of(layer, (shape,)) is None:
        with pytest.raises((RuntimeError, ValueError)), torch.device("meta"):
            layer.build(shape)(torch.empty(2, *shape))


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_of_the_plane_is_what_its_name_says(feature: str) -> None:
    point = torch.tensor([[0.5, -2.0], [3.0, 0.25]], dtype=torch.float64)
    x1, x2 = point[:, 0], point[:, 1]
    expected = {
        "x1": x1,
        "x2": x2,
        "x1_squared": x1**2,
        "x2_squared": x2**2,
        "x1_x2": x1 * x2,
        "sin_x1": torch.sin(x1),
        "sin_x2": torch.sin(x2),
    }
    assert torch.equal(COMPUTE[feature](x1, x2), expected[feature])


def test_features_come_in_one_order_however_they_were_ticked() -> None:
    plane = info((2,), plane=True)
    layers = [
        parse("layers", {"type": "input", "features": ticked}).placed(plane, (3,))
        for ticked in (["sin_x1", "x1"], ["x1", "sin_x1"])
    ]
    x = torch.randn(4, 2)
    first, second = (layer.build()(x) for layer in layers)
    assert torch.equal(first, second)
    assert torch.equal(first, torch.stack([x[:, 0], torch.sin(x[:, 0])], dim=1))


def test_a_feature_ticked_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match="once"):
        parse("layers", {"type": "input", "features": ["x1", "x1"]})


def test_features_are_ignored_where_the_data_are_no_plane() -> None:
    layer = parse("layers", {"type": "input", "features": ["x1"]}).placed(info((4,), False), (3,))
    assert layer.output_shape() == (4,)
    assert layer.build()(torch.ones(2, 4)).shape == (2, 4)


def test_an_input_that_was_not_placed_has_no_shape() -> None:
    with pytest.raises(ValueError, match="placed"):
        Input().output_shape()


def test_what_does_not_fit_says_both_and_offers_a_flatten() -> None:
    with pytest.raises(ShapeError, match=r"8×6×6.*Flatten") as caught:
        Linear().output_shape((8, 6, 6))
    assert caught.value.mends[0].insert == {"type": "flatten"}


def test_joined_pictures_of_other_sizes_are_refused_with_both_shapes() -> None:
    for name in ("add", "concat"):
        with pytest.raises(ShapeError, match=r"4×6×6 and 4×5×5"):
            parse("layers", {"type": name}).output_shape((4, 6, 6), (4, 5, 5))


@pytest.mark.parametrize(
    ("name", "shapes", "insert", "handle"),
    [
        ("add", [(3,), (5,)], {"type": "linear", "out_features": 3}, 1),
        ("add", [(3, 4, 4), (5, 4, 4)], {"type": "conv2d", "out_channels": 3, "kernel_size": 1}, 1),
        ("add", [(16,), (1, 4, 4)], {"type": "flatten"}, 1),
        ("add", [(1, 4, 4), (16,)], {"type": "flatten"}, 0),
        ("concat", [(1, 4, 4), (16,)], {"type": "flatten"}, 0),
        ("concat", [(16,), (1, 4, 4)], {"type": "flatten"}, 1),
    ],
)
def test_joins_offer_the_layer_that_makes_them_fit(
    name: str, shapes: list[Any], insert: dict[str, Any], handle: int
) -> None:
    with pytest.raises(ShapeError) as caught:
        parse("layers", {"type": name}).output_shape(*shapes)
    mend = caught.value.mends[0]
    assert (mend.insert, mend.handle) == (insert, handle)
    layer = parse("layers", mend.insert)
    shapes[handle] = layer.output_shape(shapes[handle])
    assert prod(parse("layers", {"type": name}).output_shape(*shapes)) > 0
