"""Explanations of numbers: for every layer, the declared arithmetic gives the same result as the module."""

from __future__ import annotations

from math import prod
from typing import Any, cast

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.explained import MOST_TERMS, Explained, raveled, unraveled
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.samples import DataInfo
from torchground.catalogue.bases.shapes import Box, Shape, ShapeError, Tokens
from torchground.testing.fields import fields

LAYERS = {name: cast(type[Layer], kind) for name, kind in entries("layers").items()}
TAKEN_APART = [kind for kind in LAYERS.values() if kind.cell is not Layer.cell or kind.elementwise]
taken_apart = pytest.mark.parametrize("kind", TAKEN_APART, ids=[k.type_id() for k in TAKEN_APART])

SIZES = st.integers(1, 6)
SHAPES: st.SearchStrategy[Shape] = st.one_of(
    st.tuples(st.integers(1, 40)),
    st.tuples(SIZES, SIZES),
    st.tuples(st.sampled_from([1, 2, 4]), SIZES, SIZES),
    st.builds(Tokens, SIZES, SIZES),
)


def drawn(kind: type[Layer], data: st.DataObject) -> tuple[Layer, tuple[Shape, ...], Shape] | None:
    """A layer with random fields, random input shapes, and its output shape. None if they do not fit."""
    shape = data.draw(SHAPES, "shape")
    plane = data.draw(st.booleans(), "plane") and kind.max_inputs == 0
    info = DataInfo(
        shape=(2,) if plane else tuple(shape),
        num_train=9,
        num_test=9,
        vocab=[str(at) for at in range(shape.vocab)] if isinstance(shape, Tokens) else [],
        plane=(-1.0, 1.0) if plane else None,
    )
    wanted = data.draw(st.sampled_from([(3,), tuple(shape), (*shape[:-1], 4)]), "wanted")
    layer = parse("layers", data.draw(fields(kind, most=5), "fields")).placed(info, wanted)
    shapes = (shape,) * {0: 0, 1: 1}.get(kind.max_inputs, 2)
    try:
        return layer, shapes, layer.output_shape(*shapes)
    except ShapeError:
        return None


