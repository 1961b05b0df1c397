"""Questions to every augmentation: it changes samples, keeps their shape and dtype, and draws only from torch."""

from __future__ import annotations

import random

import numpy as np
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from torchground.catalogue.bases.augmentation import Augmentation
from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.samples import DataInfo
from torchground.testing.sorts import INFOS, draw_entry, split


def keeps_shape_and_sort_and_draws_from_torch_alone(kind: type[Entry]) -> None:
    """A changed batch has the shape and the dtype of the batch, the batch itself does not change, and one seed gives
    one result."""

    @settings(max_examples=15, deadline=None)
    @given(data=st.data())
    def hold(data: st.DataObject) -> None:
        augmentation = draw_entry(kind, data)
        assert isinstance(augmentation, Augmentation)
        fitting = [info for info in INFOS.values() if augmentation.refuses(info) is None]
        assume(fitting)  # a shift may be too large for every picture here
        for info in fitting:
            _assert_keeps(augmentation, info)

    hold()


def changes_samples_and_says_what_it_cannot_change(kind: type[Entry]) -> None:
    """Each sort of data is changed, or refused with a sentence."""
    augmentation = parse("augmentations", {"type": kind.type_id()})
    torch.manual_seed(2)
    for info in INFOS.values():
        refusal = augmentation.refuses(info)
        if refusal is not None:
            assert len(str(refusal)) > 20
        else:
            x = torch.from_numpy(split(info).train.inputs)
            assert any(not torch.equal(augmentation.apply(x), x) for _ in range(20))


QUESTIONS = (
    keeps_shape_and_sort_and_draws_from_torch_alone,
    changes_samples_and_says_what_it_cannot_change,
)


def _assert_keeps(augmentation: Augmentation, info: DataInfo) -> None:
    x = torch.from_numpy(split(info).train.inputs)
    before, numpys, pythons = (
        x.clone(),
        np.random.get_state(legacy=False)["state"]["key"],
        random.getstate(),
    )
    torch.manual_seed(7)
    changed = augmentation.apply(x)
    assert (changed.shape, changed.dtype) == (x.shape, x.dtype)
    assert torch.isfinite(changed).all()
    assert torch.equal(x, before), "it changed the samples themselves"
    assert np.array_equal(np.random.get_state(legacy=False)["state"]["key"], numpys)
    assert random.getstate() == pythons
    torch.manual_seed(7)
    assert torch.equal(augmentation.apply(x), changed)
