"""The description of the API is kept in a file, from which the browser's types are made: it must not drift unseen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from torchground.server.app import create_app
from torchground.server.openapi import describe
from torchground.server.settings import Settings
from torchground.telemetry.facts import kinds

GOLDEN = Path(__file__).parents[1] / "golden" / "openapi.json"


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return describe(create_app(Settings(data_dir=Path())))


def test_the_description_is_the_one_the_page_was_made_from(described: dict[str, Any]) -> None:
    assert described == json.loads(GOLDEN.read_text(encoding="utf-8")), (
        "the API changed: run `python -m torchground.server.schema tests/golden/openapi.json`, then `npm run gen` "
        "in frontend/"
    )


def test_the_messages_of_the_stream_are_described(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    down = {option["$ref"].rsplit("/", 1)[-1] for option in schemas["Down"]["oneOf"]}
    up = {option["$ref"].rsplit("/", 1)[-1] for option in schemas["Up"]["oneOf"]}
    assert {"Hello", "Points", "Answer"} <= down
    assert {"Subscribe", "Watch", "CommandMessage"} <= up
    assert schemas["Kind"]["enum"] == list(kinds())


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    missing = {name for name in references(described) if name not in schemas}
    assert not missing
    assert not [name for name in schemas if name.endswith(("-Input", "-Output"))]


def references(part: Any) -> set[str]:
    if isinstance(part, dict):
        found = set().union(*map(references, part.values())) if part else set()
        return found | (
            {part["$ref"].rsplit("/", 1)[-1]} if isinstance(part.get("$ref"), str) else set()
        )
    return set().union(*map(references, part)) if isinstance(part, list) and part else set()
