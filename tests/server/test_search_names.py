"""The names that the page's search is tested on are those of the catalogue and of the lessons."""

from __future__ import annotations

from tests.server.search_names import PATH, search_names


def test_the_page_is_tested_on_the_names_of_today() -> None:
    """If this fails: ``python -m tests.server.search_names``, then ``npx vitest run src/app/find`` in ``frontend``."""
    assert PATH.read_text(encoding="utf-8") == search_names() + "\n"
