"""Who may use what: every route and socket declares its policy here, and an app with one that does not never starts.

A policy belongs to the route itself, never to a path, so no spelling of a path gets around it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, TypeAlias

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute

from torchground.network.check.findings import shown_place
from torchground.network.check.problems import Problem
from torchground.server import sentences
from torchground.server.errors import ERRORS, Refuse, unfit_sentence
from torchground.server.jsonbody import JsonRequest
from torchground.server.receiving import FILE_TYPE
from torchground.server.services import services
from torchground.server.visitors import actor_of
from torchground.words.characters import MOST_TOLD, unfit

Policy: TypeAlias = Literal["public", "own", "look", "change"]
"""``public``: whoever reaches the server. Host, Origin and body have been checked before any policy is asked.
``own``: it gives and changes only what this person has (``people.may``), and gives their ``actor_of`` to whatever reads
or writes; what others have does not exist for it.
``look``: whoever has the link of the run that the path names.
``change``: whom ``people.may`` lets change the run that the path names; all others are told that they look on."""

_Endpoint: TypeAlias = Callable[..., Any]

_FILE_BODY = {
    "required": True,
    "content": {FILE_TYPE: {"schema": {"type": "string", "format": "binary"}}},
}


class UndeclaredPolicy(RuntimeError):
    """A route says not who may use it."""


@dataclass
class Routes:
    """The routes of one file; ``install`` adds them to an app, each with its policy."""

    _installs: list[Callable[[FastAPI], None]] = field(default_factory=list)

    def http(
        self,
        method: str,
        path: str,
        *,
        policy: Policy,
        takes_file: bool = False,
        judges_text: bool = False,
        **more: Any,
    ) -> Callable[[_Endpoint], _Endpoint]:
        """Declare an HTTP route; ``more`` goes to FastAPI (``response_model``, ``status_code``, ``responses``).

        ``takes_file``: its body is a file, which it reads piece by piece; no other route is given one.
        ``judges_text``: it answers itself to characters that cannot be kept; every other route is given none.
        """
        more["responses"] = ERRORS | more.get("responses", {})
        if takes_file:
            more["openapi_extra"] = {"requestBody": _FILE_BODY}

        def declare(endpoint: _Endpoint) -> _Endpoint:
            _declare(endpoint, policy, takes_file, judges_text)
            self._installs.append(
                lambda app: app.router.add_api_route(
                    path,
                    endpoint,
                    methods=[method],
                    dependencies=[Depends(_admit(policy))],
                    operation_id=endpoint.__name__,
                    route_class_override=_Route,
                    **more,
                )
            )
            return endpoint

        return declare

    def socket(self, path: str, *, policy: Policy) -> Callable[[_Endpoint], _Endpoint]:
        """Declare a websocket; its policy is asked before it is accepted."""

        def declare(endpoint: _Endpoint) -> _Endpoint:
            _declare(endpoint, policy)
            self._installs.append(
                lambda app: app.router.add_api_websocket_route(
                    path, endpoint, dependencies=[Depends(_admit(policy))]
                )
            )
            return endpoint

        return declare

    def install(self, app: FastAPI) -> None:
        for add in self._installs:
            add(app)


def policy_of(route: BaseRoute) -> Policy | None:
    """What a route declared; None for a mount, a route made elsewhere, or one that was forgotten."""
    return getattr(getattr(route, "endpoint", None), "torchground_policy", None)


def audit(app: FastAPI) -> None:
    """Raise :class:`UndeclaredPolicy` where any route, socket or mount of the app declares none."""
    bare = [getattr(route, "path", repr(route)) for route in app.routes if not policy_of(route)]
    if bare:
        raise UndeclaredPolicy(
            f"these routes declare no policy: {', '.join(bare)}; declare each through server.policy.Routes"
        )


class _Route(APIRoute):
    """A route whose body is read strictly."""

    def get_route_handler(self) -> Callable[[Any], Any]:
        handle = super().get_route_handler()
        takes_file = getattr(self.endpoint, "torchground_takes_file", False)
        judges_text = getattr(self.endpoint, "torchground_judges_text", False)

        async def strict(request: Any) -> Any:
            refusal = _wrong_body(request, takes_file) or _wrong_address(request)
            if refusal is not None:
                raise refusal
            read = JsonRequest(request.scope, request.receive)
            read.judges_text = judges_text
            return await handle(read)

        return strict


def _declare(
    endpoint: _Endpoint, policy: Policy, takes_file: bool = False, judges_text: bool = False
) -> None:
    endpoint.torchground_policy = policy  # type: ignore[attr-defined]
    endpoint.torchground_takes_file = takes_file  # type: ignore[attr-defined]
    endpoint.torchground_judges_text = judges_text  # type: ignore[attr-defined]


def _wrong_body(request: Any, takes_file: bool) -> Refuse | None:
    """Why the body of a POST is not for this route; nothing of it has been read if it is a file."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if request.method != "POST" or (kind == FILE_TYPE) is takes_file:
        return None
    fits = sentences.SEND_FILE if takes_file else sentences.SEND_JSON
    sentence = fits(type=FILE_TYPE if takes_file else "application/json")
    return Refuse(415, sentence, {"connection": "close"})


def _wrong_address(request: Any) -> Refuse | None:
    """Why the address of a request cannot be taken: characters that cannot be kept, in its path or its query."""
    given = [(("query", name), value) for name, value in request.query_params.multi_items()]
    given += [(("path", name), str(value)) for name, value in request.path_params.items()]
    found = islice(((place, why) for place, value in given if (why := unfit(value))), MOST_TOLD)
    problems = [Problem.of(why, place=shown_place(place)) for place, why in found]
    if not problems:
        return None
    return Refuse(422, unfit_sentence(problems), {"connection": "close"}, problems)


def _admit(policy: Policy) -> Callable[[HTTPConnection], None]:
    async def admit(connection: HTTPConnection) -> None:
        """Raise why ``policy`` keeps this connection out; only ``change`` does so here."""
        if policy == "change":
            run_id = connection.path_params["run_id"]
            services(connection).registry.refuse_change(run_id, actor_of(connection.scope))

    admit.__name__ = f"admit_{policy}"
    return admit  # type: ignore[return-value]
