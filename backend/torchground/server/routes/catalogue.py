"""Everything that can be picked: the palette, the forms and the help are made from this one answer."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic_core import to_json, to_jsonable_python

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES, Entry
from torchground.catalogue.bases.packages import package_of
from torchground.network.spec import TrainingFile
from torchground.server.policy import Routes
from torchground.server.services import Here

routes = Routes()


def _optional(schema: dict[str, Any]) -> None:
    always = ("type", "title", "group", "help", "formula", "source", "schema", "defaults")
    schema["required"] = list(always)


class CatalogueEntry(BaseModel):
    """One layer, loss, optimizer, schedule, initializer, augmentation, data set, task or probe."""

    model_config = ConfigDict(
        use_attribute_docstrings=True,
        populate_by_name=True,
        extra="allow",  # facts of a single entry reach the page as they are
        # What only some families have is left out where an entry has none.
        json_schema_extra=_optional,
    )

    type: str
    title: str
    group: str
    help: str
    formula: str
    source: str
    aliases: list[str] | None = None
    """Its other names in the field, for a search; left out where there are none."""
    variants: dict[str, dict[str, JsonValue]] | None = None
    """Those of its other names that mean it with some fields set; left out where there are none."""
    pieces: dict[str, str] | None = None
    """Those of its other names that are drawn from several nodes, and how; left out where there are none."""
    package: str | None = None
    """The package that it comes from, where it is none of ours."""
    fields: dict[str, JsonValue] = Field(alias="schema")
    """JSON Schema of its fields; hints for the form lie under each field's ``ui``."""
    defaults: dict[str, JsonValue]
    """Every field that has a default, with it; ``type`` too."""
    max_inputs: int | None = None
    """Layers: how many wires may end in it."""
    elementwise: bool | None = None
    """Layers: each output depends on the one input at its place."""
    random: bool | None = None
    """Layers: draws random numbers while training."""
    added: str | None = None
    """Layers: the name of what it adds to the loss; empty where it adds nothing."""
    tasks: list[str] | None = None
    """Data sets: the tasks they fit, the usual one first."""
    needs: str | None = None
    """Data sets: what they need first: an uploaded file (table, images, text) or a download. Layers: the package that
    must be installed."""
    losses: list[str] | None = None
    """Tasks: the losses that fit, the usual one first."""
    adversarial: bool | None = None
    """Tasks: two networks of one drawing learn against each other."""
    squash: str | None = None
    """Losses: what makes answers of the outputs they take: none, softmax or sigmoid."""
    watches_loss: bool | None = None
    """Schedules: depends on the test losses so far, so that no plan can be drawn beforehand."""
    kinds: list[str] | None = None
    """Probes: the kinds of reading they give."""
    on_demand: bool | None = None
    """Probes: answers one question exactly rather than being watched."""


class Form(BaseModel):
    """Fields that belong to no entry, with what a form needs of them."""

    model_config = ConfigDict(populate_by_name=True)

    fields: dict[str, JsonValue] = Field(alias="schema")
    defaults: dict[str, JsonValue]


class Catalogue(BaseModel):
    """All entries by family, in palette order, and the settings of the training beside them."""

    families: dict[str, list[CatalogueEntry]]
    training: Form


def catalogue() -> Catalogue:
    """The whole catalogue."""
    return Catalogue(
        families={
            family: [_described(entry) for entry in entries(family).values()] for family in FAMILIES
        },
        training=Form(fields=TrainingFile.model_json_schema(), defaults=_defaults(TrainingFile)),
    )


@routes.http("GET", "/api/catalogue", policy="public", response_model=Catalogue)
async def get_catalogue(here: Here) -> Response:
    """Everything that can be picked, with its fields, ranges, defaults and help."""
    return Response(await here.disk.do(_encoded), media_type="application/json")


def _described(entry: type[Entry]) -> CatalogueEntry:
    return CatalogueEntry(
        type=entry.type_id(),
        title=entry.title,
        group=entry.group,
        help=entry.help(),
        formula=entry.formula,
        source=entry.source,
        aliases=entry.also_called() or None,
        variants={name: dict(fields) for name, fields in entry.variants.items()} or None,
        pieces={name: str(how) for name, how in entry.pieces.items()} or None,
        package=_package_name(entry),
        fields=entry.model_json_schema(),
        defaults=_defaults(entry),
        **entry.facts(),
    )


def _package_name(entry: type[Entry]) -> str | None:
    package = package_of(entry)
    return None if package is None else package.name


def _defaults(entry: type[BaseModel]) -> dict[str, Any]:
    return {
        name: to_jsonable_python(field.get_default(call_default_factory=True))
        for name, field in entry.model_fields.items()
        if not field.is_required()
    }


@cache
def _encoded() -> bytes:
    return to_json(catalogue(), by_alias=True, exclude_none=True)
