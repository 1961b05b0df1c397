"""Whoever follows what changed has the same list as who asks for all of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchground.runs import run_list
from torchground.runs.run_list import MAX_CHANGES, MAX_TEXTS, RunList
from torchground.telemetry.messages import DOWN, RunInfo

RUN = RunInfo(
    id="r", title="A run", state="queued", epochs=1, steps_per_epoch=1, num_params=1, created="2026"
)


class Listing:
    """Runs that come, change and go, and tabs that follow them."""

    def __init__(self) -> None:
        self.runs: dict[str, RunInfo] = {}
        self.list = RunList(lambda who: list(self.runs.values()), self.runs.get)

    def put(self, run_id: str, step: int) -> None:
        self.runs[run_id] = RUN.model_copy(update={"id": run_id, "step": step})
        self.list.change(run_id)

    def drop(self, run_id: str) -> None:
        self.runs.pop(run_id, None)
        self.list.change(run_id)


class Tab:
    """Follows the list as the page does."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._version = 0
        self.runs: dict[str, dict[str, Any]] = {}
        self.kinds: list[str] = []

    def follow(self) -> None:
        news = self._listing.list
        if self._version == news.version:
            return
        text = news.news(self._version)
        self._version = news.version
        message = json.loads(text)
        DOWN.validate_json(text)
        self.kinds.append(message["type"])
        runs = {run["id"]: run for run in message["runs"]}
        self.runs = runs if message["type"] == "runs" else self.runs | runs
        for run in message.get("gone", ()):
            self.runs.pop(run, None)


@given(
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.booleans(), st.sampled_from([0, 1, 2, 3]))),
    st.integers(1, 5),
)
def test_every_tab_has_the_list_whenever_it_looks(
    happens: list[tuple[str, bool, int]], remembered: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_list, "MAX_CHANGES", remembered)
        listing = Listing()
        tabs = [Tab(listing) for _ in range(3)]
        for step, (run, comes, looks) in enumerate(happens):
            if comes:
                listing.put(run, step)
            else:
                listing.drop(run)
            for tab in tabs[:looks]:
                tab.follow()
        for tab in tabs:
            tab.follow()
            assert {run: found["step"] for run, found in tab.runs.items()} == {
                run: info.step for run, info in listing.runs.items()
            }


def test_a_change_costs_its_own_run_however_many_stand_in_the_list() -> None:
    listing = Listing()
    tab = Tab(listing)
    for number in range(MAX_CHANGES - 1):
        listing.put(f"r{number}", 0)
    tab.follow()
    listing.put("r7", 1)
    assert len(listing.list.news(listing.list.version - 1)) < 1_000
    tab.follow()
    assert tab.kinds == ["runs", "listed"]


def test_a_tab_that_missed_too_much_gets_the_list_anew() -> None:
    listing = Listing()
    tab = Tab(listing)
    listing.put("a", 0)
    tab.follow()
    for number in range(MAX_CHANGES + 1):
        listing.put(f"r{number}", 0)
    tab.follow()
    assert tab.kinds == ["runs", "runs"]
    assert len(tab.runs) == MAX_CHANGES + 2


def test_what_is_remembered_is_bounded() -> None:
    listing = Listing()
    for number in range(3 * MAX_CHANGES):
        listing.put(f"r{number}", 0)
        for version in range(0, listing.list.version, 100):
            listing.list.news(version)
        assert len(listing.list._changed) <= MAX_CHANGES
        assert len(listing.list._texts) <= MAX_TEXTS
