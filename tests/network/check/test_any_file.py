"""The check gives a report for any file and never raises. What it calls ok can be built and trained."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.network.check.fixing import fixed
from tests.network.check.random_graphs import random_inputs, random_project
from torchground.catalogue.bases.entries import entries
from torchground.network.build import build
from torchground.network.check.checking import resolve
from torchground.network.check.problems import Report

Json = dict[str, Any]

NAMES = st.sampled_from(
    [
        "type",
        "id",
        "layer",
        "nodes",
        "edges",
        "network",
        "data",
        "training",
        "source",
        "target",
        "handle",
        "lr",
        "view",
        "blocks",
    ]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([-1, 0, 2**31, 2**63, 10**400, -(2**70)]),
    st.floats(),
    st.text(st.characters(), max_size=8),
    st.just("\ud800"),
    st.sampled_from([*entries("layers"), *entries("datasets"), "x", "y"]),
)
ANYTHING = st.recursive(
    LEAVES,
    lambda below: (
        st.lists(below, max_size=5)
        | st.dictionaries(NAMES | st.text(max_size=5), below, max_size=6)
    ),
    max_leaves=30,
)


def assert_answers(file: object) -> Report:
    """Checks what the check promises for any file."""
    before = copy.deepcopy(file)
    project, report = resolve(file)
    assert repr(file) == repr(before), "the check changed the file"
    errors = [problem for problem in report.problems if problem.severity == "error"]
    assert report.ok == (not errors) == (project is not None)
    assert json.loads(report.model_dump_json())["ok"] == report.ok
    assert all(0 < len(problem.sentence) < 600 for problem in report.problems)
    if project is not None:
        network = build(project).train()
        outputs = network(random_inputs(project, 2))
        assert outputs.shape == (2, *project.wanted)
        outputs.sum().backward()
        json.dumps(project.file, allow_nan=False)
    return report


@settings(max_examples=300)
@given(ANYTHING)
def test_any_json_gets_an_answer(file: object) -> None:
    assert_answers(file)


@settings(max_examples=100)
@given(
    st.fixed_dictionaries(
        {}, optional={"network": ANYTHING, "data": ANYTHING, "training": ANYTHING}
    )
)
def test_any_parts_of_a_project_get_an_answer(file: Json) -> None:
    assert_answers(file)


PLACES = st.integers(0, 10**6)


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a file, except the file itself."""
    below = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [at for key, item in below for at in ((*place, key), *places(item, (*place, key)))]


def inside(file: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        file = file[step]
    return file


def mutate(file: Json, data: st.DataObject) -> None:
    """Makes one random change: another value, a copy of another part, a removed part, or a repeated part."""
    known = places(file)
    *way, last = data.draw(st.sampled_from(known), "place")
    holder = inside(file, tuple(way))
    sort = data.draw(st.sampled_from(["value", "part", "delete", "twice", "rename"]), "sort")
    if sort == "value":
        holder[last] = data.draw(ANYTHING, "value")
    elif sort == "part":
        holder[last] = copy.deepcopy(inside(file, data.draw(st.sampled_from(known), "part")))
    elif sort == "delete":
        del holder[last]
    elif isinstance(holder, list):
        holder.append(copy.deepcopy(holder[last]))
    else:
        holder[data.draw(NAMES, "name")] = holder.pop(last)


@settings(max_examples=300)
@given(seed=st.integers(0, 500), count=st.integers(1, 4), data=st.data())
def test_a_spoiled_project_gets_an_answer(seed: int, count: int, data: st.DataObject) -> None:
    file = random_project(seed, num_nodes=4)
    for _ in range(count):
        if places(file):
            mutate(file, data)
    assert_answers(file)


@settings(max_examples=100)
@given(seed=st.integers(0, 500), data=st.data())
def test_pressing_any_button_gives_a_file_that_gets_an_answer(
    seed: int, data: st.DataObject
) -> None:
    file = random_project(seed, num_nodes=4)
    mutate(file, data)
    for _ in range(4):
        fixes = [fix for problem in assert_answers(file).problems for fix in problem.fixes]
        if not fixes:
            return
        file = fixed(file, data.draw(st.sampled_from(fixes), "fix"))


TYPES = st.sampled_from(sorted(entries("layers")))


@st.composite
def drawings(draw: st.DrawFn) -> Json:
    """Random nodes with random wires. Most of these drawings have problems."""
    count = draw(st.integers(0, 7))
    names = [f"n{index}" for index in range(count)]
    ends = st.sampled_from([*names, "missing"])
    wires = st.fixed_dictionaries(
        {"source": ends, "target": ends}, optional={"handle": st.integers(0, 3)}
    )
    return {
        "network": {
            "nodes": [{"id": name, "layer": {"type": draw(TYPES)}} for name in names],
            "edges": draw(st.lists(wires, max_size=12)),
        },
        "data": {"type": draw(st.sampled_from(["circle", "digits", "sine"]))},
    }


@settings(max_examples=300)
@given(drawings())
def test_any_drawing_gets_an_answer(file: Json) -> None:
    assert_answers(file)


def test_objects_that_are_no_json_get_an_answer() -> None:
    loop: Json = {}
    loop["view"] = loop
    for strange in (
        loop,
        {1: 2},
        {"network": {3: 4}},
        object(),
        b"bytes",
        {"title": object()},
        {"view": {"a": b""}},
    ):
        assert not resolve(strange)[1].ok
