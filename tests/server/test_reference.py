"""The API as a page: it names every route and every value, its links lead somewhere, and it has no script."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.server.serving import serving
from torchground.server.app import create_app
from torchground.server.openapi import describe
from torchground.server.reference import page_of
from torchground.server.settings import Settings


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return describe(create_app(Settings(data_dir=Path())))


class Seen(HTMLParser):
    """Ids, links and elements of a page; whether every element that is opened is closed."""

    EMPTY = frozenset({"meta", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.elements: set[str] = set()
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag not in self.EMPTY:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href" and (value or "").startswith("#"):
                self.links.add((value or "")[1:])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_route_and_every_value_is_there_once(described: dict[str, Any]) -> None:
    page = page_of(described)
    seen = Seen(page)
    assert seen.open == []
    assert len(seen.ids) == len(set(seen.ids))
    assert set(described["components"]["schemas"]) <= set(seen.ids)
    for path, operations in described["paths"].items():
        for method in operations:
            assert page.count(f"<code>{method.upper()} {path}</code></h3>") == 1


def test_every_link_leads_somewhere_and_nothing_runs(described: dict[str, Any]) -> None:
    seen = Seen(page_of(described))
    assert seen.links <= set(seen.ids)
    assert not seen.elements & {"script", "iframe", "img", "link", "form"}


def test_what_the_description_says_is_text_and_no_markup(described: dict[str, Any]) -> None:
    hostile = "<script>alert(1)</script> & `<b>`"
    changed = {**described, "info": {**described["info"], "description": hostile}}
    page = page_of(changed)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <code>&lt;b&gt;</code>" in page


def test_ranges_and_defaults_are_told(described: dict[str, Any]) -> None:
    page = page_of(described)
    row = re.search(r"<th>patience</th>.*?</tr>", page, re.DOTALL)
    assert row is not None
    assert "from 1, to 100000, default 10" in row[0]
    assert "How many epochs in a row" in row[0]


def test_a_server_shows_it_under_its_policy(tmp_path: Path) -> None:
    with serving(tmp_path) as site:
        answer = site.client.get("/api/docs")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "<code>GET /api/health/catalogue</code>" in answer.text
