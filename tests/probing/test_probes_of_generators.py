"""The unit maps of a generator and of its discriminator, each over its own plane, recomputed from the network."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tests.training.architectures import RING, gan
from tests.training.drawings import opened
from torchground.telemetry.reading import Reading
from torchground.telemetry.wire import dequantize, unpack_frame
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training


def started(file: dict[str, Any], noise: int) -> Training:
    for node in file["network"]["nodes"]:
        if node["layer"]["type"] == "noise":
            node["layer"]["features"] = noise
    return Training(opened(file), torch.device("cpu"))


def look(training: Training, type_id: str, **fields: Any) -> dict[str, Reading]:
    """The readings that a receiver gets, by path."""
    measured = probe_scheduler(training, "r").measure(1, {"type": type_id, **fields})
    assert measured.data is not None, measured.error
    readings: list[Reading[Any]] = unpack_frame(measured.data)["readings"]
    return {reading.path: reading for reading in readings}


def drawn(reading: Reading) -> np.ndarray[Any, Any]:
    return np.asarray(dequantize(reading.tensors["values"]))


def test_a_generators_units_are_drawn_over_its_noise_and_the_judges_over_the_data() -> None:
    training = started(gan(RING, epochs=1), noise=2)
    maps = look(training, "unit_maps", size=8)
    assert set(maps) >= {"z", "g0", "switch", "d0", "y"}
    assert maps["g0"].facts.high == 2.5
    assert maps["d0"].facts.high == opened(gan(RING, epochs=1)).info.plane[1]  # type: ignore[index]
    training.network.eval()
    middles = (torch.arange(8) + 0.5) / 8 * 5 - 2.5
    x2, x1 = torch.meshgrid(middles.flip(0), middles, indexing="ij")
    points = torch.stack([x1.flatten(), x2.flatten()], dim=1)
    with torch.no_grad():
        true = training.network.outputs(points, given={"z": points}, until="g0")["g0"]
    scale = maps["g0"].tensors["values"].scale.max()  # type: ignore[union-attr]
    np.testing.assert_allclose(
        drawn(maps["g0"]), true.T.reshape(-1, 8, 8).numpy(), atol=0.5001 * float(scale)
    )


def test_more_noise_than_a_plane_has_is_not_drawn_as_one() -> None:
    maps = look(started(gan(RING, epochs=1), noise=3), "unit_maps", size=8)
    assert "g0" not in maps
    assert "d0" in maps


def test_a_unit_of_the_generator_has_its_number_at_a_point_of_the_noise() -> None:
    training = started(gan(RING, epochs=1), noise=2)
    exact = look(training, "unit_value", node="g0", index=[3], point=[0.5, -1.0])["g0"]
    point = torch.tensor([[0.5, -1.0]])
    training.network.eval()
    with torch.no_grad():
        true = training.network.outputs(point, given={"z": point}, until="g0")["g0"][0, 3]
    assert float(drawn(exact)) == pytest.approx(float(true), abs=1e-6)


def test_the_maps_of_a_generator_are_of_the_same_noise_at_every_look() -> None:
    training = started(gan(RING, epochs=1), noise=5)
    first, second = (look(training, "feature_maps", sample=3) for _ in range(2))
    np.testing.assert_array_equal(drawn(first["g0"]), drawn(second["g0"]))
    other = look(training, "feature_maps", sample=4)
    assert not np.array_equal(drawn(first["g0"]), drawn(other["g0"]))
    at = look(training, "unit_value", node="g0", index=[1], sample=3)["g0"]
    assert float(drawn(at)) == pytest.approx(float(drawn(first["g0"])[1]), abs=1e-6)
