"""Cases of a test that ``--exhaustive`` adds: more of what the other cases of the same test hold already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

import pytest


def more(*values: Any, id: str | None = None) -> Any:
    """One more case of a parametrized test."""
    return pytest.param(*values, id=id, marks=pytest.mark.exhaustive)


def mostly_more(
    values: Iterable[Any], always: Collection[str], name: Callable[[Any], str]
) -> list[Any]:
    """All values as cases; those that are not named in ``always`` only where everything is tried."""
    values = list(values)
    missing = set(always) - {name(value) for value in values}
    assert not missing, f"nothing is called {missing}"
    return [
        (pytest.param if name(value) in always else more)(value, id=name(value)) for value in values
    ]
