"""A trained run as a file for other programs, in any format of the room ``export``."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import IO, Annotated

from fastapi import Path, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict
from starlette.background import BackgroundTask

from torchground.export.apart import export_apart
from torchground.export.format import Format, formats
from torchground.export.refusing import NoExport
from torchground.export.trained import Trained
from torchground.server import sentences
from torchground.server.errors import Refuse
from torchground.server.policy import Routes
from torchground.server.routes.runs import RunId
from torchground.server.services import Here
from torchground.words import whole

routes = Routes()

FormatId = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
_PIECE_BYTES = 1 << 16


class FormatCard(BaseModel):
    """One format that a trained run can be written in."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    type: str
    title: str
    summary: str
    ending: str
    """Of its files: ``.onnx``."""
    problem: str | None
    """Why it cannot be written here and what to do; null where it can."""


@routes.http("GET", "/api/formats", policy="public", response_model=list[FormatCard])
async def list_formats(here: Here) -> list[FormatCard]:
    """Every format that a trained run can be written in."""
    return await here.disk.do(lambda: [_card(each) for each in formats().values()])


@routes.http(
    "GET",
    "/api/runs/{run_id}/export/{format}",
    policy="look",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
async def export_run(
    here: Here, request: Request, run_id: RunId, format: FormatId
) -> StreamingResponse:
    """The network of a run with what it has learned, as its newest checkpoint has it."""
    each = formats().get(format)
    if each is None:
        raise Refuse(404, sentences.NO_FORMAT(format=format, known=list(formats())))
    detail = await here.registry.detail(run_id)
    checkpoint = here.registry.checkpoint(run_id)
    if checkpoint is None:
        raise Refuse(422, sentences.NOTHING_TO_WRITE())
    trained = Trained(detail.project, checkpoint, run_id, here.files)
    async with here.uploading.room(request):
        file, size = await here.uploading.read(lambda: _written(each, trained))
    name = f"{run_id[:8]}{each.ending}"
    return StreamingResponse(
        _pieces(file),
        media_type=each.media_type,
        headers={
            "content-length": str(size),
            "content-disposition": f'attachment; filename="{name}"',
        },
        background=BackgroundTask(file.close),
    )


def _card(each: Format) -> FormatCard:
    problem: str | None = None
    try:
        each.check_packages()
    except NoExport as error:
        problem = whole(str(error))
    return FormatCard(
        type=each.type_id,
        title=each.title,
        summary=each.summary,
        ending=each.ending,
        problem=problem,
    )


def _written(each: Format, trained: Trained) -> tuple[IO[bytes], int]:
    """The file, nameless and open, and its size. Blocks. Raises :class:`Refuse` 422 where it cannot be written."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed once it is sent
    with tempfile.TemporaryDirectory(prefix="torchground-") as folder:
        path = FilePath(folder) / f"network{each.ending}"
        try:
            export_apart(each, trained, path)
        except NoExport as error:
            file.close()
            is_gone = trained.checkpoint is not None and not trained.checkpoint.path.exists()
            raise Refuse(422, sentences.NEWER_CHECKPOINT() if is_gone else error.sentence) from None
        with path.open("rb") as written:
            shutil.copyfileobj(written, file)
    size = file.tell()
    file.seek(0)
    return file, size


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The file in pieces, read on threads of the web framework."""
    while piece := file.read(_PIECE_BYTES):
        yield piece
