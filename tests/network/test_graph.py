"""The order and the cycles of random graphs, compared with their definitions."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from torchground.network.graph import circles, ordered, reached

NAMES = [f"n{index}" for index in range(9)]
GRAPHS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=20)


def targets_of(wires: list[tuple[str, str]]) -> dict[str, list[str]]:
    targets: dict[str, list[str]] = {}
    for source, target in wires:
        if source != target:
            targets.setdefault(source, []).append(target)
    return targets


@given(GRAPHS)
def test_an_order_puts_each_after_all_that_lead_to_it(wires: list[tuple[str, str]]) -> None:
    targets = targets_of(wires)
    order = ordered(NAMES, targets)
    place = {name: index for index, name in enumerate(order)}
    for source, ends in targets.items():
        for target in ends:
            if target in place:
                assert place[source] < place[target]
    left_out = set(NAMES) - set(order)
    assert left_out == {
        name
        for name in NAMES
        if any(name in reached(circle[0], targets) for circle in circles(NAMES, targets))
    }


@given(GRAPHS)
def test_a_circle_is_a_round_walk_along_wires(wires: list[tuple[str, str]]) -> None:
    targets = targets_of(wires)
    found = circles(NAMES, targets)
    for circle in found:
        assert len(set(circle)) == len(circle) > 1
        for source, target in zip(circle, [*circle[1:], circle[0]], strict=True):
            assert target in targets[source]
    in_some = {
        name for name in NAMES if any(name in reached(t, targets) for t in targets.get(name, []))
    }
    for name in in_some:
        assert any(circle[0] in reached(name, targets) for circle in found)


def test_ties_are_broken_by_the_order_of_the_file() -> None:
    assert ordered(["c", "a", "b"], {"c": ["b"], "a": ["b"]}) == ["c", "a", "b"]


def test_long_chains_need_no_recursion() -> None:
    names = [str(index) for index in range(5000)]
    targets = {name: [after] for name, after in pairwise(names)}
    assert ordered(names, targets) == names
    assert circles(names, targets) == []
    targets[names[-1]] = [names[0]]
    assert len(circles(names, targets)[0]) == 5000
