"""Who may find, look at and change what somebody made."""

from __future__ import annotations

import pytest

from torchground.people import OPERATOR, Actor, Verb, may, owner_of

MINE, THEIRS = owner_of("mine"), owner_of("theirs")
ME = Actor(MINE)


@pytest.mark.parametrize(
    ("actor", "owner", "find", "look", "change"),
    [
        (ME, MINE, True, True, True),
        (ME, THEIRS, False, True, False),
        (ME, None, True, True, True),
        (OPERATOR, MINE, True, True, True),
        (OPERATOR, None, True, True, True),
    ],
    ids=["own", "of another", "everybody's", "operator, of a person", "operator, everybody's"],
)
def test_who_may_do_what(
    actor: Actor, owner: str | None, find: bool, look: bool, change: bool
) -> None:
    wanted: dict[Verb, bool] = {"find": find, "look": look, "change": change}
    assert {verb: may(actor, verb, owner) for verb in wanted} == wanted


def test_an_owner_tells_nothing_of_the_secret() -> None:
    assert owner_of("secret") == owner_of("secret") != owner_of("secret2")
    assert len(MINE) == 64
    assert "mine" not in MINE
