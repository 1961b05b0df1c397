"""Runs the scenarios and prints the card: ``python3 run.py faults [--short|--full] [--seed N] [--keep] [NAMES…]``.

The short form tries each scenario a few times, and those that take long only when they are named; the full one as often
as the card asks for. ``--keep`` writes what was measured into docs/reliability.md and into the page's card.
Exits with 1 where a figure is not as asked.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback

from tests.faults import card
from tests.faults.figures import Figure, Figures, Scenario, all_scenarios


def main(arguments: list[str]) -> int:
    """Run what was asked for. Returns the exit code."""
    known = {scenario.name: scenario for scenario in all_scenarios()}
    parser = _parser(list(known))
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(known):
        parser.error(f"no scenario is called {', '.join(sorted(unknown))}")
    names = asked.names or [n for n, one in known.items() if asked.full or asked.count or one.short]
    chosen = [known[name] for name in names]
    form, rows = "full" if asked.full else "short", {}
    for number, scenario in enumerate(chosen, 1):
        print(f"{number}/{len(chosen)} {scenario.name}: {scenario.title}", flush=True)
        count = asked.count or (scenario.full if asked.full else max(1, scenario.short))
        begun = time.monotonic()
        found = tried(scenario, count, asked.seed)
        secs = time.monotonic() - begun
        rows[scenario.name] = card.row(scenario, found, form=form, seed=asked.seed, secs=secs)
        if asked.keep:
            card.keep({scenario.name: rows[scenario.name]})
        print(f"    {'as asked' if found.is_met else 'NOT as asked'}, {secs:.0f} s", flush=True)
    print(f"\n{card.table(rows)}\n\n{card.as_json(rows)}", end="")
    return 0 if all(row.is_met for row in rows.values()) else 1


def tried(scenario: Scenario, count: int, seed: int) -> Figures:
    """The figures of a scenario; one that breaks off has that as its figure."""
    try:
        return scenario.run(count, seed)
    except Exception:
        traceback.print_exc()
        return Figures(0, (Figure("broke off", 1),))


def _parser(names: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py faults", description=__doc__.splitlines()[0])
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--short", action="store_true", help="a few tries each (the default)")
    form.add_argument("--full", action="store_true", help="as many tries as the card asks for")
    parser.add_argument("--count", type=int, help="so many tries instead (of a soak: seconds)")
    parser.add_argument("--seed", type=int, default=0, help="of what is drawn by chance")
    parser.add_argument("--keep", action="store_true", help="write the card that is kept")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
