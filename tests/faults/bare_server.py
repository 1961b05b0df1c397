"""A real server without workers, as a process of its own: ``python -m tests.faults.bare_server FOLDER [NAME=VALUE…]``.

For scenarios that start many servers and train nothing. Limits can be given by name, another database than the one in
the folder by ``TORCHGROUND_DATABASE_URL``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from tests.server.serving import NoWorkers
from torchground.server.main import Server, listen, only_server
from torchground.server.settings import Limits, Settings


def main(folder: str, *limits: str) -> None:
    """Serve until it is killed."""
    given: dict[str, Any] = {
        name: int(value) for name, _, value in (x.partition("=") for x in limits)
    }
    listening = listen("127.0.0.1", 0)
    page_dir = Path(folder) / "page"
    page_dir.mkdir(parents=True, exist_ok=True)
    (page_dir / "index.html").write_text("<!doctype html><title>Torchground</title>")
    settings = Settings(
        data_dir=Path(folder),
        port=listening.getsockname()[1],
        workers=1,
        database_url=os.environ.get("TORCHGROUND_DATABASE_URL"),
        page_dir=page_dir,
        limits=Limits(**given),
    )
    with only_server(Path(folder)):
        Server(settings, lambda _: NoWorkers()).run([listening])


if __name__ == "__main__":
    main(*sys.argv[1:])
