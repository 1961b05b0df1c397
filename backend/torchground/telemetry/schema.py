"""The JSON Schema of binary frames: every kind of reading, its facts and tensors. The browser's types are made from
it."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from torchground.telemetry.facts import Kind, axes_text, kind_text, kinds

Schema = dict[str, Any]


class _LeftOut(GenerateJsonSchema):
    """Leaves defaults out of the schema: a fact with a default may be missing."""

    def default_schema(self, schema: Any) -> Schema:
        described = super().default_schema(schema)
        described.pop("default", None)
        return described


def frame_schemas(ref_template: str) -> dict[str, Schema]:
    """Schemas by name: ``Frame``, ``Reading`` (a union by ``kind``), ``Tensor``, ``Kind``, and all schemas that they
    use.

    ``ref_template`` is the form of a reference, for example ``#/components/schemas/{model}``.
    """
    known = kinds()
    _, rest = TypeAdapter.json_schemas(
        [(facts, "validation", TypeAdapter(facts)) for facts in known.values()],
        ref_template=ref_template,
        schema_generator=_LeftOut,
    )
    readings = {f"{_stem(facts)}Reading": _reading(facts, ref_template) for facts in known.values()}
    return {
        **rest["$defs"],
        **readings,
        "Reading": _union(readings, ref_template),
        "Kind": {
            "type": "string",
            "enum": list(known),
            "description": "\n".join(kind_text(facts) for facts in known.values()),
        },
        "Tensor": TENSOR,
        "Frame": _frame(ref_template),
    }


TENSOR: Schema = {
    "type": "object",
    "description": "A tensor as it is sent: little-endian numbers, row by row. A value is data × scale.",
    "properties": {
        "dtype": {"type": "string", "description": "float32, int8 …"},
        "shape": {"type": "array", "items": {"type": "integer"}},
        "scale": {
            "anyOf": [
                {"type": "number"},
                {"type": "array", "items": {"type": "number"}},
                {"type": "null"},
            ],
            "description": "Null: values as they are. Else one for all, or one for each slice of the first axis.",
        },
        "data": {"type": "string", "format": "binary"},
    },
    "required": ["dtype", "shape", "scale", "data"],
    "additionalProperties": False,
}


def _stem(facts: Kind) -> str:
    """The class name without ``Facts``: ``Lines`` of ``LinesFacts``."""
    return facts.__name__.removesuffix("Facts")


def _reading(facts: Kind, ref_template: str) -> Schema:
    """The schema of one kind of reading."""
    tensor = {"$ref": ref_template.format(model="Tensor")}
    tensors = {
        name: {**tensor, "description": f"{axes_text(field.axes)}: {field.about}"}
        for name, field in facts.tensors.items()
    }
    required = [name for name, field in facts.tensors.items() if field.required]
    return {
        "type": "object",
        "description": facts.__doc__,
        "properties": {
            "kind": {"type": "string", "const": facts.kind},
            "path": {
                "type": "string",
                "description": "A node id, `node.param`, `output`, or empty for the whole network.",
            },
            "facts": {"$ref": ref_template.format(model=facts.__name__)},
            "tensors": {
                "type": "object",
                "properties": tensors,
                "required": required,
                "additionalProperties": False,
            },
        },
        "required": ["kind", "path", "facts", "tensors"],
        "additionalProperties": False,
    }


def _union(readings: dict[str, Schema], ref_template: str) -> Schema:
    by_kind = {
        schema["properties"]["kind"]["const"]: ref_template.format(model=name)
        for name, schema in readings.items()
    }
    return {
        "oneOf": [{"$ref": reference} for reference in by_kind.values()],
        "discriminator": {"propertyName": "kind", "mapping": by_kind},
    }


def _frame(ref_template: str) -> Schema:
    return {
        "type": "object",
        "description": "All that one probe measured at one step of one run.",
        "properties": {
            "run": {"type": "string"},
            "probe": {
                "type": "string",
                "description": "The probe's key, or `#<id>` for the answer to the message `measure` with that id.",
            },
            "step": {"type": "integer"},
            "epoch": {"type": "integer"},
            "readings": {"type": "array", "items": {"$ref": ref_template.format(model="Reading")}},
        },
        "required": ["run", "probe", "step", "epoch", "readings"],
        "additionalProperties": False,
    }
