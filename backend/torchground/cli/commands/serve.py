"""``torchground serve``: serves the playground in the browser until it is stopped."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys

from torchground.cli.command import Command
from torchground.cli.datafolder import default_data_dir
from torchground.cli.exits import FINISHED
from torchground.cli.options import add_data_dir, num_workers, port
from torchground.cli.output import Output


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the server."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)"
    )
    parser.add_argument(
        "--port", type=port, default=8000, help="port to listen on (8000); 0 takes a free one"
    )
    parser.add_argument(
        "--device",
        default="auto",
        choices=["auto", "cpu", "cuda"],
        help="where to train (auto: a GPU where there is one and it pays)",
    )
    parser.add_argument("--workers", type=num_workers, help="processes that train (one a core)")
    add_data_dir(parser)
    parser.add_argument(
        "--database-url",
        help="postgresql+psycopg://… instead of SQLite in the data folder; better in the environment as "
        "TORCHGROUND_DATABASE_URL",
    )
    parser.add_argument(
        "--allow-unconfined-readers",
        action="store_true",
        help="read uploaded files also where the kernel does not let their readers be confined: what a file makes of "
        "its reader can then do whatever the server can do (the same as TORCHGROUND_ALLOW_UNCONFINED_READERS=1)",
    )
    parser.add_argument(
        "--restore-backup",
        nargs="?",
        const="",
        metavar="TIME",
        help="first put a back-up in the place of the database: the newest, or that of a time such as "
        "'2026-11-30 21:00'; the file that is there is kept",
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """Serves the playground until it is stopped. Returns the exit code."""
    from torchground.server.main import serve as serve_forever
    from torchground.uploads.jail import ALLOW

    if not is_loopback(options.host):
        print(
            f"Warning: --host {options.host} lets everybody who can reach this machine use the playground: start, stop "
            "and delete runs, read and change projects. There is no password.",
            file=sys.stderr,
        )
    if options.allow_unconfined_readers:
        os.environ[ALLOW] = "1"
    serve_forever(
        host=options.host,
        port=options.port,
        device=options.device,
        workers=options.workers,
        data_dir=options.data_dir or default_data_dir(),
        database_url=options.database_url or os.environ.get("TORCHGROUND_DATABASE_URL") or None,
        restore_backup=options.restore_backup,
    )
    return FINISHED


def is_loopback(host: str) -> bool:
    """Whether the address can be reached only from this machine."""
    import ipaddress

    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return host == "localhost"


COMMAND = Command(
    "serve", "the playground in the browser (the default)", add_options, run, order=10
)
