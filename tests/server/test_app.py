"""The app as a whole: every route has a policy, is async, and is described."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute

from torchground.server.app import create_app
from torchground.server.life import database_url
from torchground.server.policy import policy_of
from torchground.server.settings import Settings

MATRIX = {
    "DELETE /api/projects/{project_id}": "own",
    "DELETE /api/runs/{run_id}": "change",
    "DELETE /api/uploads/{kind}/{file}": "own",
    "DELETE /api/weights/{weights}": "own",
    "GET /api/catalogue": "public",
    "GET /api/datasets/download/{type}": "public",
    "GET /api/docs": "public",
    "GET /api/formats": "public",
    "GET /api/gathering": "own",
    "GET /api/health": "public",
    "GET /api/health/catalogue": "public",
    "GET /api/lessons": "public",
    "GET /api/openapi.json": "public",
    "GET /api/projects": "own",
    "GET /api/projects/{project_id}": "own",
    "GET /api/runs": "own",
    "GET /api/runs/{run_id}": "look",
    "GET /api/runs/{run_id}/export/{format}": "look",
    "GET /api/runs/{run_id}/metrics": "look",
    "GET /api/schema/project": "public",
    "GET /api/uploads": "own",
    "GET /api/uploads/{kind}/{file}": "public",
    "GET /api/weights": "own",
    "GET /api/weights/{weights}": "public",
    "GET /api/weights/{weights}/file": "public",
    "GET /{path:outside_api}": "public",
    "HEAD /{path:outside_api}": "public",
    "PATCH /api/runs/{run_id}": "change",
    "POST /api/check": "public",
    "POST /api/datasets/download": "public",
    "POST /api/datasets/preview": "public",
    "POST /api/gathering": "own",
    "POST /api/projects": "own",
    "POST /api/runs": "own",
    "POST /api/runs/delete": "own",
    "POST /api/runs/{run_id}/commands": "change",
    "POST /api/runs/{run_id}/reset": "change",
    "POST /api/runs/{run_id}/weights": "look",
    "POST /api/stream/polls": "own",
    "POST /api/uploads": "own",
    "POST /api/weights": "own",
    "PUT /api/projects/{project_id}": "own",
    "socket /api/stream": "own",
}
"""Who may use what: a new route is entered here by whoever thought about it."""


@pytest.fixture(scope="module")
def app() -> FastAPI:
    return create_app(Settings(data_dir=Path()))


def test_every_route_has_the_policy_that_was_agreed_on(app: FastAPI) -> None:
    found = {}
    for route in app.routes:
        assert isinstance(route, APIRoute | APIWebSocketRoute)
        methods = sorted(route.methods) if isinstance(route, APIRoute) else ["socket"]
        found |= {f"{method} {route.path}": policy_of(route) for method in methods}
    assert found == MATRIX


def test_every_route_is_async_so_that_none_waits_for_a_thread(app: FastAPI) -> None:
    for route in app.routes:
        assert isinstance(route, APIRoute | APIWebSocketRoute)
        assert inspect.iscoroutinefunction(route.endpoint), route.path


def test_every_route_is_explained(app: FastAPI) -> None:
    for route in app.routes:
        assert isinstance(route, APIRoute | APIWebSocketRoute)
        assert inspect.getdoc(route.endpoint), route.path


def test_making_an_app_opens_nothing(tmp_path: Path) -> None:
    create_app(Settings(data_dir=tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_the_database_lies_in_the_data_folder_unless_it_is_given(tmp_path: Path) -> None:
    assert database_url(Settings(tmp_path)) == f"sqlite:///{tmp_path}/torchground.db"
    assert database_url(Settings(tmp_path, database_url="postgresql://db")) == "postgresql://db"
