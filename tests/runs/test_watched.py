"""Everybody's probes together, and only the newest frame of each."""

from __future__ import annotations

import pytest

from torchground.runs.errors import Refused
from torchground.runs.watched import MAX_PROBES, Watched

A = {"type": "a"}
B = {"type": "b"}


def test_the_union_is_what_anybody_looks_at() -> None:
    watched = Watched()
    assert watched.watch("one", {"a()": A})
    assert not watched.watch("two", {"a()": A})
    assert watched.watch("two", {"a()": A, "b()": B})
    assert watched.probes == {"a()": A, "b()": B}
    assert not watched.watch("one", {})
    assert watched.watch("two", {})
    assert watched.probes == {}


def test_only_the_newest_frame_is_kept_and_only_while_somebody_looks() -> None:
    watched = Watched()
    watched.watch("one", {"a()": A})
    assert watched.put("a()", b"1")
    assert watched.put("a()", b"2")
    assert not watched.put("b()", b"3")
    assert watched.newest["a()"].message == b"2"
    assert watched.newest["a()"].number == 2
    watched.watch("one", {})
    assert watched.newest == {}
    watched.watch("one", {"a()": A})
    watched.put("a()", b"4")
    assert watched.newest["a()"].number > 2


def test_too_many_probes_are_refused_with_a_sentence_and_change_nothing() -> None:
    watched = Watched()
    watched.watch("one", {"a()": A})
    with pytest.raises(Refused, match=f"{MAX_PROBES} probes"):
        watched.watch("two", {f"b(n={n})": B for n in range(MAX_PROBES)})
    assert watched.probes == {"a()": A}
