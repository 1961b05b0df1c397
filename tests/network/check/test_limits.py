"""Limits at their value and one beside it, and extreme numbers in every field of every entry."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES
from torchground.network.check.checking import check
from torchground.network.check.findings import MOST_PROBLEMS
from torchground.network.check.problems import Report
from torchground.network.limits import LIMITS, Limits
from torchground.network.spec import EdgeFile, NodeFile, TrainingFile
from torchground.testing.drawings import project

Json = dict[str, Any]


def says(report: Report, words: str) -> bool:
    return any(words in problem.sentence for problem in report.problems)


def chain(num_nodes: int) -> Json:
    return project(*[{"type": "relu"}] * (num_nodes - 2))


def wide(num_edges: int) -> Json:
    """A project with few nodes and ``num_edges`` wires, made of Concat layers."""
    file: Json = {
        "network": {"nodes": [{"id": "x", "layer": {"type": "input"}}], "edges": []},
        "data": {"type": "xor"},
    }
    nodes, edges = file["network"]["nodes"], file["network"]["edges"]
    left, last = num_edges - 1, "x"
    while left > 0:
        count = left if left <= 16 else min(16, left - 2)
        name = f"c{len(nodes)}"
        nodes.append({"id": name, "layer": {"type": "concat"}})
        edges += [{"source": "x", "target": name, "handle": handle} for handle in range(count - 1)]
        edges.append({"source": last, "target": name, "handle": count - 1})
        left, last = left - count, name
    nodes.append({"id": "y", "layer": {"type": "output"}})
    edges.append({"source": last, "target": "y"})
    assert len(edges) == num_edges
    return file


@pytest.mark.parametrize("beside", [-1, 0, 1])
def test_the_limit_of_nodes(beside: int) -> None:
    report = check(chain(LIMITS.nodes + beside))
    assert report.ok == (beside <= 0)
    assert says(report, "201 nodes and may have at most 200") == (beside > 0)


@pytest.mark.parametrize("beside", [-1, 0, 1])
def test_the_limit_of_wires(beside: int) -> None:
    report = check(wide(LIMITS.edges + beside))
    assert report.ok == (beside <= 0), [problem.sentence for problem in report.problems]
    assert says(report, "401 edges and may have at most 400") == (beside > 0)


def params_of(units: list[int]) -> int:
    return sum((before + 1) * after for before, after in zip([2, *units], [*units, 2], strict=True))


@pytest.mark.parametrize("beside", [-1, 0, 1])
def test_the_limit_of_params(beside: int, monkeypatch: pytest.MonkeyPatch) -> None:
    file = project(*[{"type": "linear", "out_features": 4096}] * 3)
    limit = params_of([4096] * 3) - beside
    monkeypatch.setattr("torchground.network.check.budget.LIMITS", Limits(params=limit))
    report = check(file)
    assert report.num_params == params_of([4096] * 3)
    assert report.ok == (beside <= 0)
    assert says(report, f"may have at most {limit:,}") == (beside > 0)


def test_a_billion_params_are_refused_by_arithmetic_and_the_button_helps() -> None:
    file = project(*[{"type": "linear", "out_features": 4096}] * 64)
    report = check(file)
    assert report.num_params > 10**9
    assert says(report, "may have at most 50,000,000")
    small = project(*[{"type": "linear", "out_features": 4096}] * 4)
    fix = check(small).problems[0].fixes[0]
    assert fix.action == "set_field"
    index, value = fix.place[2], fix.value
    assert isinstance(index, int)
    small["network"]["nodes"][index]["layer"]["out_features"] = value
    assert check(small).ok


@pytest.mark.parametrize("beside", [-1, 0, 1])
def test_the_limit_of_activations(beside: int, monkeypatch: pytest.MonkeyPatch) -> None:
    file = project({"type": "linear", "out_features": 100})
    needed = 4 * 16 * (2 + 100 + 2)
    monkeypatch.setattr(
        "torchground.network.check.budget.LIMITS", Limits(activation_bytes=needed - beside)
    )
    report = check(file)
    assert report.activation_bytes == needed
    assert report.ok == (beside <= 0)
    if beside > 0:
        fix = report.problems[0].fixes[0]
        assert fix.action == "set_field"
        assert (fix.place, fix.value) == (["training", "batch_size"], 15)


def test_enormous_pictures_are_refused_by_arithmetic() -> None:
    layers = [{"type": "conv2d", "out_channels": 1024, "kernel_size": 1, "padding": 32}] * 40
    report = check(project(*layers, {"type": "flatten"}, data="digits"))
    assert not report.ok
    assert report.activation_bytes > 10**12
    assert says(report, "are allowed")


@pytest.mark.parametrize(
    "layer",
    [
        {"type": "lstm", "hidden_size": 512, "num_layers": 4, "returns": "last"},
        {"type": "transformer_encoder_layer", "nhead": 1, "dim_feedforward": 4096},
        {"type": "multihead_attention", "num_heads": 1},
    ],
    ids=["lstm", "block", "attention"],
)
def test_what_a_layer_keeps_of_every_step_counts(layer: Json) -> None:
    file = project(layer, {"type": "select_step"}, data="recall", batch_size=1)
    if layer["type"] == "lstm":
        file = project(layer, data="recall", batch_size=1)
    one = check(file).activation_bytes
    assert one > 3 * 4 * 60 * 5
    file["data"] = {"type": "recall", "num_samples": 5000, "steps": 120}
    file["training"]["batch_size"] = 2**31 // one
    assert not check(file).ok


@pytest.mark.parametrize("beside", [-1, 0, 1])
def test_the_limit_of_depth(beside: int) -> None:
    view: Json = {}
    for _ in range(LIMITS.json_depth - 1 + beside):
        view = {"a": view}
    report = check({**chain(3), "view": view})
    assert report.ok == (beside <= 0)
    assert says(report, "nested deeper than 64") == (beside > 0)


def test_a_file_of_too_many_values_is_refused() -> None:
    report = check({**chain(3), "view": {"a": [0] * LIMITS.json_items}})
    assert says(report, "more than 200,000 values")
    assert not report.ok


def test_a_hundred_thousand_nodes_are_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(*_: object) -> None:
        raise AssertionError("a node was read")

    monkeypatch.setattr("torchground.network.check.wiring._read_node", unread)
    file = chain(3)
    file["network"]["nodes"] *= 40_000
    report = check(file)
    assert says(report, "120,000 nodes and may have at most 200")
    assert len(report.problems) == 1


def test_a_file_full_of_problems_lists_the_first_ones() -> None:
    file = chain(200)
    for node in file["network"]["nodes"]:
        node["layer"] = {f"field{index}": index for index in range(50)} | {"type": "relu"}
    report = check(file)
    assert len(report.problems) == 201
    assert "more problems" in report.problems[-1].sentence


def test_the_limits_are_as_promised() -> None:
    assert Limits(200, 400, 50_000_000, 2 * 2**30, 64, 200_000) == LIMITS


# ---- every number of every field -----------------------------------------------------------------

STRANGE = [
    -1,
    0,
    2**31 - 1,
    2**31,
    2**63,
    10**400,
    -(2**63),
    1e308,
    -0.0,
    math.nan,
    math.inf,
    -math.inf,
    True,
    "1",
]


def fields_with_numbers() -> list[Any]:
    """Every number in a file, with its schema: ``(name, how to set it, schema)``."""
    found: list[Any] = []
    for family in [
        name for name in FAMILIES if name != "probes"
    ]:  # probes are not in project files
        for kind in entries(family).values():
            for name, schema in kind.model_json_schema()["properties"].items():
                for branch in schema.get("anyOf", [schema]):
                    if branch.get("type") in ("integer", "number"):
                        param = (family, kind.type_id(), name, branch)
                        found.append(pytest.param(*param, id=f"{kind.type_id()}-{name}"))
    return found


def file_with(family: str, type_id: str, name: str, value: Any) -> tuple[Json, str]:
    entry = {"type": type_id, name: value}
    if family == "layers":
        return project(entry), f"network.nodes[1].layer.{name}"
    if family == "datasets":
        return {**project(), "data": entry}, f"data.{name}"
    if family == "augmentations":
        return project(augmentations=[entry]), f"training.augmentations[0].{name}"
    place = {
        "losses": "loss",
        "optimizers": "optimizer",
        "tasks": "task",
        "schedulers": "scheduler",
        "initializers": "initializer",
    }[family]
    return project(**{place: entry}), f"training.{place}.{name}"


def accepts(schema: Json, value: Any) -> bool:
    """Whether the value is in the schema's range."""
    if isinstance(value, (bool, str)) or (schema["type"] == "integer" and isinstance(value, float)):
        return False
    low, above = schema.get("minimum", -math.inf), schema.get("exclusiveMinimum")
    return bool(low <= value <= schema["maximum"] and (above is None or value > above))


