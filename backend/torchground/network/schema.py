"""The JSON Schema of the project file (draft 2020-12), made from the file's models and the catalogue's entries.

It knows types, names, ranges and defaults. Shapes, and which things fit together, are known only to the check. The
schema accepts every file that the check accepts.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import Entry
from torchground.network.check.training_section import ENTRIES, EXTRAS
from torchground.network.spec import VERSION, ProjectFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = f"urn:torchground:project:{VERSION}"
FAMILY_OF = {
    ("NodeFile", "layer"): "layers",
    ("ProjectFile", "data"): "datasets",
    **{("TrainingFile", name): family for name, family in {**ENTRIES, **EXTRAS}.items()},
    ("TrainingFile", "augmentations"): "augmentations",
}
"""The family of the entries in a model's field."""
_ANY_ENTRY = "#/$defs/EntryJson"


@cache
def project_schema() -> dict[str, Any]:
    """The whole schema. It is cached, so callers must not change it."""
    whole = ProjectFile.model_json_schema()
    models: dict[str, Any] = {**whole.pop("$defs"), "ProjectFile": whole}
    del models["EntryJson"]
    for (model, field), family in FAMILY_OF.items():
        _refer(models[model]["properties"][field], family)
    whole["properties"]["torchground"] |= {"minimum": 1, "maximum": VERSION}
    defs = {name: model for name, model in models.items() if name != "ProjectFile"}
    for family in dict.fromkeys(FAMILY_OF.values()):
        defs |= _family(family)
    told = {"$schema": DIALECT, "$id": ID, **whole, "title": "Torchground project", "$defs": defs}
    plain: dict[str, Any] = _without_hints(told)
    return plain


def _refer(field: dict[str, Any], family: str) -> None:
    """Replaces the reference to any entry in a field's schema by a reference to its family."""
    for schema in (field, field.get("items", {}), *field.get("anyOf", [])):
        if schema.get("$ref") == _ANY_ENTRY:
            schema["$ref"] = f"#/$defs/{family}"


def _family(family: str) -> dict[str, Any]:
    """The entries of a family by name, and the choice among them by ``type``."""
    found = entries(family)
    choice = {
        "title": family.capitalize(),
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(found)}},
        "allOf": [
            {
                "if": {"properties": {"type": {"const": type_id}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{family}.{type_id}"},
            }
            for type_id in found
        ],
    }
    known = {f"{family}.{type_id}": _entry(entry) for type_id, entry in found.items()}
    return {family: choice, **known}


def _entry(entry: type[Entry]) -> dict[str, Any]:
    schema = entry.model_json_schema(ref_template=f"#/$defs/{entry.__name__}.{{model}}")
    schema |= {"title": entry.title, "description": entry.help(), "required": ["type"]}
    schema["required"] += [
        name for name, field in entry.model_fields.items() if field.is_required()
    ]
    schema["properties"]["type"] = {"const": entry.type_id()}
    return schema


def _without_hints(value: Any) -> Any:
    """The schema without the hints for the page's forms. A field's label becomes its title."""
    if isinstance(value, list):
        return [_without_hints(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _without_hints(item) for name, item in value.items() if name != "ui"}
    label = value["ui"].get("label") if isinstance(value.get("ui"), dict) else None
    return kept if label is None else {**kept, "title": label}
