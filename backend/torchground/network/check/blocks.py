"""Checks the blocks: nodes that the page shows as one card. Training does not need them, so most problems are warnings.

Two blocks may lie one inside the other or apart. Everything else is a warning, and its fix keeps all nodes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from torchground.network.check.fields import read_fields
from torchground.network.check.findings import Findings, Place, shown_value
from torchground.network.check.problems import Fix, SetField
from torchground.network.spec import MOST_BLOCKS, BlockFile
from torchground.words import template

BLOCKS: Place = ("blocks",)
A_BLOCK = template("blocks.a_block", "a block")
NO_LIST = template("blocks.no_list", "blocks must be a list, got {came}; leave it out")
NO_OBJECT = template(
    "blocks.no_object", "a block is an object with name and nodes, got {came}; leave it out"
)
TOO_MANY = template(
    "blocks.too_many",
    "the project has {count:,} blocks; it can have at most {most}, so undo some of them",
)
NO_SUCH_NODES = template(
    "blocks.no_such_nodes",
    "the block {name:quoted} names {missing:and}, which the network does not have; leave them out",
)
NOTHING_LEFT = template(
    "blocks.nothing_left",
    "the network has no node of the block {name:quoted}; remove the block",
)
TWICE = template(
    "blocks.twice", "the block {name:quoted} names {twice:and} more than once; name each node once"
)
INSIDE_ITSELF = template(
    "blocks.inside_itself",
    "the blocks {other:quoted} and {name:quoted} have the same nodes, so one would lie inside itself; keep one of them",
)
ACROSS = template(
    "blocks.across",
    "the block {name:quoted} has some nodes of the block {other:quoted} and not the others; a block has all of "
    "another one or nothing of it, so it is not shown: remove one of them",
)
SAME_NAME = template(
    "blocks.same_name",
    "two blocks with different layers are called {name:quoted}; give one another name, so that they can be told apart",
)
SHOWN_IDS = 5
"""The most ids that a sentence lists."""


@dataclass(frozen=True)
class _Block:
    at: int
    name: str
    nodes: tuple[str, ...]
    own: frozenset[str]

    @property
    def place(self) -> Place:
        return (*BLOCKS, self.at)


def check_blocks(opened: Mapping[str, Any], found: Findings) -> None:
    """Adds the problems of a file's blocks."""
    listed = opened.get("blocks", [])
    if not isinstance(listed, list):
        fix = SetField(title="Leave the blocks out", place=[*BLOCKS], value=None)
        found.error(BLOCKS, NO_LIST(came=shown_value(listed)), fixes=[fix])
        return
    if len(listed) > MOST_BLOCKS:
        found.error(BLOCKS, TOO_MANY(count=len(listed), most=MOST_BLOCKS))
        return
    layers = _layers(opened.get("network"))
    kept: list[_Block] = []
    for at, item in enumerate(listed):
        block = _read(at, item, found)
        if block is None:
            continue
        whole = _check_nodes(block, layers, found)
        if whole and _check_apart(whole, kept, layers, found):
            kept.append(whole)


def _layers(network: object) -> dict[str, Any]:
    """The layer of each node, as far as the network can be read."""
    nodes = network.get("nodes") if isinstance(network, dict) else None
    return {
        node["id"]: node.get("layer")
        for node in (nodes if isinstance(nodes, list) else [])
        if isinstance(node, dict) and isinstance(node.get("id"), str)
    }


def _read(at: int, item: object, found: Findings) -> _Block | None:
    place = (*BLOCKS, at)
    if not isinstance(item, dict):
        fixes = [_remove(place, "Leave it out")]
        found.error(place, NO_OBJECT(came=shown_value(item)), fixes=fixes)
        return None
    before = found.num_errors
    read = read_fields(BlockFile, A_BLOCK(), item, place, found)
    if found.num_errors > before:
        return None
    return _Block(at, read["name"], tuple(read["nodes"]), frozenset(read["nodes"]))


def _check_nodes(block: _Block, layers: Mapping[str, Any], found: Findings) -> _Block | None:
    """The block with each node that the network has, once. None where none is left."""
    once = tuple(dict.fromkeys(block.nodes))
    there = tuple(name for name in once if name in layers)
    if not there:
        fixes = [_remove(block.place)]
        found.warn(block.place, NOTHING_LEFT(name=block.name), fixes=fixes)
        return None
    fixes = [_set((*block.place, "nodes"), f"Keep the nodes of {block.name} that are there", there)]
    if len(there) < len(once):
        missing = [name for name in once if name not in layers][:SHOWN_IDS]
        found.warn(block.place, NO_SUCH_NODES(name=block.name, missing=missing), fixes=fixes)
    elif len(once) < len(block.nodes):
        counts = Counter(block.nodes)
        twice = [name for name, count in counts.items() if count > 1][:SHOWN_IDS]
        found.warn(block.place, TWICE(name=block.name, twice=twice), fixes=fixes)
    return _Block(block.at, block.name, there, frozenset(there))


def _check_apart(
    block: _Block, others: Sequence[_Block], layers: Mapping[str, Any], found: Findings
) -> bool:
    """Whether the block lies inside, around or beside each of the blocks before it."""
    own = block.own
    for other in others:
        theirs = other.own
        if own == theirs:
            sentence = INSIDE_ITSELF(name=block.name, other=other.name)
        elif own & theirs and not own < theirs and not theirs < own:
            sentence = ACROSS(name=block.name, other=other.name)
        else:
            continue
        fixes = [_remove(block.place, f"Remove the block {block.name}"), _remove(other.place)]
        found.warn(block.place, sentence, fixes=fixes[:1] if own == theirs else fixes)
        return False
    _check_name(block, others, layers, found)
    return True


def _check_name(
    block: _Block, others: Sequence[_Block], layers: Mapping[str, Any], found: Findings
) -> None:
    def inside(one: _Block) -> list[Any]:
        return [layers[name] for name in one.nodes]

    # Eight blocks that repeat lie in one block of their name.
    like = [one for one in others if one.name == block.name and not one.own & block.own]
    if any(inside(other) != inside(block) for other in like):
        taken = {other.name for other in others}
        number = next(n for n in range(2, MOST_BLOCKS + 2) if f"{block.name[:56]} {n}" not in taken)
        name = f"{block.name[:56]} {number}"
        fixes = [_set((*block.place, "name"), f"Call it {name}", name)]
        found.warn((*block.place, "name"), SAME_NAME(name=block.name), fixes=fixes)


def _remove(place: Place, title: str = "Remove the block") -> Fix:
    return SetField(title=title, place=[*place], value=None)


def _set(place: Place, title: str, value: str | Sequence[str]) -> Fix:
    if isinstance(value, str):
        return SetField(title=title, place=[*place], value=value)
    items: list[JsonValue] = [*value]
    return SetField(title=title, place=[*place], value=items)
