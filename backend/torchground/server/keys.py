"""For whom something counts: places, rates and drafts are bounded for each key.

Today a key is the address that a request came from; whoever knows a person better (a class that one has joined) gives
that person a key of their own in :func:`key_of`, and with it room of their own.
"""

from __future__ import annotations

import ipaddress

from starlette.types import Scope

_IPV6_PREFIX = 64
"""One household or school has so many leading bits, and all addresses behind them."""


def key_of(scope: Scope) -> str:
    """For whom a request counts: its address, until it is known better."""
    client = scope.get("client")
    return key_of_address(client[0] if client else "")


def key_of_address(address: str) -> str:
    """An address as a key; all of one IPv6 network are one, as anybody there has them all."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, _IPV6_PREFIX), strict=False))


def is_on_this_machine(scope: Scope) -> bool:
    """Whether a request comes from this machine: no line lies between, so what is told late is a busy browser's."""
    client = scope.get("client")
    try:
        found = ipaddress.ip_address(client[0]) if client else None
    except ValueError:
        return False
    return found is not None and (getattr(found, "ipv4_mapped", None) or found).is_loopback
