"""HTTP requests in sequences that schemathesis makes, with SQLite and with PostgreSQL"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, settings

from tests.faults.figures import Figure, Figures
from tests.faults.flooding import bare_server
from tests.storage.postgres import running

SHORT, FULL = 80, 20_000
"""Requests, about, to each of the two."""
STEPS = 10
"""Requests in one sequence."""
SCHEMA = Path(__file__).parents[2] / "golden" / "openapi.json"
INTERNAL = 500


def run(count: int, seed: int) -> Figures:
    """How many answers were errors of the server's own."""
    with tempfile.TemporaryDirectory() as folder:
        sqlite = _asked(folder, None, count, seed)
    with running() as cluster, tempfile.TemporaryDirectory() as folder:
        if cluster is None:
            figures = _figures("SQLite", *sqlite)
            return Figures(count, figures, left_out="PostgreSQL is not installed here")
        postgres = _asked(folder, cluster.new_database(), count, seed)
    return Figures(count, (*_figures("SQLite", *sqlite), *_figures("PostgreSQL", *postgres)))


def _figures(store: str, wrong: int, asked: int) -> tuple[Figure, ...]:
    return (
        Figure(f"answers that were 5xx, {store}", wrong),
        Figure(f"requests, {store}", asked, None),
    )


def _asked(folder: str, database_url: str | None, count: int, seed: int) -> tuple[int, int]:
    """How many answers were 5xx, and how many requests there were."""
    wrong: list[str] = []
    asked = [0]
    with bare_server(folder, database_url=database_url) as (host, port):
        machine = _machine(f"http://{host}:{port}", wrong, asked)
        settled = settings(
            max_examples=max(1, count // STEPS),
            stateful_step_count=STEPS,
            phases=[Phase.explicit, Phase.generate],
            deadline=None,
            database=None,
            derandomize=True,
            verbosity=Verbosity.quiet,
            suppress_health_check=list(HealthCheck),
        )
        machine.run(settings=settled)
    for one in wrong[:5]:
        print(one)
    return len(wrong), asked[0]


def _machine(address: str, wrong: list[str], asked: list[int]) -> Any:
    """What makes the sequences: a request uses what the answers before it named."""
    base: Any = schemathesis.openapi.from_path(SCHEMA).as_state_machine()

    class Requests(base):  # type: ignore[misc]
        """All of them go to one server, and are counted."""

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"base_url": address}

        def validate_response(self, response: Any, case: Any, **more: Any) -> None:
            asked[0] += 1
            if response.status_code >= INTERNAL:
                wrong.append(f"{case.method} {case.path}: {response.status_code} {response.text}")

    return Requests
