"""Bodies are read strictly, and a text that is none gets a sentence."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchground.server.jsonbody import MAX_FIELDS, BadJson, read_json, unfit_shape

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_json_is_read_as_it_was_written(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_a_sentence(data: bytes) -> None:
    with contextlib.suppress(BadJson):
        read_json(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1,]",
        "{'a': 1}",
        '"\\ud800"',
        "[" * 100_000,
        '{"a":' * 100_000,
        "[" * 66 + "]" * 66,
    ],
)
def test_what_cannot_be_json_is_refused(text: str) -> None:
    with pytest.raises(BadJson):
        read_json(text)


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "9" * 1000, "1e400", "-0", "NaN"])
def test_odd_numbers_and_repeated_keys_are_somebody_elses_to_judge(text: str) -> None:
    read_json(text)


@pytest.mark.parametrize(("depth", "deep"), [(0, False), (63, False), (64, False), (65, True)])
def test_depth_counts_containers_inside_one_another(depth: int, deep: bool) -> None:
    lists: object = 1
    for _ in range(depth):
        lists = [lists]
    assert (unfit_shape(lists, 64, 1) is not None) is deep
    objects: object = 1
    for _ in range(depth):
        objects = {"a": objects}
    assert (unfit_shape(objects, 64, 1) is not None) is deep


@pytest.mark.parametrize(
    ("fields", "wide"), [(0, False), (MAX_FIELDS, False), (MAX_FIELDS + 1, True)]
)
@pytest.mark.parametrize("inside", ["{}", "[1, {}]", '{{"a": {}}}'])
def test_an_object_has_so_many_fields_at_most_wherever_it_lies(
    fields: int, wide: bool, inside: str
) -> None:
    text = inside.format(json.dumps({f"k{number}": 1 for number in range(fields)}))
    with pytest.raises(BadJson, match=f"{fields} fields") if wide else contextlib.nullcontext():
        read_json(text)
