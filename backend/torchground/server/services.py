"""How a route is given what it works with."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from torchground.server.errors import Refuse
from torchground.server.life import Life, Services


def life_of(connection: HTTPConnection) -> Life:
    """The server that a request came to, whether it is open or waits."""
    found: Life = connection.app.state.life
    return found


def services(connection: HTTPConnection) -> Services:
    """The services of that server. Raises :class:`Refuse` 503 while another server goes on with its runs."""
    life = life_of(connection)
    if life.services is None:
        raise Refuse(503, life.refusal(), {"retry-after": "5"})
    return life.services


ThisServer = Annotated[Life, Depends(life_of)]
"""Declares a route's parameter that is given the server, open or waiting."""
Here = Annotated[Services, Depends(services)]
"""Declares a route's parameter that is given the services."""