@pytest.mark.parametrize(("family", "type_id", "name", "schema"), fields_with_numbers())
def test_every_number_is_accepted_within_its_range_only(
    family: str, type_id: str, name: str, schema: Json
) -> None:
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    step = 1 if schema["type"] == "integer" else 1e-9 * max(1.0, abs(schema["maximum"]))
    edges = [low - step, low, low + step, schema["maximum"], schema["maximum"] + step]
    for value in [*edges, *STRANGE]:
        file, place = file_with(family, type_id, name, value)
        complains = any(problem.place == place for problem in check(file).problems)
        assert complains != accepts(schema, value), f"{name} = {value!r}"


@pytest.mark.parametrize("value", STRANGE)
@pytest.mark.parametrize(
    "name", ["batch_size", "epochs", "seed", "l1", "l2", "clip_grad_norm", "clip_grad_value"]
)
def test_every_setting_of_training_is_accepted_within_its_range_only(name: str, value: Any) -> None:
    schema = TrainingFile.model_json_schema()["properties"][name]
    schema = next(
        (branch for branch in schema.get("anyOf", []) if branch["type"] != "null"), schema
    )
    said = [p for p in check(project(**{name: value})).problems if p.place == f"training.{name}"]
    if name == "batch_size" and accepts(schema, value):
        assert not said or "larger than" in said[0].sentence
    else:
        assert bool(said) != accepts(schema, value)