def module_of(layer: Layer, shapes: tuple[Shape, ...], seed: int) -> nn.Module:
    """The module in eval mode, with random weights and remembered averages instead of the usual first values."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        module = layer.build(*shapes).eval()
        for state in module.state_dict().values():
            if state.is_floating_point():
                state.copy_(torch.randn_like(state).abs() + 0.05)
    return module


def random_inputs(layer: Layer, shapes: tuple[Shape, ...], seed: int) -> tuple[torch.Tensor, ...]:
    given_shapes = shapes
    if not shapes:
        info = cast(Any, layer).data
        given_shapes = (Tokens(*info.shape, len(info.vocab)) if info.vocab else info.shape,)
    generator = torch.Generator().manual_seed(seed)
    return tuple(
        torch.randint(0, shape.vocab, tuple(shape), generator=generator)
        if isinstance(shape, Tokens)
        else torch.randn(*shape, generator=generator)
        for shape in given_shapes
    )


@taken_apart
@settings(max_examples=40)
@given(data=st.data(), seed=st.integers(0, 999))
def test_the_arithmetic_gives_what_the_module_gives(
    kind: type[Layer], data: st.DataObject, seed: int
) -> None:
    if kind.type_id() == "noise":
        return
    if (fitting := drawn(kind, data)) is None:
        return
    layer, shapes, shape = fitting
    module, inputs = module_of(layer, shapes, seed), random_inputs(layer, shapes, seed)
    index = unraveled(data.draw(st.integers(0, prod(shape) - 1), "place"), tuple(shape))
    with torch.inference_mode():
        truth = module(*[source[None] for source in inputs])[0][index].item()
        found = layer.cell(module, inputs, index)
    assert found.value == pytest.approx(truth, rel=1e-4, abs=1e-5)
    check(found, module, inputs)
    if shapes:
        check_reads(layer.reads(tuple((at, at) for at in index), *shapes), found)


def check(found: Explained, module: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
    """Check that every term is a real cell of an input and a real weight, and that sums add up."""
    assert len(found.terms) == min(found.num_terms, MOST_TERMS)
    assert found.formula
    for term in found.terms:
        assert term.value == inputs[term.handle][term.index].item()
        if term.weight is not None:
            assert term.weight_index is not None
            params = [p for n, p in module.named_parameters() if n.endswith(term.weight)]
            assert params[0][term.weight_index].item() == term.weight_value
        if term.weight_value is not None:
            assert term.product == pytest.approx(term.value * term.weight_value, rel=1e-5)
    if found.sums and found.num_terms <= MOST_TERMS:
        total = sum(term.product or 0.0 for term in found.terms) + (found.bias or 0.0)
        assert total == pytest.approx(found.value, rel=1e-4, abs=1e-5)
    if found.winner is not None:
        assert found.terms[found.winner].value == found.value


def check_reads(boxes: tuple[Box, ...], found: Explained) -> None:
    """Check that all terms lie in the block that ``reads`` declares."""
    for term in found.terms:
        box = boxes[term.handle]
        assert all(low <= at <= high for at, (low, high) in zip(term.index, box, strict=True))


@pytest.mark.parametrize("kind", LAYERS.values(), ids=LAYERS)
@settings(max_examples=30)
@given(data=st.data(), seed=st.integers(0, 999))
def test_nothing_outside_the_block_a_layer_reads_matters(
    kind: type[Layer], data: st.DataObject, seed: int
) -> None:
    if kind.max_inputs == 0 or kind.random:
        return
    if (fitting := drawn(kind, data)) is None:
        return
    layer, shapes, shape = fitting
    inputs = random_inputs(layer, shapes, seed)
    if any(not source.is_floating_point() for source in inputs):
        return
    module = module_of(layer, shapes, seed)
    index = unraveled(data.draw(st.integers(0, prod(shape) - 1), "place"), tuple(shape))
    boxes = layer.reads(tuple((at, at) for at in index), *shapes)
    others = random_inputs(layer, shapes, seed + 1)
    mixed = []
    for source, other, box in zip(inputs, others, boxes, strict=True):
        inside = tuple(slice(low, high + 1) for low, high in box)
        other[inside] = source[inside]
        mixed.append(other)
    with torch.inference_mode():
        first = module(*[source[None] for source in inputs])[0][index]
        second = module(*[source[None] for source in mixed])[0][index]
    assert first.item() == pytest.approx(second.item(), rel=1e-4, abs=1e-5)


def test_a_place_in_a_block_and_its_number_are_one_to_one() -> None:
    shape = (3, 4, 5)
    places = [unraveled(at, shape) for at in range(prod(shape))]
    assert len(set(places)) == prod(shape)
    assert [raveled(place, shape) for place in places] == list(range(prod(shape)))


def test_of_many_terms_the_heaviest_are_kept_in_order() -> None:
    layer = parse("layers", {"type": "linear", "out_features": 1})
    module = module_of(layer, ((1000,),), 1)
    found = layer.cell(module, random_inputs(layer, ((1000,),), 1), (0,))
    assert (len(found.terms), found.num_terms) == (MOST_TERMS, 1000)
    kept = [term.index for term in found.terms]
    assert kept == sorted(kept)
    assert "1000 terms" in found.formula


class Whole(Layer):
    """A layer without ``cell`` and ``reads`` of its own."""

    title = "Whole"
    type: str = "whole"

    def build(self, *input_shapes: Shape) -> nn.Module:
        return nn.Sequential(nn.Flatten(), nn.Linear(prod(input_shapes[0]), 2))


def test_a_layer_that_nobody_took_apart_says_so() -> None:
    layer, shapes = Whole(), ((3, 2),)
    inputs = random_inputs(layer, shapes, 1)
    module = module_of(layer, shapes, 1)
    found = layer.cell(module, inputs, (1,))
    assert "mixes" in found.note
    assert (found.terms, found.num_terms) == ((), 6)
    assert found.value == module(inputs[0][None])[0, 1].item()
    assert layer.reads(((1, 1),), *shapes) == (((0, 2), (0, 1)),)


def test_the_largest_says_who_won() -> None:
    layer = parse("layers", {"type": "max_pool2d"})
    picture = torch.tensor([[[1.0, 2.0], [7.0, 3.0]]])
    found = layer.cell(layer.build((1, 2, 2)), (picture,), (0, 0, 0))
    assert found.winner is not None
    assert found.terms[found.winner].index == (0, 1, 0)


def test_words_count_steps_from_1_as_the_places_beside_them_do() -> None:
    lstm = cast(Layer, parse("layers", {"type": "lstm", "hidden_size": 3}))
    told = lstm.cell(module_of(lstm, ((4, 2),), 1), (torch.randn(4, 2),), (0,))
    assert told.note.startswith("step 4;")
    attention = cast(Layer, parse("layers", {"type": "multihead_attention", "num_heads": 1}))
    told = attention.cell(module_of(attention, ((1, 4),), 1), (torch.randn(1, 4),), (0, 0))
    assert told.note == "head 1 looks most at step 1 (100%)"
