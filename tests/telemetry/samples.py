"""A small reading of every kind, made from what the kind declares: ``python -m tests.telemetry.samples`` keeps them.

The page's own tests read the file, so that both sides of the wire are held to the same bytes.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np

from torchground.telemetry.facts import Facts, Kind, kinds
from torchground.telemetry.reading import Quantized, Reading
from torchground.telemetry.wire import pack_frame

GOLDEN = Path(__file__).parents[1] / "golden" / "readings.json"
NUM = 2
"""How long every axis is that has a name."""


def sample(kind: Kind) -> Reading[Facts]:
    """A reading with every fact and every tensor; the first tensor with several axes is rounded."""
    tensors: dict[str, Any] = {}
    for name, field in kind.tensors.items():
        shape = tuple(NUM if isinstance(axis, str) else axis for axis in field.axes)
        values = np.arange(1, 1 + int(np.prod(shape)), dtype=np.float32).reshape(shape) / 4
        tensors[name] = values
    first = next(iter(tensors), None)
    if first is not None and tensors[first].ndim > 1:
        numbers = np.arange(-2, tensors[first].size - 2, dtype=np.int8)
        scales = np.full(len(tensors[first]), 0.5, np.float32)
        tensors[first] = Quantized(numbers.reshape(tensors[first].shape), scales)
    return Reading(f"{kind.kind}1", tensors, kind.model_validate(values_of(kind)))


def values_of(kind: Kind) -> dict[str, Any]:
    """A value for every fact, as plain JSON."""
    schema = kind.model_json_schema()
    return {
        name: value(part, schema.get("$defs", {})) for name, part in schema["properties"].items()
    }


def value(schema: dict[str, Any], defs: dict[str, Any]) -> Any:
    """A value that fits a JSON Schema."""
    if "$ref" in schema:
        return value(defs[schema["$ref"].rsplit("/", 1)[-1]], defs)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return value(schema[key][0], defs)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if "prefixItems" in schema:
        return [value(item, defs) for item in schema["prefixItems"]]
    return of_type(schema, defs)


def of_type(schema: dict[str, Any], defs: dict[str, Any]) -> Any:
    match schema["type"]:
        case "string":
            return "a"
        case "integer":
            return 1
        case "number":
            return 0.5
        case "boolean":
            return True
        case "array":
            items = [value(schema["items"], defs) for _ in range(NUM)]
            return list("ab") if items == ["a", "a"] else items
        case "object" if "properties" in schema:
            return {name: value(part, defs) for name, part in schema["properties"].items()}
        case "object":
            return {"a": value(schema["additionalProperties"], defs)}
        case other:
            raise AssertionError(f"no sample of a {other} is known here")


def frame() -> str:
    """One frame with a reading of every kind, as base64."""
    readings = [sample(kind) for kind in kinds().values()]
    return base64.b64encode(pack_frame("r1", "samples()", 12, 3, readings)).decode()


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps({"frame": frame()}, indent=2) + "\n", encoding="utf-8")
