"""Graph algorithms for nodes and wires: topological order, cycles, reachability. Not recursive, linear time."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence


def ordered(names: Sequence[str], targets: Mapping[str, Sequence[str]]) -> list[str]:
    """The names in topological order: each comes after all that lead to it, and ties follow the order of ``names``.
    Names in a cycle and after one are left out."""
    place = {name: index for index, name in enumerate(names)}
    waiting = dict.fromkeys(names, 0)
    for name in names:
        for target in targets.get(name, ()):
            waiting[target] += 1
    ready = [place[name] for name in names if waiting[name] == 0]
    order: list[str] = []
    while ready:
        name = names[heapq.heappop(ready)]
        order.append(name)
        for target in targets.get(name, ()):
            waiting[target] -= 1
            if waiting[target] == 0:
                heapq.heappush(ready, place[target])
    return order


def circles(names: Sequence[str], targets: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """One cycle for each strongly connected component, with its nodes in the order of the wires."""
    return [_round(knot, targets) for knot in _knots(names, targets) if len(knot) > 1]


def reached(start: str, targets: Mapping[str, Sequence[str]]) -> set[str]:
    """All nodes that can be reached from ``start``, and ``start`` itself."""
    seen = {start}
    waiting = [start]
    while waiting:
        for target in targets.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _round(knot: Iterable[str], targets: Mapping[str, Sequence[str]]) -> list[str]:
    """A cycle inside a strongly connected component: follows wires until a node comes again."""
    inside = set(knot)
    walk = [next(iter(knot))]
    seen = {walk[0]: 0}
    while True:
        following = next(target for target in targets[walk[-1]] if target in inside)
        if following in seen:
            return walk[seen[following] :]
        seen[following] = len(walk)
        walk.append(following)


def _knots(names: Sequence[str], targets: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Strongly connected components (Tarjan 1972). The nodes of each are in the order of ``names``."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_nodes: list[str] = []
    is_open: set[str] = set()
    knots: list[list[str]] = []
    place = {name: at for at, name in enumerate(names)}
    for root in names:
        if root in index:
            continue
        walk = [(root, iter(targets.get(root, ())))]
        index[root] = low[root] = len(index)
        open_nodes.append(root)
        is_open.add(root)
        while walk:
            name, rest = walk[-1]
            target = next(rest, None)
            if target is None:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[name])
                if low[name] == index[name]:
                    knots.append(_closed(name, open_nodes, is_open, place))
            elif target not in index:
                index[target] = low[target] = len(index)
                open_nodes.append(target)
                is_open.add(target)
                walk.append((target, iter(targets.get(target, ()))))
            elif target in is_open:
                low[name] = min(low[name], index[target])
    return knots


def _closed(
    name: str, open_nodes: list[str], is_open: set[str], place: Mapping[str, int]
) -> list[str]:
    knot: list[str] = []
    while not knot or knot[-1] != name:
        knot.append(open_nodes.pop())
        is_open.discard(knot[-1])
    return sorted(knot, key=place.__getitem__)
