"""Readings as bytes: MessagePack with raw tensor bytes, packed in the worker and passed on unread.

A frame is a map ``{run, probe, step, epoch, readings}``. A reading is ``{kind, path, facts, tensors}``; facts that have
their default are left out. A tensor is ``{dtype, shape, scale, data}``. ``data`` is little-endian and row-major.
``scale`` is null (the values are not scaled), one number, or one number for each slice of the first axis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import ormsgpack

from torchground.telemetry.facts import Facts, Kind, ReadingError, kinds
from torchground.telemetry.reading import Quantized, Reading, Tensor


def quantize(values: np.ndarray[Any, Any], *, per_slice: bool = False) -> Quantized:
    """Rounds a float tensor to int8, symmetric about zero. The error is at most half a scale.

    With ``per_slice`` each slice of the first axis has its own scale. Where a number is not finite, the scale is not
    finite either.
    """
    axes = tuple(range(1, values.ndim)) if per_slice else None
    peak = np.max(np.abs(values), axis=axes, initial=0.0) if values.size else np.zeros(())
    scale = np.asarray(peak, dtype=np.float32) / np.float32(127)
    divisor = np.where((scale > 0) & np.isfinite(scale), scale, np.float32(1))
    spread = divisor.reshape(divisor.shape + (1,) * (values.ndim - 1)) if per_slice else divisor
    with np.errstate(invalid="ignore", over="ignore"):
        data = np.rint(np.nan_to_num(values / spread, nan=0.0, posinf=127, neginf=-127))
    return Quantized(data.clip(-127, 127).astype(np.int8), scale)


def dequantize(tensor: Tensor) -> np.ndarray[Any, Any]:
    """The float values that a receiver gets."""
    if not isinstance(tensor, Quantized):
        return tensor
    scale = tensor.scale.reshape(tensor.scale.shape + (1,) * (tensor.data.ndim - tensor.scale.ndim))
    values: np.ndarray[Any, Any] = tensor.data.astype(np.float32) * scale
    return values


def pack_frame(
    run: str, probe: str, step: int, epoch: int, readings: Sequence[Reading[Facts]]
) -> bytes:
    """One frame: all readings of one probe at one step of one run."""
    return ormsgpack.packb(
        {
            "run": run,
            "probe": probe,
            "step": step,
            "epoch": epoch,
            "readings": [_reading(reading) for reading in readings],
        }
    )


def unpack_frame(data: bytes) -> dict[str, Any]:
    """The frame as a dict whose readings are :class:`Reading`. For tests and command-line tools."""
    frame: dict[str, Any] = ormsgpack.unpackb(data)
    frame["readings"] = [
        Reading(
            reading["path"],
            {name: _tensor(tensor) for name, tensor in reading["tensors"].items()},
            _kind(reading["kind"]).model_validate(reading["facts"]),
        )
        for reading in frame["readings"]
    ]
    return frame


def _kind(name: str) -> Kind:
    """The facts class of a kind. Raises :class:`ReadingError` where there is no such kind."""
    if name not in kinds():
        raise ReadingError(f"there is no kind of reading {name!r}; known: {', '.join(kinds())}")
    return kinds()[name]


def _reading(reading: Reading[Facts]) -> dict[str, Any]:
    return {
        "kind": reading.kind,
        "path": reading.path,
        "facts": reading.facts.written(),
        "tensors": {name: _packed(tensor) for name, tensor in reading.tensors.items()},
    }


def _packed(tensor: Tensor) -> Mapping[str, Any]:
    scale: Any = None
    if isinstance(tensor, Quantized):
        scale, tensor = tensor.scale.tolist(), tensor.data
    data = np.ascontiguousarray(tensor)
    return {
        "dtype": data.dtype.name,
        "shape": list(tensor.shape),
        "scale": scale,
        "data": data.tobytes(),
    }


def _tensor(packed: Mapping[str, Any]) -> Tensor:
    flat: np.ndarray[Any, Any] = np.frombuffer(packed["data"], dtype=packed["dtype"])
    data: np.ndarray[Any, Any] = flat.reshape(packed["shape"])
    if packed["scale"] is None:
        return data
    return Quantized(data, np.asarray(packed["scale"], dtype=np.float32))
