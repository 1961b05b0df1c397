"""No route without a policy: the app does not start with one."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, WebSocket
from starlette.applications import Starlette

from torchground.server.policy import Routes, UndeclaredPolicy, audit, policy_of


def bare_app() -> FastAPI:
    return FastAPI(openapi_url=None, docs_url=None, redoc_url=None)


def test_a_declared_route_and_socket_pass() -> None:
    routes = Routes()

    @routes.http("GET", "/fine", policy="public")
    async def fine() -> None: ...

    @routes.socket("/flow", policy="public")
    async def flow(socket: WebSocket) -> None: ...

    app = bare_app()
    routes.install(app)
    audit(app)
    assert [policy_of(route) for route in app.routes] == ["public", "public"]


def test_a_forgotten_route_keeps_the_app_from_starting() -> None:
    app = bare_app()

    @app.get("/forgotten")
    async def forgotten() -> None: ...

    with pytest.raises(UndeclaredPolicy, match="/forgotten"):
        audit(app)


def test_a_forgotten_socket_keeps_the_app_from_starting() -> None:
    app = bare_app()

    @app.websocket("/forgotten")
    async def forgotten(socket: WebSocket) -> None: ...

    with pytest.raises(UndeclaredPolicy, match="/forgotten"):
        audit(app)


def test_a_mount_keeps_the_app_from_starting() -> None:
    app = bare_app()
    app.mount("/other", Starlette())
    with pytest.raises(UndeclaredPolicy, match="/other"):
        audit(app)
