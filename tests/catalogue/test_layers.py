"""Every layer's shape rule and param count against torch's own, and twenty steps of training through each."""

from __future__ import annotations

from math import prod
from typing import Any, cast

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from torch import nn
from torch.nn import functional

from tests.catalogue.drawing import fields, project
from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.samples import DataInfo
from torchground.catalogue.bases.shapes import Mend, Shape, ShapeError, Tokens
from torchground.catalogue.layers.input import FEATURES, Input
from torchground.catalogue.layers.linear import Linear
from torchground.catalogue.layers.modules.features import COMPUTE
from torchground.network.build import build
from torchground.network.check.checking import resolve

LAYERS = {name: cast(type[Layer], kind) for name, kind in entries("layers").items()}
every_layer = pytest.mark.parametrize("kind", LAYERS.values(), ids=LAYERS)
BUILDABLE = {name: kind for name, kind in LAYERS.items() if not kind.needs}
"""By torch alone; the others have tests of their own."""
every_buildable_layer = pytest.mark.parametrize("kind", BUILDABLE.values(), ids=BUILDABLE)

SIZES = st.integers(1, 12)
SHAPES: st.SearchStrategy[Shape] = st.one_of(
    st.tuples(SIZES),
    st.tuples(SIZES, SIZES),
    st.tuples(SIZES, st.sampled_from([4, 8, 12])),
    st.builds(Tokens, SIZES, SIZES),
    st.tuples(SIZES, SIZES, SIZES),
    st.tuples(st.integers(1, 12).map(lambda n: n * 4), SIZES, SIZES),
)


def info(shape: Shape, plane: bool) -> DataInfo:
    return DataInfo(
        shape=shape,
        num_train=20,
        num_test=20,
        classes=["a", "b", "c"],
        plane=(-1.0, 1.0) if plane else None,
    )


def draw_layer(kind: type[Layer], data: st.DataObject) -> tuple[Layer, tuple[Shape, ...]]:
    """A layer with random fields, placed on random data, and random shapes for its inputs."""
    first = data.draw(SHAPES, "shape")
    several = [
        data.draw(st.sampled_from([first, (5, *first[1:])]) | SHAPES, "other")
        for _ in range(data.draw(st.integers(1, 3)) if kind.max_inputs > 1 else 0)
    ]
    shapes = () if kind.max_inputs == 0 else (first, *several)
    plane = data.draw(st.booleans(), "plane")
    layer = parse("layers", data.draw(fields(kind), "fields"))
    return layer.placed(info((2,) if plane else first, plane), (3,)), shapes


@every_layer
@settings(max_examples=80)
@given(data=st.data())
def test_shape_and_param_count_are_torchs_own(kind: type[Layer], data: st.DataObject) -> None:
    layer, shapes = draw_layer(kind, data)
    if (promised := shape_of(layer, shapes)) is None:
        return
    with torch.device("meta"):
        module = layer.build(*shapes)
        inputs = [blank(shape) for shape in shapes]
        if not shapes:
            inputs = [torch.empty(2, *(layer.data.shape if isinstance(layer, Input) else (2,)))]
        given_shape = module(*inputs).shape
    assert tuple(given_shape) == (2, *promised)
    assert sum(param.numel() for param in module.parameters()) == layer.num_params(*shapes)


def blank(shape: Shape) -> torch.Tensor:
    """Two samples of that shape."""
    return torch.empty(2, *shape, dtype=torch.int64 if isinstance(shape, Tokens) else torch.float32)


@pytest.mark.parametrize("name", ["conv2d", "max_pool2d", "avg_pool2d"])
@settings(max_examples=80)
@given(data=st.data())
def test_pictures_that_are_refused_do_not_fit_in_torch_either(
    name: str, data: st.DataObject
) -> None:
    layer = parse("layers", data.draw(fields(LAYERS[name])))
    shape = data.draw(st.tuples(SIZES, SIZES, SIZES))
    if shape_of(layer, (shape,)) is None:
        with pytest.raises((RuntimeError, ValueError)), torch.device("meta"):
            layer.build(shape)(torch.empty(2, *shape))


@every_layer
@settings(max_examples=60)
@given(data=st.data())
def test_what_a_mend_of_fields_sets_is_a_field_and_fits(
    kind: type[Layer], data: st.DataObject
) -> None:
    layer, shapes = draw_layer(kind, data)
    for mend in mends_of(layer, shapes):
        if mend.field is not None:
            changed = {**layer.model_dump(mode="json"), mend.field: mend.value}
            mended = parse("layers", changed).placed(info((5,), False), (3,))
            assert mend.field not in {further.field for further in mends_of(mended, shapes)}
        else:
            parse("layers", mend.insert)
            assert 0 <= mend.handle < len(shapes)


