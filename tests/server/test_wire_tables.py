"""The page about the wire is made from the classes, and every message and kind of reading stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from torchground.server.wire_tables import document, type_text
from torchground.telemetry.facts import kinds
from torchground.telemetry.messages import Point

PAGE = Path(__file__).parents[2] / "docs" / "wire.md"


def test_the_page_says_what_the_classes_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(), (
        "a message or a kind changed: run `python -m torchground.server.wire_tables docs/wire.md`"
    )


def test_every_message_of_both_lines_and_every_kind_has_its_table() -> None:
    headings = re.findall(r"^### `(\w+)`$", document(), re.M)
    assert {"subscribe", "measure", "points", "hello", "start", "drop", "status", "gone"} <= {
        *headings
    }
    assert set(kinds()) <= set(headings)


def test_every_field_says_what_it_is_or_has_a_type() -> None:
    rows = [line for line in document().splitlines() if line.startswith("| ") and "---" not in line]
    assert len(rows) > 200
    assert not [row for row in rows if row.count(" | ") < 2 or " |  | " in row]


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (int | None, "integer or null"),
        (list[Point], "list of `Point`"),
        (dict[str, float], "map to number"),
        (tuple[int, str], "[integer, string]"),
        (bytes, "bytes"),
    ],
)
def test_types_are_written_in_words(annotation: object, text: str) -> None:
    assert type_text(TypeAdapter(annotation).json_schema()) == text
