"""Draws random fields of an entry from its own JSON Schema, and small networks around one layer."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import strategies as st

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.samples import DataError

Json = dict[str, Any]


def fields(kind: type[Entry], *, most: int = 12) -> st.SearchStrategy[Json]:
    """Any fields that the schema accepts, integers up to ``most``."""
    schema = kind.model_json_schema()
    drawn = {n: _values(s, most) for n, s in schema["properties"].items() if n != "type"}
    needed = {name: drawn.pop(name) for name in schema.get("required", []) if name in drawn}
    return st.fixed_dictionaries({"type": st.just(kind.type_id()), **needed}, optional=drawn)


def least(kind: type[Entry]) -> Json:
    """An entry with nothing but its type and what it cannot do without."""
    schema = kind.model_json_schema()
    needed = [name for name in schema.get("required", []) if name != "type"]
    return {"type": kind.type_id()} | {n: _example(schema["properties"][n]) for n in needed}


def _example(schema: Json) -> Any:
    """The smallest value that a schema accepts."""
    if "anyOf" in schema:
        return _example(schema["anyOf"][0])
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] in ("integer", "number"):
        return schema["minimum"]
    if schema["type"] == "array":
        items = schema.get("prefixItems") or [schema["items"]] * schema.get("minItems", 0)
        return [_example(item) for item in items]
    if schema["type"] == "string" and "{64}" in schema.get("pattern", ""):
        return "0" * 64
    plain = {"boolean": False, "string": "x" * schema.get("minLength", 1), "null": None}
    return plain[schema["type"]]


def _values(schema: Json, most: int) -> st.SearchStrategy[Any]:
    if "anyOf" in schema:
        return st.one_of([_values(branch, most) for branch in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], max(schema["minimum"], min(schema["maximum"], most)))
    if schema["type"] == "number":
        above = schema.get("exclusiveMinimum")
        low = schema.get("minimum", above)
        return st.floats(
            low, schema["maximum"], exclude_min=above is not None, allow_subnormal=False
        )
    if schema["type"] == "array" and "prefixItems" in schema:
        return st.tuples(*[_values(item, most) for item in schema["prefixItems"]]).map(list)
    if schema["type"] == "array":
        return st.lists(
            _values(schema["items"], most),
            min_size=schema.get("minItems", 0),
            max_size=schema.get("maxItems", 5),
            unique="enum" in schema["items"],
        )
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    texts = st.text(
        st.characters(codec="utf-8"),
        min_size=schema.get("minLength", 0),
        max_size=min(200, schema.get("maxLength", 20)),
    )
    return {"boolean": st.booleans(), "null": st.none(), "string": texts}[schema["type"]]


def data_at_hand() -> list[str]:
    """Every data set that needs no file of a person and nothing from the network."""
    found = []
    for name, kind in entries("datasets").items():
        dataset = kind.model_validate({})
        assert isinstance(dataset, Dataset)
        with suppress(DataError):
            dataset.info()
            found.append(name)
    return found


def project(*layers: Json, data: str = "circle", head: str = "linear", **training: Any) -> Json:
    """A chain: input, the layers, output. A layer that joins takes the node before it twice."""
    nodes: list[Json] = [{"id": "x", "layer": {"type": "input"}}]
    edges: list[Json] = []
    for index, layer in enumerate([*layers, {"type": "output", "head": head}]):
        name = f"n{index}" if index < len(layers) else "y"
        edges.append({"source": nodes[-1]["id"], "target": name})
        if layer["type"] in ("add", "concat"):
            edges.append({"source": nodes[-1]["id"], "target": name, "handle": 1})
        nodes.append({"id": name, "layer": layer})
    return {
        "torchground": 1,
        "title": "A chain",
        "network": {"nodes": nodes, "edges": edges},
        "data": {"type": data},
        "training": {"batch_size": 16, "epochs": 2, "seed": 1, **training},
    }