@pytest.mark.parametrize("value", [*STRANGE, None, [], {}, 1.5, 16, "a b", "x" * 41])
def test_strange_handles_and_ids_are_refused(value: Any) -> None:
    file = project({"type": "relu"})
    file["network"]["edges"][0]["handle"] = value
    assert not check(file).ok or value == 0
    file = project({"type": "relu"})
    file["network"]["nodes"][1]["id"] = value
    assert not check(file).ok


def test_the_forms_of_nodes_and_wires_are_bounded() -> None:
    assert NodeFile.model_json_schema()["properties"]["id"]["pattern"]
    assert EdgeFile.model_json_schema()["properties"]["handle"]["maximum"] == 15


@pytest.mark.parametrize(
    "place",
    ["", "network", "network.nodes[1].layer", "data", "training", "training.optimizer", "view"],
)
def test_an_object_of_too_many_fields_is_refused_before_any_of_them_is_read(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(*_: object) -> None:
        raise AssertionError("the file was read on")

    monkeypatch.setattr("torchground.network.check.checking.read_training_section", unread)
    file = {**chain(3), "view": {}}
    file["training"]["optimizer"] = {"type": "adam"}
    at(file, place).update({f"k{number}": 1 for number in range(LIMITS.json_fields + 1)})
    (problem,) = check(file).problems
    assert problem.code == "opening.too_many_fields"
    assert problem.place == place


def test_a_name_that_is_too_long_is_refused_and_not_repeated() -> None:
    report = check({**chain(3), "x" * (LIMITS.name_chars + 1): 1})
    assert [problem.code for problem in report.problems] == ["opening.name_too_long"]
    assert len(report.model_dump_json()) < 2_000
    assert says(check({**chain(3), "x" * LIMITS.name_chars: 1}), "has no field")


def test_a_check_says_its_first_problems_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """200 layers with 300 fields that nobody knows: what is listed comes first, and nothing after it is looked at."""

    def unread(*_: object) -> None:
        raise AssertionError("the check went on")

    monkeypatch.setattr("torchground.network.check.checking.check_whole", unread)
    file = chain(LIMITS.nodes - 2)
    for node in file["network"]["nodes"]:
        node["layer"].update({f"k{number}": 1 for number in range(300)})
    report = check(file)
    assert not report.ok
    assert len(report.problems) == MOST_PROBLEMS + 1
    assert report.problems[-1].code == "findings.more_problems"
    assert {problem.place.split(".")[1] for problem in report.problems[:-1]} == {
        f"nodes[{number}]" for number in range(10)
    }


def at(file: Json, place: str) -> Json:
    """The object at a place as the check writes it."""
    found: Any = file
    for name in re.findall(r"[a-z]+|\d+", place):
        found = found[int(name)] if name.isdecimal() else found[name]
    return found
