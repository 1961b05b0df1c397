"""Files that people upload: read in a jail, shown, kept under the hash of their content."""

from __future__ import annotations

import contextlib
from typing import Annotated, Literal

from fastapi import Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, ValidationError

from torchground.files.meta import ImagesMeta, Known, TableMeta, TextMeta
from torchground.files.recipe import Recipe, TableFinding, TableNote
from torchground.files.store import FileStore, MissingFile, missing
from torchground.network.check.problems import Problem
from torchground.network.spec import EntryJson
from torchground.people import Actor
from torchground.server import sentences
from torchground.server.errors import Refuse, refuse
from torchground.server.policy import Routes
from torchground.server.receiving import received
from torchground.server.services import Here
from torchground.server.visitors import actor_of
from torchground.uploads import jail
from torchground.uploads.answer import FilePreview, Found, Refusal
from torchground.uploads.suggesting import suggested
from torchground.words import from_values

routes = Routes()

Kind = Literal["table", "images", "text"]
Key = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
RecipeText = Annotated[
    str,
    Query(
        max_length=4_000, description="How a table is read, as JSON; what is left out is guessed"
    ),
]
FileName = Annotated[str, Query(max_length=200, description="What it is called, for people only")]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class UploadCard(_Answer):
    """An uploaded file as lists show it."""

    file: str
    """The hash of its content: how data sets name it."""
    kind: Kind
    name: str
    size_bytes: int
    """As it is kept."""


class TableSentence(_Answer):
    """A note or a finding of a table in English, with its place in the file."""

    sentence: str
    may_mislead: bool
    """Whether it is about what may mislead, not about how the file was read."""
    columns: list[str]
    count: int
    """How many cells or rows it is about."""
    lines: list[int]
    """The first lines of the file that it is about."""
    excerpts: list[str]
    """How the first of these lines stand in the file."""
    advice: str
    """What helps: ``ignore``, ``group``, ``split by time``, ``missing``, ``merge`` or ``none``."""
    value: str
    """The word that the advice ``missing`` is about."""


class UploadDetail(UploadCard):
    """What is known of an uploaded file."""

    meta: TableMeta | ImagesMeta | TextMeta
    table_notes: list[TableSentence]
    """What was left out, filled, merged or guessed in a table, and what may mislead."""
    data: list[EntryJson]
    """Data set entries that use it, the likeliest first."""


class Upload(UploadDetail):
    """A file that was just taken."""

    is_new: bool
    """Whether you did not keep this file before."""
    preview: FilePreview
    notes: list[str]
    """What was left out or taken otherwise than it stands there, and what may mislead. A table keeps all of it in its
    ``meta``."""


@routes.http(
    "POST",
    "/api/uploads",
    policy="own",
    takes_file=True,
    response_model=Upload,
    status_code=201,
)
async def upload_file(
    here: Here,
    request: Request,
    kind: Annotated[Kind, Query()],
    name: FileName = "",
    recipe: RecipeText = "",
) -> Response:
    """Upload a table (CSV), a zip of pictures or a text; the body is the file itself. The same content again is the
    same file; the same table read by another recipe is another one."""
    given, actor = _recipe(recipe, kind), actor_of(request.scope)
    async with here.uploading.new_file(request) as (new, body):
        key, _ = await received(request, body, new.file, here.settings.limits.file_bytes, here.disk)
        key = jail.key_with(key, given)
        is_new = not await here.disk.do(lambda: here.files.keeps(actor, key, kind))
        answer = await here.uploading.read(
            lambda: jail.upload(here.files, kind, key, new, shown_name(name), actor.owner, given)
        )
    if isinstance(answer, Refusal):
        return refused(answer)
    taken = await here.disk.do(lambda: _taken(here.files, key, kind, answer, is_new))
    return Response(taken.model_dump_json(), 201, media_type="application/json")


@routes.http("GET", "/api/uploads", policy="own", response_model=list[UploadCard])
async def list_uploads(here: Here, request: Request) -> list[UploadCard]:
    """Every file that you uploaded, newest first."""
    actor = actor_of(request.scope)
    return await here.disk.do(lambda: _cards(here.files, actor))


