"""The JSON Schema of the project file follows the standard, is made from the catalogue, and is never stricter than the
check."""

import copy
import json
from pathlib import Path
from typing import Any, cast

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from torchground.catalogue.bases.entries import entries, parse
from torchground.lessons import lessons
from torchground.network.check.checking import check
from torchground.network.schema import DIALECT, FAMILY_OF, project_schema

GOLDEN = Path(__file__).parents[1] / "golden"
PATH = GOLDEN / "project.schema.json"
EXAMPLES = (
    "layers.linear",
    "losses.cross_entropy",
    "optimizers.adam",
    "schedulers.step_lr",
    "initializers.kaiming_uniform",
    "augmentations.gaussian_noise",
    "datasets.circle",
    "tasks.classification",
)
"""The entries whose schemas are in the golden file, so that a new entry needs no change there."""
ALL = [(family, name) for family in dict.fromkeys(FAMILY_OF.values()) for name in entries(family)]

validator = jsonschema_rs.Draft202012Validator(project_schema())


def places(file: Any) -> set[tuple[str | int, ...]]:
    """The places where a file does not fit the schema."""
    return {tuple(error.instance_path) for error in validator.iter_errors(file)}


def lesson() -> dict[str, Any]:
    """A copy of a lesson's project, to be changed."""
    found = next(each.project for each in lessons() if each.id == "two-spirals")
    return cast(dict[str, Any], copy.deepcopy(found))


def without_texts(value: Any) -> Any:
    """The schema without its descriptions, because a better description does not change the form of a file."""
    if isinstance(value, list):
        return [without_texts(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: without_texts(item)
        for name, item in value.items()
        if name != "description" or not isinstance(item, str)
    }


def golden_part() -> dict[str, Any]:
    """The schema with only the entries of the golden file."""
    schema: dict[str, Any] = copy.deepcopy(project_schema())
    for family in dict.fromkeys(FAMILY_OF.values()):
        choice = schema["$defs"][family]
        shown = [
            name for name in choice["properties"]["type"]["enum"] if f"{family}.{name}" in EXAMPLES
        ]
        choice["properties"]["type"]["enum"] = shown
        choice["allOf"] = [
            branch
            for branch in choice["allOf"]
            if branch["then"]["$ref"].split("/")[-1] in EXAMPLES
        ]
    schema["$defs"] = {
        name: part for name, part in schema["$defs"].items() if "." not in name or name in EXAMPLES
    }
    plain: dict[str, Any] = without_texts(schema)
    return plain


def test_it_is_a_schema_of_its_draft() -> None:
    assert project_schema()["$schema"] == DIALECT
    assert jsonschema_rs.meta.is_valid(project_schema())


def test_its_form_is_the_golden_one() -> None:
    assert golden_part() == json.loads(PATH.read_text(encoding="utf-8")), (
        "the form of the project file changed; where that is meant, run `python -m tests.network.test_schema`"
    )


@pytest.mark.parametrize("lesson_id", [each.id for each in lessons()])
def test_every_lesson_fits(lesson_id: str) -> None:
    file = next(each.project for each in lessons() if each.id == lesson_id)
    assert places({"$schema": "./project.schema.json", **file}) == set()


def test_every_golden_project_of_today_fits() -> None:
    files = sorted((GOLDEN / "projects" / "v1").glob("*.json"))
    assert files
    for path in files:
        assert places(json.loads(path.read_text(encoding="utf-8"))) == set(), path.name


def test_every_reference_leads_somewhere() -> None:
    text = json.dumps(project_schema())
    names = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
    assert names == set(project_schema()["$defs"]) - {"JsonValue"} | ({"JsonValue"} & names)


@pytest.mark.parametrize(("family", "name"), ALL)
def test_an_entry_has_its_title_its_help_and_every_field(family: str, name: str) -> None:
    entry, schema = entries(family)[name], project_schema()["$defs"][f"{family}.{name}"]
    assert schema["title"] == entry.title
    assert schema["description"] == entry.help()
    assert set(schema["properties"]) == set(entry.model_fields)
    for field, told in schema["properties"].items():
        assert "ui" not in told
        if field != "type" and not entry.model_fields[field].is_required():
            assert "default" in told


MISTAKES: dict[str, tuple[list[str | int], Any, tuple[str | int, ...]]] = {
    "a number outside its range": (
        ["network", "nodes", 1, "layer", "out_features"],
        0,
        ("network", "nodes", 1, "layer", "out_features"),
    ),
    "an unknown layer": (
        ["network", "nodes", 1, "layer"],
        {"type": "dense"},
        ("network", "nodes", 1, "layer", "type"),
    ),
    "a layer without a type": (
        ["network", "nodes", 1, "layer"],
        {},
        ("network", "nodes", 1, "layer"),
    ),
    "an unknown field": (["training", "learning_rate"], 1, ("training",)),
    "a field of another layer": (
        ["network", "nodes", 1, "layer", "kernel_size"],
        3,
        ("network", "nodes", 1, "layer"),
    ),
    "text for a number": (["training", "epochs"], "many", ("training", "epochs")),
    "a loss as a layer": (
        ["network", "nodes", 1, "layer"],
        {"type": "cross_entropy"},
        ("network", "nodes", 1, "layer", "type"),
    ),
    "an unknown optimizer": (
        ["training", "optimizer"],
        {"type": "adan"},
        ("training", "optimizer"),
    ),
    "a newer version": (["torchground"], 999, ("torchground",)),
    "unknown data": (["data"], {"type": "spirals"}, ("data", "type")),
    "nodes that are no list": (["network", "nodes"], {}, ("network", "nodes")),
    "a schema that is no address": (["$schema"], 5, ("$schema",)),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_that_a_schema_can_know_is_found_where_it_is(mistake: str) -> None:
    path, value, place = MISTAKES[mistake]
    file = lesson()
    inner: Any = file
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert place in places(file)
    assert not check(file).ok


def test_a_file_may_name_its_schema() -> None:
    file = {"$schema": "https://example.org/project.schema.json", **lesson()}
    assert check(file).ok
    (problem,) = check({**lesson(), "$schema": 5}).problems
    assert problem.place == "$schema"
    (problem,) = check({**lesson(), "schema_uri": "x"}).problems
    assert problem.place == "schema_uri"
    assert "$schema" in problem.sentence


VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5_000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "relu", "mean", "auto", "same"])
    | st.lists(st.integers(0, 9), max_size=3)
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_whatever_the_catalogue_accepts_the_schema_accepts(data: st.DataObject) -> None:
    family, name = data.draw(st.sampled_from(ALL))
    fields = [field for field in entries(family)[name].model_fields if field != "type"]
    chosen = data.draw(st.lists(st.sampled_from(fields), max_size=2)) if fields else []
    value = {"type": name, **{field: data.draw(VALUES) for field in chosen}}
    try:
        parse(family, value)
    except ValueError:
        return
    choice = {**project_schema(), "$ref": f"#/$defs/{family}"}
    only = {key: choice[key] for key in ("$schema", "$ref", "$defs")}
    assert jsonschema_rs.Draft202012Validator(only).is_valid(value)


if __name__ == "__main__":
    PATH.write_text(json.dumps(golden_part(), indent=2, ensure_ascii=False) + "\n", "utf-8")
