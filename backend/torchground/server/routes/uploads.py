"""Files that people bring: read in a jail, shown, kept under the hash of their content."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from torchground.catalogue.datasets.sources import stored
from torchground.catalogue.datasets.sources.stored import ImagesMeta, TableMeta, TextMeta
from torchground.intake import jail
from torchground.intake.answer import FilePreview, Found, Refusal
from torchground.intake.suggesting import suggested
from torchground.network.check.problems import Problem
from torchground.network.spec import EntryJson
from torchground.server.errors import refuse
from torchground.server.policy import Routes
from torchground.server.receiving import received
from torchground.server.services import Here

routes = Routes()

Kind = Literal["table", "images", "text"]
Key = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
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


class UploadDetail(UploadCard):
    """What is known of an uploaded file."""

    meta: TableMeta | ImagesMeta | TextMeta
    data: list[EntryJson]
    """Data set entries that use it, the likeliest first."""


class Upload(UploadDetail):
    """A file that was just taken."""

    preview: FilePreview
    notes: list[str]
    """What was left out or taken otherwise than it stands there."""


@routes.http(
    "POST",
    "/api/uploads",
    policy="public",
    takes_file=True,
    response_model=Upload,
    status_code=201,
)
async def upload_file(
    here: Here, request: Request, kind: Annotated[Kind, Query()], name: FileName = ""
) -> Response:
    """Bring a table (CSV), a zip of pictures or a text; the body is the file itself. The same content again is the
    same file."""
    with here.bringing.place(), stored.fresh() as (file, path):
        key, _ = await received(request, file, here.settings.limits.file_bytes)
        answer = await here.bringing.on_thread(
            lambda: jail.bring(kind, key, file, path, name=shown_name(name))
        )
    if isinstance(answer, Refusal):
        return refused(answer)
    return Response(_taken(key, kind, answer).model_dump_json(), 201, media_type="application/json")


@routes.http("GET", "/api/uploads", policy="public", response_model=list[UploadCard])
async def list_uploads(here: Here) -> list[UploadCard]:
    """Every uploaded file, newest first."""
    kinds: tuple[Kind, ...] = ("table", "images", "text")
    return [_card(key, kind) for kind in kinds for key in stored.keys(kind)]


@routes.http("GET", "/api/uploads/{kind}/{file}", policy="public", response_model=UploadDetail)
async def get_upload(here: Here, kind: Kind, file: Key) -> UploadDetail:
    """What is known of an uploaded file."""
    meta = known(file, kind)
    assert isinstance(meta, TableMeta | ImagesMeta | TextMeta)
    return UploadDetail(**_card(file, kind).model_dump(), meta=meta, data=_data(file, meta))


@routes.http("DELETE", "/api/uploads/{kind}/{file}", policy="public", status_code=204)
async def delete_upload(here: Here, kind: Kind, file: Key) -> Response:
    """Forget an uploaded file; projects that use it ask for it again."""
    if not stored.remove(file, kind):
        known(file, kind)
    return Response(status_code=204)


def known(key: str, kind: str) -> stored.Known:
    """What is known of a stored file, or 404 with a sentence."""
    try:
        return stored.read_known(key, kind)
    except stored.Missing as error:
        raise HTTPException(404, f"{str(error)[:1].upper()}{str(error)[1:]}.") from None


def shown_name(name: str) -> str:
    """A file's name as people may see it again."""
    return "".join(c for c in name if c.isprintable())[:120]


def refused(answer: Refusal) -> Response:
    """Why a file was not taken, with its place."""
    sentence = f"{answer.sentence[:1].upper()}{answer.sentence[1:]}."
    return refuse(422, sentence, [Problem(place=answer.place, sentence=sentence)])


def _taken(key: str, kind: Kind, found: Found) -> Upload:
    assert isinstance(found.meta, TableMeta | ImagesMeta | TextMeta)
    return Upload(
        file=key,
        kind=kind,
        name=found.meta.name,
        size_bytes=stored.path_of(key, kind).stat().st_size,
        meta=found.meta,
        data=_data(key, found.meta),
        preview=found.preview,
        notes=found.notes,
    )


def _card(key: str, kind: Kind) -> UploadCard:
    size = stored.path_of(key, kind).stat().st_size
    return UploadCard(file=key, kind=kind, name=known(key, kind).name, size_bytes=size)


def _data(key: str, meta: stored.Known) -> list[EntryJson]:
    return [EntryJson.model_validate(entry) for entry in suggested(key, meta)]
