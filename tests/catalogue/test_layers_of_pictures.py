"""Layers of pictures and sequences: the same numbers as torch with another order of axes, and refusals and mends."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.shapes import ShapeError
from torchground.network.check.checking import resolve
from torchground.testing.drawings import project
from torchground.testing.fields import fields

SIZES = st.integers(1, 9)
PICKY = {
    "conv2d": 3,
    "conv_transpose2d": 3,
    "max_pool2d": 3,
    "avg_pool2d": 3,
    "adaptive_avg_pool2d": 3,
    "upsample": 3,
    "group_norm": 3,
    "instance_norm2d": 3,
    "conv1d": 2,
    "max_pool1d": 2,
    "avg_pool1d": 2,
    "unflatten": 1,
}
"""Layers that refuse some inputs with the right number of axes, and that number."""


def made(type_id: str, **values: Any) -> Any:
    return parse("layers", {"type": type_id, **values})


def drawn(seed: int, *shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("type_id", PICKY)
@settings(max_examples=60)
@given(data=st.data())
def test_what_is_refused_does_not_fit_in_torch_either(type_id: str, data: st.DataObject) -> None:
    layer = parse("layers", data.draw(fields(entries("layers")[type_id])))
    shape = data.draw(st.tuples(*[SIZES] * PICKY[type_id]))
    try:
        layer.output_shape(shape)
    except ShapeError:
        with pytest.raises((RuntimeError, ValueError)):
            layer.build(shape)(torch.zeros(1, *shape))


@pytest.mark.parametrize("type_id", PICKY)
@settings(max_examples=60)
@given(data=st.data())
def test_one_mend_of_a_field_is_enough(type_id: str, data: st.DataObject) -> None:
    layer = parse("layers", data.draw(fields(entries("layers")[type_id])))
    shape = data.draw(st.tuples(*[SIZES] * PICKY[type_id]))
    problem = refusal(layer, shape)
    for mend in problem.mends if problem else ():
        changed = {**layer.model_dump(mode="json"), str(mend.field): mend.value}
        assert str(refusal(parse("layers", changed), shape)) != str(problem)


def refusal(layer: Any, shape: tuple[int, ...]) -> ShapeError | None:
    try:
        layer.output_shape(shape)
    except ShapeError as problem:
        return problem
    return None


@pytest.mark.parametrize("groups", [1, 2])
def test_a_convolution_along_steps_is_torchs_with_the_axes_swapped(groups: int) -> None:
    layer = made("conv1d", out_channels=6, kernel_size=3, dilation=2, padding=1, groups=groups)
    module, x = layer.build((9, 4)), drawn(1, 5, 9, 4)
    plain = nn.Conv1d(4, 6, 3, dilation=2, padding=1, groups=groups)
    plain.load_state_dict(module.state_dict())
    assert torch.equal(module(x), plain(x.transpose(1, 2)).transpose(1, 2))


def test_batch_norm_takes_each_feature_over_batch_and_steps() -> None:
    module, x = made("batch_norm1d").build((9, 4)).train(), drawn(1, 5, 9, 4) * 3 + 1
    y = module(x)
    assert y.mean(dim=(0, 1)).abs().max() < 1e-5
    assert (y.std(dim=(0, 1), correction=0) - 1).abs().max() < 1e-3
    assert torch.allclose(module.running_mean, 0.1 * x.mean(dim=(0, 1)), atol=1e-6)


@pytest.mark.parametrize(
    ("type_id", "shape", "over"),
    [
        ("layer_norm", (12,), (0,)),
        ("layer_norm", (5, 12), (1,)),
        ("layer_norm", (3, 4, 5), (0, 1, 2)),
        ("instance_norm2d", (3, 4, 5), (1, 2)),
    ],
)
def test_a_norm_gives_mean_zero_and_spread_one(
    type_id: str, shape: tuple[int, ...], over: tuple[int, ...]
) -> None:
    x = drawn(1, *shape) * 7 - 3
    y = made(type_id).build(shape)(x[None])[0]
    assert y.mean(dim=over).abs().max() < 1e-5
    assert (y.std(dim=over, correction=0) - 1).abs().max() < 1e-3


def test_the_kinds_of_group_norm_are_each_other() -> None:
    x = drawn(2, 1, 6, 4, 5)
    one = made("group_norm", num_groups=1).build((6, 4, 5))(x)
    assert torch.allclose(one, made("layer_norm").build((6, 4, 5))(x), atol=1e-5)
    each = made("group_norm", num_groups=6).build((6, 4, 5))(x)
    assert torch.allclose(each, made("instance_norm2d").build((6, 4, 5))(x), atol=1e-5)


@pytest.mark.parametrize(("shape", "over"), [((7, 3), 0), ((3, 4, 5), (1, 2))])
def test_global_pooling_keeps_one_number_of_each_channel(shape: Any, over: Any) -> None:
    x = drawn(3, *shape)
    assert torch.equal(made("global_max_pool").build(shape)(x[None])[0], x.amax(dim=over))
    mean = made("global_avg_pool").build(shape)(x[None])[0]
    assert torch.allclose(mean, x.mean(dim=over), atol=1e-6)


def test_of_equals_only_one_wins_the_gradient() -> None:
    x = torch.ones(1, 2, 3, 3, requires_grad=True)
    made("global_max_pool").build((2, 3, 3))(x).sum().backward()
    assert x.grad is not None
    assert x.grad.sum(dim=(2, 3)).tolist() == [[1.0, 1.0]]
    assert x.grad.max() == 1


def test_depthwise_is_one_filter_for_each_channel() -> None:
    layer = made("conv2d", out_channels=4, groups=4, bias=False)
    assert layer.num_params((4, 8, 8)) == 4 * 9
    x = drawn(4, 1, 4, 8, 8)
    changed = x.clone()
    changed[:, 2] = 0
    module = layer.build((4, 8, 8))
    other = (module(x) != module(changed)).any(dim=(2, 3))[0]
    assert other.tolist() == [False, False, True, False]


def test_groups_that_do_not_divide_offer_one_and_depthwise() -> None:
    with pytest.raises(ShapeError) as caught:
        made("conv2d", out_channels=8, groups=3).output_shape((4, 8, 8))
    assert [mend.value for mend in caught.value.mends] == [1, 4]


@pytest.mark.parametrize(("kernel_size", "padding"), [(1, 0), (3, 1), (5, 2), (7, 3)])
def test_half_a_kernel_of_padding_keeps_the_size(kernel_size: int, padding: int) -> None:
    layer = made("conv2d", kernel_size=kernel_size, padding=padding)
    assert layer.output_shape((1, 9, 11)) == (8, 9, 11)
    steps = made("conv1d", kernel_size=kernel_size, padding=padding)
    assert steps.output_shape((9, 2)) == (9, 8)


def test_a_transposed_convolution_undoes_the_sizes_of_a_convolution() -> None:
    down = made("conv2d", kernel_size=3, stride=2, padding=1)
    up = made("conv_transpose2d", kernel_size=3, stride=2, padding=1, output_padding=1)
    assert up.output_shape(down.output_shape((1, 8, 8))) == (8, 8, 8)
    assert made("conv_transpose2d").output_shape((3, 4, 4)) == (8, 8, 8)


def test_a_row_becomes_a_picture_or_steps() -> None:
    assert made("unflatten").output_shape((64,)) == (1, 8, 8)
    assert made("unflatten", channels=4).output_shape((64,)) == (4, 4, 4)
    assert made("unflatten", height=2).output_shape((64,)) == (1, 2, 32)
    assert made("unflatten", into="sequence").output_shape((30,)) == (30, 1)
    assert made("unflatten", into="sequence", steps=10).output_shape((30,)) == (10, 3)
    with pytest.raises(ShapeError, match="30 numbers") as caught:
        made("unflatten").output_shape((30,))
    assert (caught.value.mends[0].field, caught.value.mends[0].value) == ("height", 5)


@pytest.mark.parametrize(
    ("type_id", "count", "insert"),
    [
        ("conv2d", 64, {"type": "unflatten"}),
        ("conv2d", 30, None),
        ("conv1d", 30, {"type": "unflatten", "into": "sequence"}),
    ],
)
def test_a_row_where_a_picture_or_sequence_is_due_offers_to_fold_it(
    type_id: str, count: int, insert: dict[str, Any] | None
) -> None:
    with pytest.raises(ShapeError) as caught:
        made(type_id).output_shape((count,))
    found = [mend.insert for mend in caught.value.mends]
    assert found == ([] if insert is None else [insert])
    if insert is not None:
        made(type_id).output_shape(parse("layers", insert).output_shape((count,)))


def test_sequences_are_joined_feature_by_feature() -> None:
    layer = made("concat")
    assert layer.output_shape((5, 2), (5, 3)) == (5, 5)
    one, two = drawn(5, 1, 5, 2), drawn(6, 1, 5, 3)
    joined = layer.build((5, 2), (5, 3))(one, two)
    assert torch.equal(joined[..., :2], one)
    assert torch.equal(joined[..., 2:], two)
    with pytest.raises(ShapeError, match="as many steps"):
        layer.output_shape((5, 2), (4, 2))


def test_whole_channels_and_features_are_left_out() -> None:
    torch.manual_seed(1)
    pictures = made("dropout2d").build((8, 4, 4)).train()(torch.ones(20, 8, 4, 4))
    assert set(pictures.unique().tolist()) == {0.0, 2.0}
    assert torch.equal(pictures.amin(dim=(2, 3)), pictures.amax(dim=(2, 3)))
    steps = made("dropout1d").build((6, 8)).train()(torch.ones(20, 6, 8))
    assert set(steps.unique().tolist()) == {0.0, 2.0}
    assert torch.equal(steps.amin(dim=1), steps.amax(dim=1))


def test_dropout_for_selu_keeps_mean_and_spread() -> None:
    torch.manual_seed(1)
    x = torch.randn(400, 300)
    y = made("alpha_dropout", p=0.3).build((300,)).train()(x)
    assert abs(y.mean().item()) < 0.02
    assert abs(y.std().item() - 1) < 0.02


@pytest.mark.parametrize("type_id", ["dropout", "dropout1d", "dropout2d", "alpha_dropout"])
def test_the_chance_of_dropout_changes_while_it_trains(type_id: str) -> None:
    shape = {"dropout1d": (6, 8), "dropout2d": (8, 4, 4)}.get(type_id, (8,))
    module = made(type_id, p=0.9).build(shape).train()
    made(type_id, p=0.0).retune(module)
    x = drawn(7, 3, *shape)
    assert torch.equal(module(x), x)


def test_the_drawing_of_the_lines_lesson_has_124_params() -> None:
    file = project(
        {"type": "conv2d", "out_channels": 4, "kernel_size": 5},
        {"type": "relu"},
        {"type": "global_max_pool"},
        data="lines",
    )
    found, report = resolve(file)
    assert found is not None, report.problems
    assert found.num_params == 124
