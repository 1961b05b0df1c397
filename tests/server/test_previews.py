"""Previews: the very numbers a run would see, for every data set of the catalogue."""

from __future__ import annotations

import asyncio
import base64
import json

import numpy as np
import pytest

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.preview import (
    MAX_POINTS,
    MAX_SAMPLES,
    Preview,
    PreviewHalf,
    preview,
)
from torchground.catalogue.bases.samples import DataError, Samples, Split
from torchground.catalogue.bases.validating import info_with_val, split_with_val
from torchground.server.previews import Previews, TooMany
from torchground.testing.drawings import data_at_hand
from torchground.words import other


@pytest.mark.parametrize("type_id", data_at_hand())
def test_every_data_set_shows_the_first_samples_of_both_halves(type_id: str) -> None:
    dataset: Dataset = parse("datasets", {"type": type_id})
    shown, split = preview(dataset), dataset.split()
    for half, samples in ((shown.train, split.train), (shown.test, split.test)):
        count = len(half.index)
        assert half.total == len(samples)
        assert 0 < count <= len(samples)
        shows_targets(half, samples, count, split)
        if half.images is not None:
            low, high = half.images.low, half.images.high
            data = np.frombuffer(base64.b64decode(half.images.data), np.uint8)
            pictures = low + data.reshape(half.images.shape) / 255 * (high - low)
            allowed = (high - low) / 255
            np.testing.assert_allclose(pictures, samples.inputs[:count, 0], atol=allowed)
        elif half.tokens is not None:
            assert half.tokens == samples.inputs[:count].tolist()
        else:
            rows = samples.inputs[:count].reshape(count, -1)
            np.testing.assert_allclose(np.asarray(half.inputs), rows, atol=1e-5)
        given = [half.images, half.tokens, half.inputs]
        assert sum(part is not None for part in given) == 1
    room = MAX_POINTS if shown.kind in ("points", "curve") else 2 * MAX_SAMPLES
    assert len(shown.train.targets) + len(shown.test.targets) <= room
    assert Preview.model_validate_json(shown.model_dump_json()) == shown


def shows_targets(half: PreviewHalf, samples: Samples, count: int, split: Split) -> None:
    """Fails where the targets of a half are not those of its first samples."""
    if samples.targets.ndim == 1:
        assert half.targets == samples.targets[:count].tolist()
    elif samples.targets.dtype == np.int64:
        assert half.token_targets == samples.targets[:count].tolist()
        assert half.targets == []
    else:
        truth = samples.targets[:count] * split.target_std + split.target_mean
        np.testing.assert_allclose(half.targets, truth[:, :1].ravel(), atol=1e-4)


@pytest.mark.parametrize(
    ("type_id", "kind"),
    [
        ("ring", "points"),
        ("truth_table", "points"),
        ("outlier_line", "curve"),
        ("surface_start", "rows"),
        ("lines", "images"),
        ("recall", "sequences"),
        ("series", "sequences"),
        ("sentiment", "tokens"),
        ("mirror", "tokens"),
    ],
)
def test_the_kind_follows_from_what_samples_are(type_id: str, kind: str) -> None:
    assert preview(parse("datasets", {"type": type_id})).kind == kind


def test_what_is_asked_of_tokens_stands_beside_them() -> None:
    shown = preview(parse("datasets", {"type": "mirror"}))
    mask = shown.info.mask_token
    assert shown.train.tokens is not None
    assert shown.train.token_targets is not None
    for row, asked in zip(shown.train.tokens, shown.train.token_targets, strict=True):
        assert [token == mask for token in row] == [token >= 0 for token in asked]


def test_a_large_set_is_thinned_and_says_how_many_there_are() -> None:
    shown = preview(parse("datasets", {"type": "spiral", "num_samples": 20_000}))
    assert shown.train.total + shown.test.total == 20_000
    assert len(shown.train.targets) + len(shown.test.targets) <= MAX_POINTS


def test_the_same_set_is_made_once_and_too_many_at_once_are_refused() -> None:
    async def ask() -> None:
        previews = Previews(max_waiting=1)
        spiral, circle = (parse("datasets", {"type": t}) for t in ("spiral", "circle"))
        first = asyncio.ensure_future(previews.get(spiral))
        await asyncio.sleep(0)
        with pytest.raises(TooMany):
            await previews.get(circle)
        body = await first
        assert await previews.get(spiral) is body
        assert json.loads(body)["kind"] == "points"
        previews.close()

    asyncio.run(ask())


@pytest.mark.parametrize("type_id", ["spiral", "digits", "series", "sine"])
def test_a_validation_split_is_shown_as_a_run_takes_it(type_id: str) -> None:
    dataset: Dataset = parse("datasets", {"type": type_id})
    shown = preview(dataset, val_fraction=0.25)
    info = info_with_val(dataset.info(), 0.25)
    split = split_with_val(dataset.split(), info, dataset.seed)
    assert split.val is not None
    assert shown.val is not None
    assert (shown.train.total, shown.val.total) == (info.num_train, info.num_val)
    for part, samples in ((shown.train, split.train), (shown.val, split.val)):
        shows_targets(part, samples, len(part.index), split)


def test_a_split_that_leaves_nothing_to_train_on_shows_the_data_as_they_are() -> None:
    dataset: Dataset = parse("datasets", {"type": "truth_table"})
    shown = preview(dataset, val_fraction=0.9)
    assert shown.val is None
    assert shown == preview(dataset)


def test_a_preview_is_not_shown_any_more_when_the_files_of_its_data_are_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dataset: Dataset = parse("datasets", {"type": "spiral"})

    def gone(self: Dataset) -> None:
        raise DataError(other("the file was deleted"))

    async def ask_again() -> None:
        previews = Previews(max_waiting=2)
        try:
            assert await previews.get(dataset) is await previews.get(dataset)
            monkeypatch.setattr(type(dataset), "require", gone)
            with pytest.raises(DataError, match="the file was deleted"):
                await previews.get(dataset)
        finally:
            previews.close()

    asyncio.run(ask_again())
