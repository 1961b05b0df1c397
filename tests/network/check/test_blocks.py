"""Blocks are how the page shows a network: whatever stands there, the network that is trained is the same."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.network.check.fixing import fixed
from torchground.network.check.checking import check, resolve
from torchground.network.migrate import migrate, needed
from torchground.network.spec import MOST_BLOCKS
from torchground.testing.drawings import project

Json = dict[str, Any]
GOOD = project(*[{"type": "linear"}, {"type": "tanh"}] * 4, data="spiral")
IDS = [node["id"] for node in GOOD["network"]["nodes"]]


def drawn(*blocks: Any) -> Json:
    return {**copy.deepcopy(GOOD), "blocks": list(blocks)}


def block(name: str, *nodes: str, **more: Any) -> Json:
    return {"name": name, "nodes": list(nodes), **more}


def warned(*blocks: Any) -> list[str]:
    report = check(drawn(*blocks))
    assert report.ok, report.problems
    return [problem.sentence for problem in report.problems]


def test_blocks_beside_and_inside_one_another_are_good() -> None:
    assert warned(block("A", *IDS[1:5]), block("B", *IDS[1:3]), block("C", *IDS[5:7])) == []


def test_what_is_trained_does_not_depend_on_blocks() -> None:
    plain, _ = resolve(copy.deepcopy(GOOD))
    folded, _ = resolve(drawn(block("A", *IDS[1:5], folded=True)))
    assert plain is not None
    assert folded is not None
    assert folded.nodes == plain.nodes
    assert folded.training == plain.training


def test_a_file_says_the_first_version_that_can_read_it() -> None:
    assert migrate(copy.deepcopy(GOOD))["torchground"] == 1
    assert migrate({**GOOD, "blocks": []})["torchground"] == 1
    assert migrate({**drawn(block("A", *IDS[1:3])), "torchground": 1})["torchground"] == 2
    project, _ = resolve(drawn(block("A", *IDS[1:3])))
    assert project is not None
    assert project.file["torchground"] == needed(project.file) == 2
    assert project.file["blocks"] == [block("A", *IDS[1:3])]


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([block("A", IDS[1], "gone")], "does not have"),
        ([block("A", "gone")], "no node of the block"),
        ([block("A", IDS[1], IDS[1])], "more than once"),
        ([block("A", *IDS[1:3]), block("B", *IDS[1:3])], "inside itself"),
        ([block("A", *IDS[1:3]), block("B", IDS[2], IDS[1])], "inside itself"),
        ([block("A", *IDS[1:4]), block("B", *IDS[3:6])], "not the others"),
        ([block("A", *IDS[1:3]), block("A", IDS[3])], "another name"),
    ],
)
def test_a_block_that_cannot_be_shown_is_a_warning_with_a_fix(
    blocks: list[Json], words: str
) -> None:
    file = drawn(*blocks)
    report = check(file)
    assert report.ok
    (problem,) = report.problems
    assert words in problem.sentence
    assert problem.severity == "warning"
    for fix in problem.fixes:
        assert check(fixed(file, fix)).problems == []


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ("all", "blocks"),
        (["x"], "blocks[0]"),
        ([{"name": "A"}], "blocks[0].nodes"),
        ([{"name": "", "nodes": ["h1"]}], "blocks[0].name"),
        ([{"name": "A", "nodes": []}], "blocks[0].nodes"),
        ([{"name": "A", "nodes": [3]}], "blocks[0].nodes[0]"),
        ([{"name": "A", "nodes": ["h1"], "blocks": []}], "blocks[0].blocks"),
        ([block("A", IDS[1])] * (MOST_BLOCKS + 1), "blocks"),
    ],
)
def test_what_is_no_block_is_a_problem_at_its_place(blocks: Any, place: str) -> None:
    report = check({**copy.deepcopy(GOOD), "blocks": blocks})
    assert not report.ok
    assert [problem.place for problem in report.problems] == [place]


def test_copies_of_a_block_share_its_name() -> None:
    assert warned(block("A", *IDS[1:3]), block("A", *IDS[3:5])) == []


def test_a_block_and_the_blocks_that_repeat_in_it_share_a_name() -> None:
    assert warned(block("A", *IDS[1:5]), block("A", *IDS[1:3]), block("A", *IDS[3:5])) == []


BLOCKS = st.lists(
    st.builds(
        block,
        st.sampled_from(["A", "B"]),
        *[st.sampled_from([*IDS, "gone"])] * 3,
        folded=st.booleans(),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_the_fixes_of_any_blocks_end_in_blocks_without_a_problem(blocks: list[Json]) -> None:
    file = drawn(*blocks)
    for _ in range(40):
        report = check(file)
        assert report.ok
        assert report.num_params == check(GOOD).num_params
        if not report.problems:
            return
        file = fixed(file, report.problems[0].fixes[0])
    raise AssertionError(report.problems)
