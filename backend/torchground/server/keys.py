"""For whom something counts: places, rates and drafts are bounded for each key.

Today a key is the address that a request came from; whoever knows a person better (a class that one has joined) gives
that person a key of their own in :func:`key_of`, and with it room of their own.
"""

from __future__ import annotations

import ipaddress
from typing import TypeAlias

from starlette.types import Scope

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_IPV6_PREFIX = 64
"""One household or school has so many leading bits, and all addresses behind them."""


def ip_of(address: str) -> IPAddress | None:
    """A text as an IP address, without its zone and an IPv4 address in IPv6 as IPv4; None where it is none."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def key_of(scope: Scope) -> str:
    """For whom a request counts: its address, until it is known better."""
    client = scope.get("client")
    return key_of_address(client[0] if client else "")


def key_of_address(address: str) -> str:
    """An address as a key; all of one IPv6 network are one, as anybody there has them all."""
    found = ip_of(address)
    if found is None:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(ipaddress.ip_network((found, _IPV6_PREFIX), strict=False))
