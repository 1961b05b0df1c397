"""Random fields of an entry, drawn from its own JSON Schema."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from torchground.catalogue.bases.entry import Entry

Json = dict[str, Any]


def fields(kind: type[Entry], *, most: int = 12) -> st.SearchStrategy[Json]:
    """Random fields that the schema accepts. Integers are at most ``most``."""
    schema = kind.model_json_schema()
    drawn = {n: _values(s, most) for n, s in schema["properties"].items() if n != "type"}
    needed = {name: drawn.pop(name) for name in schema.get("required", []) if name in drawn}
    return st.fixed_dictionaries({"type": st.just(kind.type_id()), **needed}, optional=drawn)


def least(kind: type[Entry]) -> Json:
    """An entry with only its type and the fields that have no default."""
    schema = kind.model_json_schema()
    needed = [name for name in schema.get("required", []) if name != "type"]
    return {"type": kind.type_id()} | {n: _example(schema["properties"][n]) for n in needed}


def longest_text(schema: Json) -> int:
    """The length of the longest text that a field accepts."""
    own: int = schema.get("maxLength", 0)
    return max([own, *map(longest_text, schema.get("anyOf", []))])


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
