"""The card: what each scenario measured, with date and commit; as a table, as JSON, in ``docs/reliability.md``."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from tests.faults.figures import Figures, Scenario, shown

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "reliability.md"
KEPT = ROOT / "frontend" / "src" / "app" / "reliability.json"
"""The card that is kept: the page is built with it."""
BEGIN, END = "<!-- the card begins -->", "<!-- the card ends -->"


@dataclass(frozen=True)
class Row:
    """One scenario on the card."""

    title: str
    date: str
    commit: str
    machine: str
    form: str
    seed: int
    tries: int
    asked_tries: int
    secs: int
    left_out: str
    awaits: str
    figures: tuple[dict[str, Any], ...]

    @property
    def is_met(self) -> bool:
        return all(figure["met"] for figure in self.figures)


Card = Mapping[str, Row]
"""By the scenario's name."""


def row(scenario: Scenario, found: Figures, *, form: str, seed: int, secs: float) -> Row:
    """What a scenario that ran just now has on the card."""
    figures = tuple(
        {
            "what": figure.what,
            "asked": figure.asked,
            "measured": f"{shown(figure.measured)}{figure.unit}",
            "met": figure.is_met,
        }
        for figure in found.figures
    )
    return Row(
        title=scenario.title,
        date=datetime.now(timezone.utc).strftime("%Y-%m-%d"),
        commit=commit(),
        machine=machine(),
        form=form,
        seed=seed,
        tries=found.tries,
        asked_tries=scenario.full,
        secs=round(secs),
        left_out=found.left_out,
        awaits="" if found.is_met else scenario.awaits,
        figures=figures,
    )


def commit() -> str:
    """Of the code that runs; with ``-dirty`` where more than the card itself was changed since."""
    found = _git("rev-parse", "--short=10", "HEAD")
    but_card = [f":!{path.relative_to(ROOT).as_posix()}" for path in (DOCUMENT, KEPT)]
    changed = _git("status", "--porcelain", "--", ".", *but_card)
    return f"{found}-dirty" if changed else found or "unknown"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip()


def machine() -> str:
    """What the figures were measured on, in a few words."""
    return f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def table(card: Card) -> str:
    """The card as a table of Markdown."""
    lines = [
        "| scenario | tries (asked) | figure | asked | measured | date, commit |",
        "| --- | ---: | --- | ---: | ---: | --- |",
    ]
    for name in sorted(card):
        lines += _lines(card[name])
    return "\n".join(lines)


def _lines(row: Row) -> list[str]:
    head = f"{row.title}{f' ({row.left_out})' if row.left_out else ''}"
    head += f" **Not met: {row.awaits}.**" if row.awaits else ""
    tries, of = f"{row.tries:,} ({row.asked_tries:,})", f"{row.date}, {row.commit}"
    if not row.figures:
        return [f"| {head} | {tries} | – | – | – | {of} |"]
    lines = []
    for number, figure in enumerate(row.figures):
        begin = f"| {head} | {tries}" if number == 0 else "| |"
        measured = figure["measured"] if figure["met"] else f"**{figure['measured']}**"
        end = of if number == 0 else ""
        lines.append(f"{begin} | {figure['what']} | {figure['asked']} | {measured} | {end} |")
    return lines


def as_json(card: Card) -> str:
    """The card as JSON, as the page reads it."""
    rows = {name: asdict(card[name]) for name in sorted(card)}
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def kept() -> dict[str, Row]:
    """The card that is kept."""
    if not KEPT.exists():
        return {}
    rows = json.loads(KEPT.read_text(encoding="utf-8"))
    return {name: Row(**{**row, "figures": tuple(row["figures"])}) for name, row in rows.items()}


def keep(card: Card) -> None:
    """Replace these rows of the card that is kept, and the table in the document."""
    whole = {**kept(), **card}
    KEPT.write_text(as_json(whole), encoding="utf-8")
    begin, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    end = rest.partition(END)[2]
    DOCUMENT.write_text(f"{begin}{BEGIN}\n\n{table(whole)}\n\n{END}{end}", encoding="utf-8")
