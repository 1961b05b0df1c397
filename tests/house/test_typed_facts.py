"""The page reads the facts and tensors of a reading by their types, which come from the server's declarations."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "frontend" / "src"
DOOR = {"stream/decode.ts", "stream/decode.test.ts"}
"""Where what came over the line becomes a reading, after it was checked."""
UNTYPED = {
    r"\bfacts\??\.?\[": "a fact that is looked up by a string",
    r"\bfacts\)? as\b": "facts whose type is claimed",
    r"\b(?:Number|Boolean)\([^()\n]*\bfacts\b": "a fact that is made into what it should be",
    r"\bfacts\??: [^;{}\n]*\b(?:unknown|any)\b": "facts without a type",
    r"\btensors\??\.?\[[\"'`]": "a tensor that is looked up by a string",
    r"\b(?:wordOf|wordsOf|factOf|isFact|pairOf|tensorOf)\(reading, \"": "a fact looked up by its name",
}


def test_no_fact_is_looked_up_without_its_type() -> None:
    found = [
        f"{path.relative_to(PAGE)}:{number}: {what}: {line.strip()}"
        for path in sorted(PAGE.rglob("*.ts*"))
        if path.relative_to(PAGE).as_posix() not in DOOR and ".gen." not in path.name
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for pattern, what in UNTYPED.items()
        if re.search(pattern, line)
    ]
    assert not found, "\n".join(found)


def test_the_patterns_find_what_they_are_for() -> None:
    lines = [
        'reading.facts["names"]',
        "reading?.facts?.[name]",
        "(reading.facts as CellFacts).value",
        'Number(reading.facts.low ?? "0")',
        "readonly facts: Readonly<Record<string, unknown>>;",
        'reading.tensors["values"]',
        'wordsOf(reading, "names")',
    ]
    assert [line for line in lines if not any(re.search(p, line) for p in UNTYPED)] == []