@routes.http("GET", "/api/uploads/{kind}/{file}", policy="public", response_model=UploadDetail)
async def get_upload(here: Here, kind: Kind, file: Key) -> UploadDetail:
    """What is known of an uploaded file."""
    return await here.disk.do(lambda: _detail(here.files, file, kind))


@routes.http("DELETE", "/api/uploads/{kind}/{file}", policy="own", status_code=204)
async def delete_upload(here: Here, request: Request, kind: Kind, file: Key) -> Response:
    """Keep an uploaded file no longer. It goes at once, or when nobody else keeps it and the last project and run that
    use it are deleted."""
    await forget(here, actor_of(request.scope), file, kind)
    return Response(status_code=204)


async def forget(here: Here, actor: Actor, key: str, kind: str) -> None:
    """A person keeps a file no longer. Raises :class:`Refuse` 404 where they did not keep it."""
    if not await here.disk.do(lambda: here.files.drop(key, kind, actor)):
        raise Refuse(404, missing(kind).sentence)
    await here.collector.collect()


def known(files: FileStore, key: str, kind: str) -> Known:
    """What is known of a stored file, or 404 with a sentence. Blocks."""
    try:
        return files.known(key, kind)
    except MissingFile as error:
        raise Refuse(404, error.sentence) from None


def shown_name(name: str) -> str:
    """A file's name as people may see it again."""
    return "".join(c for c in name if c.isprintable())[:120]


def refused(answer: Refusal) -> Response:
    """Why a file was not taken, with its place."""
    return refuse(422, answer.said, [Problem.of(answer.said, place=answer.place)])


def _recipe(text: str, kind: Kind) -> Recipe | None:
    """Raises :class:`Refuse` 422 where a recipe is none."""
    if not text or kind != "table":
        return None
    try:
        return Recipe.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Refuse(422, sentences.BAD_RECIPE(place=place or "recipe", why=first["msg"])) from None


def _taken(files: FileStore, key: str, kind: Kind, found: Found, is_new: bool) -> Upload:
    assert isinstance(found.meta, TableMeta | ImagesMeta | TextMeta)
    return Upload(
        file=key,
        kind=kind,
        name=found.meta.name,
        size_bytes=files.size_bytes(key, kind),
        meta=found.meta,
        table_notes=_table_notes(found.meta),
        data=_data(key, found.meta),
        is_new=is_new,
        preview=found.preview,
        notes=found.notes,
    )


def _cards(files: FileStore, actor: Actor) -> list[UploadCard]:
    """Every uploaded file of a person; one that is deleted meanwhile is left out."""
    kinds: tuple[Kind, ...] = ("table", "images", "text")
    cards = []
    for kind in kinds:
        for key in files.keys(kind, actor):
            with contextlib.suppress(MissingFile):
                cards.append(_card(files, key, kind))
    return cards


def _card(files: FileStore, key: str, kind: Kind) -> UploadCard:
    """Raises :class:`MissingFile`."""
    name, size = files.known(key, kind).name, files.size_bytes(key, kind)
    return UploadCard(file=key, kind=kind, name=name, size_bytes=size)


def _detail(files: FileStore, key: str, kind: Kind) -> UploadDetail:
    meta = known(files, key, kind)
    assert isinstance(meta, TableMeta | ImagesMeta | TextMeta)
    card = _card(files, key, kind)
    return UploadDetail(
        **card.model_dump(), meta=meta, table_notes=_table_notes(meta), data=_data(key, meta)
    )


def _table_notes(meta: Known) -> list[TableSentence]:
    """What may mislead comes first."""
    return (
        [_said(one) for one in (*meta.findings, *meta.notes)] if isinstance(meta, TableMeta) else []
    )


def _said(note: TableNote) -> TableSentence:
    finding = note if isinstance(note, TableFinding) else None
    value = note.values.get("value", "")
    return TableSentence(
        sentence=str(from_values(note.code, note.values))[:600],
        may_mislead=finding is not None,
        columns=(finding.columns if finding else []) or [name for name in (note.column,) if name],
        count=note.count,
        lines=note.lines,
        excerpts=note.excerpts,
        advice=finding.advice if finding else "none",
        value=f"{value:g}" if isinstance(value, float | int) else str(value),
    )


def _data(key: str, meta: Known) -> list[EntryJson]:
    return [EntryJson.model_validate(entry) for entry in suggested(key, meta)]
