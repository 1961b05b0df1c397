"""What a server is started with, and its limits; each limit is hit with a sentence."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Names by which only this machine is reached: right on connections that come from it, on no other."""

ANYWHERE = ("0.0.0.0", "::", "[::]", "")
"""Addresses to listen on that name no host: a browser never asks for them."""


@dataclass(frozen=True)
class Limits:
    """How much may be asked for: by one client, from one address, by all together."""

    body_bytes: int = 1_000_000
    """Of one request."""
    body_secs: float = 30.0
    """So long a body may come as slowly as it likes."""
    body_bytes_per_sec: float = 500.0
    """At least so fast after that; ten times ``body_secs`` at most."""
    num_bodies: int = 200
    """Bodies on their way at once; then the slowest gives way."""
    bodies_each: int = 100
    """Of them from one address."""
    num_connections: int = 2_000
    """Open at once, beside the websockets; then the one that has waited longest for its client gives way."""
    connections_each: int = 1_000
    """Of them from one address; more than ``sockets_each``, as each tab that polls holds one."""
    json_depth: int = 64
    """Lists and objects inside one another."""
    json_fields: int = 400
    """Of one object; each field that is not known costs a sentence."""
    socket_bytes: int = 65_536
    """Of one message on the stream."""
    connections_per_sec_each: float = 300.0
    """From one address, over time; more are refused."""
    connections_burst_each: int = 2_000
    """At once: a class that opens the page together."""
    num_sockets: int = 1_000
    """Lines of tabs, websockets and sessions of polls together; then the newest of the address with most gives way to
    another address."""
    sockets_each: int = 700
    """Of them from one address, which may be a whole school."""
    sockets_per_sec_each: float = 100.0
    """Websockets that one address opens, over time; more are refused."""
    sockets_burst_each: int = 1_400
    """At once: a class that comes back after a restart."""
    messages_per_sec: float = 40.0
    """On one socket, over time; faster ones wait on the line, none is lost."""
    messages_burst: int = 80
    messages_per_sec_each: float = 800.0
    """On all sockets of one address together."""
    messages_burst_each: int = 2_000
    num_waiting: int = 32
    """Commands and questions of one socket that are being answered."""
    frames_per_sec: float = 25.0
    """Sent to one socket; what comes in between goes into the next."""
    heartbeat_secs: float = 1.0
    stalled_secs: float = 30.0
    """A tab that has not read a frame for so long is let go; it comes back by itself."""
    num_projects: int = 2_000
    """Kept; the next one is refused."""
    file_bytes: int = 50_000_000
    """Of one uploaded file."""
    weights_bytes: int = 250_000_000
    """Of one uploaded weights file."""
    num_uploads: int = 12
    """Files being received or read at once; then one that has come for long gives way."""
    uploads_each: int = 8
    """Of them from one address."""
    stored_bytes: int = 4_000_000_000
    """Of all files that were uploaded; the next one is refused."""
    num_previews: int = 16
    """Data previews being made or waiting."""


@dataclass(frozen=True)
class Settings:
    """One server."""

    data_dir: Path
    """Where projects, runs and checkpoints are kept."""
    database_url: str | None = None
    """SQLAlchemy's; none is SQLite in ``data_dir``."""
    host: str = "127.0.0.1"
    port: int = 8000
    device: str = "auto"
    workers: int | None = None
    """Processes that train; none is one a core."""
    origins: tuple[str, ...] = ()
    """Other addresses the page is reached by (``https://play.example.org``, behind a proxy)."""
    safe_after: int = 3
    """After so many lives in a row that ended within a minute no run goes on by itself; 0: never."""
    proxies: tuple[str, ...] = ()
    """Addresses or networks of reverse proxies in front: what they say of where a request came from is believed."""
    page_dir: Path = Path(__file__).parent / "page"
    """The built page."""
    limits: Limits = field(default_factory=Limits)

    @property
    def is_only_here(self) -> bool:
        """Whether only this machine can reach it: it listens on loopback, and nothing stands in front of it."""
        return is_loopback(self.host) and not self.origins and not self.proxies

    @property
    def hosts(self) -> frozenset[str]:
        """Host names that requests may carry on any connection, without a port: those that it was started with.

        Beside them every connection may name the address that it came to (``security.Door``). The port is not
        compared: a container or a tunnel may publish another one, and a page from elsewhere can choose neither the name
        nor the port its visitor's browser writes there.
        """
        own = () if self.host in (*ANYWHERE, *LOOPBACK) else (bracketed(self.host),)
        others = tuple(bracketed(urlsplit(origin).hostname or "") for origin in self.origins)
        return frozenset(name.lower() for name in (*own, *others) if name)


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reached by this machine only."""
    if host in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
