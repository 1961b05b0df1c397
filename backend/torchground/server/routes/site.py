"""The page itself and the description of the API."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from pydantic_core import to_json
from starlette.convertors import StringConvertor, register_url_convertor

from torchground.server.policy import Routes
from torchground.server.reference import page_of
from torchground.server.services import ThisServer

routes = Routes()


class _OutsideApi(StringConvertor):
    """Any path but those of the API, so that an unknown one of those is an error and not the page."""

    regex = r"(?!api(?:/|$)).*"


register_url_convertor("outside_api", _OutsideApi())


@routes.http("GET", "/api/openapi.json", policy="public", include_in_schema=False)
async def openapi(server: ThisServer, request: Request) -> Response:
    """The API and the messages of the stream."""
    app: FastAPI = request.app
    body = await server.disk.do(lambda: to_json(app.openapi()))
    return Response(body, media_type="application/json")


@routes.http("GET", "/api/docs", policy="public", include_in_schema=False)
async def reference(server: ThisServer, request: Request) -> Response:
    """The API as a page to read."""
    app: FastAPI = request.app
    page = await server.disk.do(lambda: page_of(app.openapi()))
    return Response(page, media_type="text/html")


async def page(server: ThisServer, request: Request, path: str) -> Response:
    """A file of the page, or the page where the path names none (its views have addresses of their own)."""
    return server.page.answer(
        path,
        accepts_gzip="gzip" in request.headers.get("accept-encoding", ""),
        known_etag=request.headers.get("if-none-match"),
    )


routes.http("GET", "/{path:outside_api}", policy="public", include_in_schema=False)(page)
routes.http("HEAD", "/{path:outside_api}", policy="public", include_in_schema=False)(page)
