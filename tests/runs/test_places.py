"""Places are bounded for all and for each, and whoever holds most gives way."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from torchground.runs.places import Places


@dataclass(eq=False)
class Guest:
    """Holds a place; worth what the test says."""

    key: str
    value: float | None = 0.0
    gone: list[str] = field(default_factory=list)

    def worth(self) -> float | None:
        return self.value

    def give_way(self) -> None:
        self.gone.append(self.key)


def taken(places: Places, key: str, count: int, value: float | None = 0.0) -> list[Guest]:
    guests = [Guest(key, value) for _ in range(count)]
    assert all(places.take(key, guest) for guest in guests)
    return guests


def test_whoever_has_their_share_makes_room_for_themselves_only() -> None:
    places = Places(10, 3)
    others, own = taken(places, "b", 2), taken(places, "a", 3)
    own[1].value = -1
    assert places.take("a", Guest("a"))
    assert [len(guest.gone) for guest in own] == [0, 1, 0]
    assert not any(guest.gone for guest in others)


def test_one_that_holds_all_cannot_shut_the_others_out() -> None:
    places = Places(10, 10)
    many = taken(places, "a", 10)
    for key in "bcde":
        assert places.take(key, Guest(key))
    assert sum(len(guest.gone) for guest in many) == 4
    assert len(places) == 10


def test_a_newcomer_takes_no_place_of_somebody_who_has_fewer() -> None:
    places = Places(6, 6)
    few, own = taken(places, "a", 2), taken(places, "b", 4)
    assert places.take("b", Guest("b"))
    assert not any(guest.gone for guest in few)
    assert sum(len(guest.gone) for guest in own) == 1


def test_where_nobody_can_give_way_there_is_no_place() -> None:
    places = Places(2, 2)
    taken(places, "a", 2, value=None)
    assert not places.take("b", Guest("b"))
    assert not places.take("a", Guest("a"))
    assert not Places(0, 5).take("a", Guest("a"))


def test_a_place_that_was_left_is_free_and_leaving_twice_is_nothing() -> None:
    places = Places(1, 1)
    (guest,) = taken(places, "a", 1)
    places.leave(guest)
    places.leave(guest)
    taken(places, "b", 1)
    assert guest.gone == []


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.floats(0, 1), st.booleans())),
    st.integers(0, 6),
    st.integers(0, 6),
)
def test_no_bound_is_ever_passed(
    comings: list[tuple[str, float | None, bool]], most: int, each: int
) -> None:
    places, here = Places(most, each), set[Guest]()
    for key, value, leaves in comings:
        guest = Guest(key, value)
        if places.take(key, guest):
            here = {one for one in here if not one.gone} | {guest}
        if leaves:
            places.leave(guest)
            here.discard(guest)
        assert len(places) == len(here) <= most
        for each_key in "abc":
            assert sum(one.key == each_key for one in here) <= each


def test_where_the_first_keep_their_place_a_newcomer_of_the_same_key_gets_none() -> None:
    places = Places(4, 3)
    first = taken(places, "a", 3)
    assert not places.take("a", Guest("a"), keeps_first=True)
    assert places.take("b", Guest("b"), keeps_first=True)
    assert places.take("b", Guest("b"), keeps_first=True)
    assert sum(len(guest.gone) for guest in first) == 1


def test_what_must_stay_is_passed_over_however_much_of_it_there_is() -> None:
    """Only some are looked at each time, so the way to what can give way may take a few tries."""
    places = Places(1_000, 1_000)
    taken(places, "a", 990, value=None)
    free = taken(places, "a", 10)
    assert any(places.take("b", Guest("b")) for _ in range(100))
    assert sum(len(guest.gone) for guest in free) == 1
    middle = Places(600, 600)
    taken(middle, "a", 300, value=None)
    (one,) = taken(middle, "a", 1)
    taken(middle, "a", 299, value=None)
    assert any(middle.take("b", Guest("b")) for _ in range(600 // 16 + 1))
    assert one.gone == ["a"]
