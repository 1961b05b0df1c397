"""Describes in words which values a field accepts, from its JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torchground.network.check.findings import shown_value
from torchground.words import Sentence, template

OR_EMPTY = template("accepted.or_empty", "{accepted}, or empty")
CHOICES = template("accepted.choices", "{choices:or}")
WHOLE_NUMBER = template("accepted.whole_number", "a whole number")
NUMBER = template("accepted.number", "a number")
BETWEEN = template("accepted.between", "{number} from {low} to {high}")
AT_LEAST = template("accepted.at_least", "{number} of at least {low}")
AT_MOST = template("accepted.at_most", "{number} of at most {high}")
ABOVE = template("accepted.above", "{number} above {low}")
ABOVE_AT_MOST = template("accepted.above_at_most", "{number} above {low} and at most {high}")
HASH = template("accepted.hash", "the hash of a file: 64 of the characters 0 to 9 and a to f")
HASH_OR_PATH = template(
    "accepted.hash_or_path",
    "the hash of a file: 64 of the characters 0 to 9 and a to f, or ./ and the path of a file beside the project file",
)
SHORT_NAME = template(
    "accepted.short_name", "a short name of letters, digits, - and _ (at most 40)"
)
TEXT = template("accepted.text", "text")
SHORT_TEXT = template("accepted.short_text", "text of at most {longest} characters")
LIST_OF = template("accepted.list_of", "a list of {count}: each {item}")
LIST = template("accepted.list", "a list: each {item}")
YES_OR_NO = template("accepted.yes_or_no", "true or false")
OBJECT = template("accepted.object", "an object")
ANOTHER = template("accepted.another", "another value")

Schema = Mapping[str, Any]


def accepted(schema: Schema) -> Sentence:
    """Which values a schema accepts, in words: ``a whole number from 1 to 4,096``."""
    one = _accepted(schema)
    return OR_EMPTY(accepted=one) if schema.get("nullable") else one


def _accepted(schema: Schema) -> Sentence:
    if "const" in schema or "enum" in schema:
        choices = schema.get("enum", [schema.get("const")])
        return CHOICES(choices=[f"“{choice}”" for choice in choices])
    kind = schema.get("type")
    if kind in ("integer", "number"):
        return _within(WHOLE_NUMBER() if kind == "integer" else NUMBER(), schema)
    if kind == "string":
        return _text(schema)
    if kind == "array" and "prefixItems" in schema:
        items = schema["prefixItems"]
        return LIST_OF(count=len(items), item=accepted(items[0]))
    if kind == "array":
        return LIST(item=accepted(schema.get("items", {})))
    return {"boolean": YES_OR_NO, "object": OBJECT}.get(str(kind), ANOTHER)()


def _text(schema: Schema) -> Sentence:
    longest, pattern = schema.get("maxLength"), str(schema.get("pattern", ""))
    if "[0-9a-f]{64}" in pattern:
        return HASH_OR_PATH() if "./" in pattern.replace("\\", "") else HASH()
    if pattern:
        return SHORT_NAME()
    return SHORT_TEXT(longest=longest) if longest else TEXT()


def _within(number: Sentence, schema: Schema) -> Sentence:
    bounds = (schema.get(name) for name in ("minimum", "exclusiveMinimum", "maximum"))
    low, above, high = (None if bound is None else shown_value(bound) for bound in bounds)
    if above is not None:
        if high is None:
            return ABOVE(number=number, low=above)
        return ABOVE_AT_MOST(number=number, low=above, high=high)
    if low is not None and high is not None:
        return BETWEEN(number=number, low=low, high=high)
    if low is not None:
        return AT_LEAST(number=number, low=low)
    return number if high is None else AT_MOST(number=number, high=high)
