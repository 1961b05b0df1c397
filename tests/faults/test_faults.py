"""The short form of every scenario, and that the kept card, its document and the page say the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults import card
from tests.faults.figures import Figure, Figures, Scenario, all_scenarios

SCENARIOS = all_scenarios()
HELD_ELSEWHERE = {
    "kill_server": "tests/e2e/test_server_life.py, tests/runs/test_kills.py",
    "kill_worker": "tests/runs/test_kills.py, tests/workers/test_local.py",
    "network_faults": "tests/e2e/test_bad_lines.py, tests/server/lines",
    "shaky_store": "tests/runs, tests/server/test_saving_delayed.py",
}
"""The longest of them, and the tests that keep their promise in every run of the suite."""


def as_a_test(scenario: Scenario) -> object:
    """One that awaits the mend of a known fault is expected to fail, and only then."""
    marks = [pytest.mark.slow, pytest.mark.timeout(600)]
    if scenario.name in HELD_ELSEWHERE:
        marks.append(pytest.mark.exhaustive)
    if scenario.awaits:
        marks.append(pytest.mark.xfail(reason=scenario.awaits))
    return pytest.param(scenario, id=scenario.name, marks=marks)


@pytest.mark.parametrize("scenario", [as_a_test(s) for s in SCENARIOS if s.short])
def test_a_scenario_is_as_it_is_asked_for(scenario: Scenario) -> None:
    # In a thread: a browser's tests in the same process leave an event loop running in this one.
    with ThreadPoolExecutor(1) as own:
        found = own.submit(scenario.run, scenario.short, 0).result()
    if found.left_out and not found.figures:
        pytest.skip(f"NOT TRIED: {found.left_out}")
    assert [figure for figure in found.figures if not figure.is_met] == []
    assert found.tries > 0


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_scenario_says_what_it_does_and_is_shorter_in_its_short_form(scenario: Scenario) -> None:
    assert 10 < len(scenario.title) < 110
    assert 0 <= scenario.short <= scenario.full > 0


def test_the_document_shows_the_card_that_is_kept() -> None:
    text = card.DOCUMENT.read_text(encoding="utf-8")
    shown = text.partition(card.BEGIN)[2].partition(card.END)[0].strip()
    assert shown == card.table(card.kept())
    assert card.KEPT.read_text(encoding="utf-8") == card.as_json(card.kept())


def test_a_card_names_only_scenarios_that_are_there() -> None:
    assert set(card.kept()) <= {scenario.name for scenario in SCENARIOS}


def test_a_figure_that_is_not_met_is_seen_in_the_table() -> None:
    scenario = Scenario("cut", "The power is cut", 1, 9, lambda count, seed: found, "fault 7")
    found = Figures(3, (Figure("lost", 2), Figure("back", 1.25, None, " s")))
    row = card.row(scenario, found, form="short", seed=0, secs=1)
    lines = card.table({"cut": row}).splitlines()
    assert lines[2].startswith(
        "| The power is cut **Not met: fault 7.** | 3 (9) | lost | 0 | **2** |"
    )
    assert lines[3] == "| | | back | – | 1.25 s |  |"
    assert not found.is_met
