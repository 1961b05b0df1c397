"""Code that the benchmarks share: a real server with an empty folder, requests to it, and a table of the results."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.e2e.served import Served


@contextmanager
def served() -> Iterator[str]:
    """The address of a server that runs during the benchmark. Its worker is warm."""
    with tempfile.TemporaryDirectory() as folder:
        server = Served(Path(folder) / "data")
        try:
            server.start()
            server.wait_for_worker()
            yield server.address
        finally:
            server.stop()


def ask(base: str, path: str, body: Any = None) -> Any:
    """Requests JSON from the server. With ``body`` it is a POST."""
    with httpx.Client(base_url=base, trust_env=False, timeout=30) as client:
        answer = client.get(path) if body is None else client.post(path, json=body)
    answer.raise_for_status()
    return answer.json()


def table(rows: list[list[object]], *head: str) -> None:
    """Prints rows in aligned columns under ``head``."""
    cells = [list(head), *[[_text(cell) for cell in row] for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    for row in cells:
        print(
            "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        )


def _text(cell: object) -> str:
    return f"{cell:.3g}" if isinstance(cell, float) else str(cell)
