"""Previews: the very numbers a run would see, for every data set of the catalogue."""

from __future__ import annotations

import asyncio
import base64
import json

import numpy as np
import pytest

from torchground.catalogue.dataset import Dataset
from torchground.catalogue.entry import entries, parse
from torchground.server.previews import MAX_POINTS, MAX_SAMPLES, Preview, Previews, TooMany, preview


@pytest.mark.parametrize("type_id", entries("datasets"))
def test_every_data_set_shows_the_first_samples_of_both_halves(type_id: str) -> None:
    dataset: Dataset = parse("datasets", {"type": type_id})
    shown, split = preview(dataset), dataset.split()
    for half, samples in ((shown.train, split.train), (shown.test, split.test)):
        count = len(half.index)
        assert half.total == len(samples)
        assert 0 < count <= len(samples)
        targets = samples.targets.reshape(len(samples), -1)[:count, 0]
        if samples.targets.ndim > 1:
            targets = targets * split.target_std + split.target_mean
        np.testing.assert_allclose(half.targets, targets, atol=1e-4)
        if half.images is None:
            np.testing.assert_allclose(np.asarray(half.inputs), samples.inputs[:count], atol=1e-5)
        else:
            low, high = half.images.low, half.images.high
            data = np.frombuffer(base64.b64decode(half.images.data), np.uint8)
            pictures = low + data.reshape(half.images.shape) / 255 * (high - low)
            np.testing.assert_allclose(pictures, samples.inputs[:count, 0], atol=3e-3)
    room = MAX_POINTS if shown.kind in ("points", "curve") else 2 * MAX_SAMPLES
    assert len(shown.train.targets) + len(shown.test.targets) <= room
    assert Preview.model_validate_json(shown.model_dump_json()) == shown


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
