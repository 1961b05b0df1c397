"""What is packed in the worker is what the reader of the wire unpacks."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from torchground.telemetry.facts import Facts
from torchground.telemetry.kinds.image import ImageFacts
from torchground.telemetry.kinds.matrix import MatrixFacts
from torchground.telemetry.kinds.scalar import ScalarFacts
from torchground.telemetry.kinds.vector import VectorFacts
from torchground.telemetry.reading import Quantized, Reading
from torchground.telemetry.wire import dequantize, pack_frame, quantize, unpack_frame

FLOATS = npst.arrays(
    np.float32,
    npst.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=6),
    elements=st.floats(-(2.0**100), 2.0**100, width=32),
)

FACTS: list[Facts] = [
    ScalarFacts(activation_mean=-2.0),
    VectorFacts(classes=["a"], target=1),
    MatrixFacts(shape=[3, 4]),
    ImageFacts(title="Filters"),
]
"""Of a kind whose tensor has so many axes."""


@given(FLOATS, st.booleans())
def test_a_quantized_value_is_at_most_half_a_scale_off(values: np.ndarray, per_slice: bool) -> None:
    quantized = quantize(values, per_slice=per_slice)
    error = np.abs(dequantize(quantized) - values)
    steps = quantized.scale.reshape(
        quantized.scale.shape + (1,) * (values.ndim - quantized.scale.ndim)
    )
    # A scale below the smallest normal float is itself rounded.
    assert np.all(error <= steps * 0.5001 + 1e-37)


def test_a_slice_of_its_own_scale_is_not_drowned_by_a_larger_one() -> None:
    values = np.array([[1e-3, -1e-3], [100.0, 50.0]], np.float32)
    assert np.allclose(dequantize(quantize(values, per_slice=True))[0], values[0], rtol=1e-6)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_says_so_by_its_scale(bad: float) -> None:
    quantized = quantize(np.array([1.0, bad], np.float32))
    assert not np.isfinite(quantized.scale)


@given(
    st.sampled_from([np.float32, np.float64, np.int32, np.int64, np.uint8]).flatmap(
        lambda dtype: npst.arrays(dtype, npst.array_shapes(min_dims=0, max_dims=3, max_side=5))
    )
)
def test_a_tensor_survives_the_wire_to_the_last_bit(values: np.ndarray) -> None:
    reading = Reading("h1", {"values": values}, FACTS[values.ndim])
    frame = unpack_frame(pack_frame("r1", "weights()", 7, 2, [reading]))
    (back,) = frame["readings"]
    assert (frame["run"], frame["probe"], frame["step"], frame["epoch"]) == (
        "r1",
        "weights()",
        7,
        2,
    )
    assert (back.kind, back.path, back.facts) == (reading.kind, "h1", reading.facts)
    assert back.tensors["values"].dtype == values.dtype
    assert back.tensors["values"].tobytes() == values.tobytes()
    assert back.tensors["values"].shape == values.shape


def test_a_quantized_tensor_survives_with_its_scales() -> None:
    values = quantize(np.arange(24, dtype=np.float32).reshape(2, 3, 4), per_slice=True)
    frame = unpack_frame(
        pack_frame("r", "p", 0, 0, [Reading("c", {"values": values}, ImageFacts())])
    )
    back = frame["readings"][0].tensors["values"]
    assert isinstance(back, Quantized)
    assert np.array_equal(dequantize(back), dequantize(values))