def shape_of(layer: Layer, shapes: tuple[Shape, ...]) -> Shape | None:
    """What the layer promises; None where it refuses."""
    try:
        return layer.output_shape(*shapes)
    except ShapeError:
        return None


def mends_of(layer: Layer, shapes: tuple[Shape, ...]) -> tuple[Mend, ...]:
    try:
        layer.output_shape(*shapes)
    except ShapeError as problem:
        return problem.mends
    return ()


@every_buildable_layer
def test_a_network_with_the_layer_trains_twenty_steps(kind: type[Layer]) -> None:
    layer = {"type": kind.type_id()}
    middle = [] if kind.type_id() in ("input", "output") else [layer]
    for file in (
        project(*middle, {"type": "linear"}),
        project(*middle, {"type": "flatten"}, data="digits"),
    ):
        made, _ = resolve(file)
        if made is not None:
            assert_trains(build(made), made.info, made.num_params)
            return
    if kind.max_inputs:
        assert_trains_alone(kind)


def assert_trains_alone(kind: type[Layer]) -> None:
    """The layer and a linear one behind it, on random numbers of a shape that fits."""
    layer, shapes = fitting(kind)
    torch.manual_seed(1)
    module = layer.build(*shapes)
    head = nn.Linear(prod(layer.output_shape(*shapes)), 3)
    inputs, targets = [drawn(shape) for shape in shapes], torch.randint(0, 3, (16,))
    optimizer = torch.optim.SGD([*module.parameters(), *head.parameters()], lr=0.05)
    losses = []
    for _ in range(20):
        optimizer.zero_grad()
        loss = functional.cross_entropy(head(module(*inputs).flatten(1)), targets)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]


def fitting(kind: type[Layer]) -> tuple[Layer, tuple[Shape, ...]]:
    """The layer as it is by default, and shapes that it takes."""
    layer = parse("layers", {"type": kind.type_id()})
    handles = min(kind.max_inputs, 2)
    every: tuple[Shape, ...] = ((8,), (2,), (64,), (2, 8, 8), (6, 8), Tokens(6, 5))
    return layer, next((s,) * handles for s in every if shape_of(layer, (s,) * handles))


def drawn(shape: Shape) -> torch.Tensor:
    """16 random samples."""
    if isinstance(shape, Tokens):
        return torch.randint(0, shape.vocab, (16, *shape))
    return torch.randn(16, *shape)


def assert_trains(network: nn.Module, data: DataInfo, num_params: int) -> None:
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(16, *data.shape, generator=generator)
    targets = torch.randint(0, len(data.classes), (16,), generator=generator)
    assert sum(param.numel() for param in network.parameters()) == num_params
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05)
    losses = []
    for _ in range(20):
        optimizer.zero_grad()
        loss = functional.cross_entropy(network(x), targets)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    assert all(torch.isfinite(param).all() for param in network.parameters())
    assert losses[-1] < losses[0]


@every_layer
def test_elementwise_layers_depend_on_one_input_each(kind: type[Layer]) -> None:
    if not kind.elementwise:
        return
    layer = parse("layers", {"type": kind.type_id()})
    assert layer.output_shape((7,)) == (7,)
    assert layer.num_params((7,)) <= 1, "more would not be seen in the card it is drawn in"
    module = layer.build((7,)).eval()
    before, after = torch.zeros(2, 7), torch.zeros(2, 7)
    after[1, 3] = 1.0
    changed = module(before) != module(after)
    assert changed.nonzero().tolist() in ([[1, 3]], [])


@every_buildable_layer
def test_random_layers_say_so(kind: type[Layer]) -> None:
    if kind.max_inputs != 1 or kind.type_id() == "output":
        return
    layer, shapes = fitting(kind)
    if "dropout" in kind.model_fields:
        more = {"num_layers": 2} if "num_layers" in kind.model_fields else {}
        layer = parse("layers", {"type": kind.type_id(), "dropout": 0.5, **more})
    module, x = layer.build(*shapes).train(), drawn(shapes[0])
    torch.manual_seed(1)
    first = module(x)
    drew = not torch.equal(
        torch.random.get_rng_state(), torch.Generator().manual_seed(1).get_state()
    )
    assert drew == kind.random
    assert first.shape[0] == 16


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
