"""From a command to a server that listens: the address, the socket, the log, and an end within five seconds."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NoReturn, cast

import structlog
import uvicorn

from torchground.files.durable import FileLock
from torchground.server import life, sentences
from torchground.server.app import MakeWorkers, create_app, local_workers
from torchground.server.connections import IDLE_SECS, Gate, Http, allow_open
from torchground.server.settings import ANYWHERE, Settings, bracketed
from torchground.storage.backups import Backups
from torchground.storage.records import DamagedFile, StoreProblem
from torchground.storage.sentences import BACKUP_NOT_OURS, RESTORED
from torchground.storage.store import Store
from torchground.storage.upkeep import offer
from torchground.telemetry import log
from torchground.words import Sentence, other

_log = structlog.get_logger("server")

_WRONG_USAGE = 2


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    device: str = "auto",
    workers: int | None = None,
    data_dir: Path,
    database_url: str | None = None,
    restore_backup: str | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM. Exits with 2 and a sentence where address or data folder cannot be used.

    ``restore_backup``: first put a back-up in the place of the database, the one of that time, the newest for "".
    """
    log.set_up()
    listening = listen(host, port)
    port = listening.getsockname()[1]
    settings = Settings(
        data_dir=data_dir,
        database_url=database_url,
        host=host,
        port=port,
        device=device,
        workers=workers,
        origins=other_origins(),
        proxies=trusted_proxies(),
        safe_after=_safe_after(),
    )
    allow_open(settings.limits.num_connections + settings.limits.num_sockets)
    with only_server(data_dir), _quiet_end():
        if restore_backup is not None:
            restore(settings, restore_backup)
        Server(settings).run([listening])


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one. Exits with 2 and a sentence where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host.strip("[]"), port))
        listening.listen(1024)
    except OSError as error:
        listening.close()
        _stop(_why_not(host, port, error))
    listening.setblocking(False)
    return listening


class Server(uvicorn.Server):
    """uvicorn with our limits; says where the page is once it can be used."""

    def __init__(self, settings: Settings, make_workers: MakeWorkers = local_workers) -> None:
        self._settings = settings
        self._app = create_app(settings, make_workers)
        limits = settings.limits
        super().__init__(
            uvicorn.Config(
                self._app,
                http=cast("type[asyncio.Protocol]", partial(Http, Gate(limits, settings.proxies))),
                ws="websockets-sansio",
                ws_max_size=limits.socket_bytes,
                ws_per_message_deflate=False,
                ws_ping_interval=20,
                ws_ping_timeout=20,
                timeout_graceful_shutdown=2,
                timeout_keep_alive=int(IDLE_SECS),
                server_header=False,
                proxy_headers=bool(settings.proxies),
                forwarded_allow_ips=list(settings.proxies),
                access_log=False,
                log_config=None,
                lifespan="on",
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        said = logging.getLogger("uvicorn.error")
        said.disabled = True  # what kept the app from starting is said below, once
        try:
            await super().startup(sockets)
        except SystemExit:  # how uvicorn ends where the app does not start
            self._explain()
        finally:
            said.disabled = False
        if not self.started:
            self._explain()
        self._welcome()

    def _explain(self) -> NoReturn:
        """Say why the server cannot start, and end."""
        error: BaseException | None = getattr(self._app.state, "startup_error", None)
        if isinstance(error, DamagedFile) and (path := _database_file(self._settings)) is not None:
            print(error.sentence, file=sys.stderr)
            _stop(offer(Backups(path)))
        if isinstance(error, StoreProblem):
            _stop(error.sentence)
        _log.error("the server could not start", exc_info=error)
        _stop(sentences.CANNOT_START(why=other(error or "for no known reason")))

    def _welcome(self) -> None:
        settings = self._settings
        host = "127.0.0.1" if settings.host in ANYWHERE else bracketed(settings.host)
        print(f"Torchground is at http://{host}:{settings.port} (Ctrl+C stops it)", flush=True)
        if settings.host in ANYWHERE and (found := own_addresses()):
            at = [f"http://{bracketed(address)}:{settings.port}" for address in found]
            print(sentences.ON_THIS_NETWORK(addresses=at), flush=True)


def own_addresses() -> list[str]:
    """By which other machines reach this one: where the system would send from. Nothing is sent."""
    found = []
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((far, 9))
            found.append(asking.getsockname()[0])
    return found


@contextmanager
def _quiet_end() -> Iterator[None]:
    """Being asked to stop is no error: uvicorn raises the signal again once it is done."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(KeyboardInterrupt):
        yield


@contextmanager
def only_server(data_dir: Path) -> Iterator[None]:
    """Hold the data folder: two servers on one would both go on with its runs. The lock ends with the process."""
    lock = FileLock(data_dir / "server.lock")
    try:
        is_free = lock.take()
    except OSError as error:
        _stop(sentences.CANNOT_WRITE(folder=str(data_dir), why=error.strerror or str(error)))
    if not is_free:
        _stop(sentences.FOLDER_IN_USE(folder=str(data_dir)))
    try:
        yield
    finally:
        lock.release()


def restore(settings: Settings, wanted: str) -> None:
    """Put a back-up in the place of the database. Exits with 2 and a sentence where that cannot be done."""
    path = _database_file(settings)
    if path is None:
        _stop(BACKUP_NOT_OURS())
    backups = Backups(path)
    try:
        made = backups.restore(wanted)
    except StoreProblem as problem:
        _stop(problem.sentence)
    except OSError as error:
        _stop(sentences.CANNOT_WRITE(folder=str(path.parent), why=error.strerror or str(error)))
    print(RESTORED(time=made.time, folder=str(backups.damaged)), file=sys.stderr, flush=True)


def _database_file(settings: Settings) -> Path | None:
    """The file of the database; None on PostgreSQL. Exits with 2 and a sentence where the URL names none we know."""
    try:
        return Store(life.database_url(settings)).path
    except StoreProblem as problem:
        _stop(problem.sentence)


def _safe_after() -> int:
    came = os.environ.get("TORCHGROUND_SAFE_AFTER", "3")
    if not came.isdecimal():
        _stop(sentences.BAD_SAFE_AFTER(came=came))
    return min(int(came), 1000)


def _why_not(host: str, port: int, error: OSError) -> Sentence:
    if error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", -1)):
        other = port + 1 if port < 65535 else 8001
        return sentences.PORT_TAKEN(port=port, address=f"{bracketed(host)}:{port}", other=other)
    if error.errno == errno.EACCES:
        return sentences.PORT_NEEDS_RIGHTS(port=port)
    return sentences.CANNOT_LISTEN(host=host, port=port, why=error.strerror or str(error))


def other_origins() -> tuple[str, ...]:
    """Other addresses of the page, separated by commas, from the environment."""
    listed = os.environ.get("TORCHGROUND_ORIGINS", "").split(",")
    origins = tuple(origin.strip().rstrip("/").lower() for origin in listed if origin.strip())
    for origin in origins:
        if not origin.startswith(("http://", "https://")):
            _stop(sentences.BAD_ORIGIN(origin=origin))
    return origins


def trusted_proxies() -> tuple[str, ...]:
    """Addresses and networks of reverse proxies, separated by commas, from the environment."""
    listed = os.environ.get("TORCHGROUND_PROXIES", "").split(",")
    proxies = tuple(proxy.strip() for proxy in listed if proxy.strip())
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError:
            _stop(sentences.BAD_PROXY(proxy=proxy))
    return proxies


def _stop(sentence: Sentence) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(_WRONG_USAGE)
