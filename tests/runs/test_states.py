"""The states of a run go forward, and a death is blamed on the right one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchground.runs.sentences import SET_ASIDE
from torchground.runs.states import FOLLOWS, after_death, may_follow, refusal
from torchground.telemetry.messages import OVER, Command, Pause, Play, Set, Step, Stop

COMMANDS: list[Command] = [Play(), Pause(), Step(), Stop(), Set(field="l1", value=0.1)]


def test_nothing_leads_out_of_a_run_that_is_over() -> None:
    for state in OVER:
        assert not any(may_follow(state, after) for after in FOLLOWS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.type)
def test_every_command_fits_until_the_run_is_over_and_then_gets_a_sentence(
    command: Command,
) -> None:
    assert [refusal(state, command) for state in ("queued", "running", "paused")] == [None] * 3
    for state in OVER:
        sentence = refusal(state, command)
        assert sentence is not None
        assert str(sentence).startswith("This run ")
        assert str(sentence).endswith(".")


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_a_run_is_set_aside_only_after_three_deaths_of_its_own_without_progress(
    story: list[tuple[bool, bool]],
) -> None:
    deaths, in_a_row = 0, 0
    for blamed, got_further in story:
        verdict = after_death(deaths, blamed=blamed, got_further=got_further, limit=3)
        in_a_row = (0 if got_further else in_a_row) + blamed
        assert verdict.deaths == in_a_row
        assert verdict.set_aside == (in_a_row >= 3)
        deaths = verdict.deaths


def test_the_sentence_of_a_run_set_aside_says_what_happened_and_what_to_do() -> None:
    sentence = str(SET_ASIDE(deaths=3, why="killed by SIGSEGV", step=120))
    assert all(part in sentence for part in ("3 times", "step 120", "SIGSEGV", "Change it"))
