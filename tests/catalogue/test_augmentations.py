"""Augmentations: what they change, what they keep, and what they refuse."""

from __future__ import annotations

from typing import Any, cast

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional

from torchground.catalogue.bases.augmentation import Augmentation
from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.samples import DataInfo
from torchground.testing.fields import fields

AUGMENTATIONS = {
    name: cast(type[Augmentation], kind) for name, kind in entries("augmentations").items()
}
PICTURES = DataInfo(shape=(1, 8, 8), num_train=9, num_test=9, classes=["a", "b"])
POINTS = DataInfo(shape=(2,), num_train=9, num_test=9, classes=["a", "b"])
SERIES = DataInfo(shape=(20, 1), num_train=9, num_test=9)
TOKENS = DataInfo(shape=(5,), num_train=9, num_test=9, vocab=["a", "b"], token_targets=True)


def augmentation(name: str, **given: Any) -> Augmentation:
    return cast(Augmentation, parse("augmentations", {"type": name, **given}))


def changed(entry: Augmentation, x: Tensor, seed: int = 1) -> Tensor:
    torch.manual_seed(seed)
    return entry.apply(x)


@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_only_data_that_can_be_changed_so_are_taken(name: str) -> None:
    entry = augmentation(name)
    assert entry.refuses(PICTURES) is None
    assert "tokens" in str(entry.refuses(TOKENS))
    for data in (POINTS, SERIES):
        assert (entry.refuses(data) is None) == (name in ("fgsm", "gaussian_noise"))


@pytest.mark.parametrize("name", AUGMENTATIONS)
@settings(max_examples=40)
@given(data=st.data())
def test_shape_and_kind_stay_the_samples_differ_and_the_seed_decides(
    name: str, data: st.DataObject
) -> None:
    entry = cast(
        Augmentation, parse("augmentations", data.draw(fields(AUGMENTATIONS[name], most=7)))
    )
    channels, height, width = data.draw(st.tuples(*[st.integers(1, 9)] * 3))
    x = torch.rand(data.draw(st.integers(1, 6)), channels, height, width) + 0.5
    before = x.clone()
    found = changed(entry, x)
    assert found.shape == x.shape
    assert found.dtype == x.dtype
    assert torch.isfinite(found).all()
    assert torch.equal(x, before), "the data themselves never change"
    assert torch.equal(found, changed(entry, x))


@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_no_two_passes_see_the_same_and_no_two_samples_are_changed_alike(name: str) -> None:
    x = torch.rand(1, 1, 8, 8).expand(64, 1, 8, 8)
    found = changed(augmentation(name), x)
    assert not torch.equal(found, changed(augmentation(name), x, seed=2))
    assert len({tuple(sample.flatten().tolist()) for sample in found}) > 1


def test_a_shift_moves_the_whole_picture_and_fills_with_zero() -> None:
    x = torch.rand(200, 2, 6, 5) + 0.5
    found = changed(augmentation("random_shift", pixels=2), x)
    padded = functional.pad(x, (2, 2, 2, 2))
    seen = set()
    for before, after in zip(padded, found, strict=True):
        places = [
            (row, column)
            for row in range(5)
            for column in range(5)
            if torch.equal(before[:, row : row + 6, column : column + 5], after)
        ]
        assert len(places) == 1
        seen.add(places[0])
    assert len(seen) == 25


def test_a_shift_that_could_lose_the_picture_is_refused_with_what_fits() -> None:
    assert augmentation("random_shift", pixels=7).refuses(PICTURES) is None
    refusal = augmentation("random_shift", pixels=8).refuses(PICTURES)
    assert "use at most 7" in str(refusal)


@pytest.mark.parametrize(("direction", "axis"), [("horizontal", 3), ("vertical", 2)])
def test_a_flip_mirrors_as_many_as_it_should(direction: str, axis: int) -> None:
    x = torch.rand(400, 3, 4, 5)
    found = changed(augmentation("random_flip", direction=direction, p=0.25), x)
    same = (found == x).flatten(1).all(dim=1)
    mirrored = (found == x.flip(axis)).flatten(1).all(dim=1)
    assert (same ^ mirrored).all()
    assert mirrored.double().mean().item() == pytest.approx(0.25, abs=0.06)
    assert torch.equal(changed(augmentation("random_flip", p=0.0), x), x)


def test_a_turn_keeps_the_middle_and_turns_by_the_angle() -> None:
    """Rotate a bar that goes from the middle to the right. It must then point in the direction of the angle, also in
    pictures that are not square."""
    x = torch.zeros(60, 1, 41, 61)
    x[:, 0, 18:23, 30:49] = 1.0
    found = changed(augmentation("random_rotation", degrees=60.0), x)
    rows, columns = torch.meshgrid(torch.arange(41.0) - 20, torch.arange(61.0) - 30, indexing="ij")
    torch.manual_seed(1)
    angles = (torch.rand(60) * 2 - 1) * 60
    for sample, angle in zip(found[:, 0], angles, strict=True):
        across, along = (sample * rows).sum(), (sample * columns).sum()
        turned = torch.rad2deg(torch.atan2(across, along)).item()
        assert abs(turned) == pytest.approx(abs(angle.item()), abs=2)
        assert torch.hypot(across, along).item() == pytest.approx(5 * 19 * 9, rel=0.06)
    small = changed(augmentation("random_rotation", degrees=1e-6), x)
    torch.testing.assert_close(small, x, atol=1e-4, rtol=0)


def test_erasing_hides_one_rectangle_and_nothing_else() -> None:
    x = torch.rand(300, 2, 10, 12) + 0.5
    found = changed(augmentation("random_erasing", p=0.7, scale=0.3), x)
    hidden = found == 0
    assert torch.equal(found[~hidden], x[~hidden])
    assert torch.equal(hidden[:, 0], hidden[:, 1])
    rows, columns = hidden[:, 0].any(dim=2), hidden[:, 0].any(dim=1)
    assert torch.equal(hidden[:, 0], rows[:, :, None] & columns[:, None, :])
    touched = rows.any(dim=1)
    assert touched.double().mean().item() == pytest.approx(0.7, abs=0.08)
    area = hidden[touched, 0].double().mean(dim=(1, 2))
    assert area.min() > 0
    assert area.max() < 0.45
    for places in (rows[touched], columns[touched]):
        assert ((places[:, 1:] != places[:, :-1]).sum(dim=1) <= 2).all()


def test_noise_has_the_size_it_is_said_to_have() -> None:
    x = torch.zeros(200, 50, 2)
    found = changed(augmentation("gaussian_noise", std=0.3), x)
    assert found.std().item() == pytest.approx(0.3, rel=0.02)
    assert found.mean().item() == pytest.approx(0, abs=0.01)
