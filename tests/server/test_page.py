"""The page's files: from a list in memory, compressed, cached by what they are."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import pytest
from starlette.responses import Response

from torchground.server.page import Page


@pytest.fixture
def page(tmp_path: Path) -> Page:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>" + "page " * 100)
    (tmp_path / "assets" / "index-1a2b.js").write_text("let x = 1;" * 100)
    (tmp_path / "assets" / "dot.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret").symlink_to("/etc/passwd")
    return loaded(tmp_path)


def loaded(folder: Path) -> Page:
    page = Page(folder)
    asyncio.run(page.load())
    return page


def get(page: Page, path: str, etag: str | None = None, squeezed: bool = False) -> Response:
    return page.answer(path, accepts_gzip=squeezed, known_etag=etag)


def test_the_page_answers_at_the_root_and_at_its_views(page: Page) -> None:
    for path in ("", "index.html", "runs/abc"):
        answer = get(page, path)
        assert answer.status_code == 200
        assert answer.media_type == "text/html"
        assert answer.headers["cache-control"] == "no-cache"


def test_a_file_named_by_its_content_is_kept_for_ever(page: Page) -> None:
    answer = get(page, "assets/index-1a2b.js")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.media_type == "text/javascript"


def test_a_script_is_sent_compressed_where_that_is_understood(page: Page) -> None:
    plain = get(page, "assets/index-1a2b.js")
    answer = get(page, "assets/index-1a2b.js", squeezed=True)
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(bytes(answer.body)) == plain.body
    assert "content-encoding" not in get(page, "assets/dot.png", squeezed=True).headers


def test_a_file_that_is_known_is_not_sent_again(page: Page) -> None:
    etag = get(page, "").headers["etag"]
    assert get(page, "", etag).status_code == 304
    assert get(page, "", '"other"').status_code == 200


@pytest.mark.parametrize(
    "path",
    ["assets/gone.js", "../pyproject.toml", "assets/../../etc/hosts.txt", "%2e%2e/x.py", "a\0.js"],
)
def test_what_is_not_on_the_list_is_not_there(page: Page, path: str) -> None:
    assert get(page, path).status_code == 404


def test_a_link_out_of_the_folder_is_not_followed(page: Page) -> None:
    assert b"root:" not in bytes(get(page, "secret").body)


def test_a_page_that_was_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    answer = get(loaded(tmp_path), "")
    assert b"python3 run.py setup" in bytes(answer.body)
