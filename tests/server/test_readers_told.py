"""Whoever runs a server reads on its standard error, and asks its health, how well readers are confined."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.server.serving import Site, serving
from torchground.uploads import jail
from torchground.uploads.confined import Confinement

LACKING = Confinement(
    ("memory limit",), {"kernel filter": "OSError: no", "audit hook": "OSError: no"}
)


def readers(site: Site) -> dict[str, object]:
    """What health says of them, once it is known."""
    give_up = time.monotonic() + 60
    while (told := site.client.get("/api/health").json()["readers"])["confined"] is None:
        assert time.monotonic() < give_up, "it was never found out"
        time.sleep(0.02)
    return dict(told)


@pytest.mark.parametrize("is_allowed", [False, True])
def test_a_server_says_that_its_readers_are_not_confined(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    is_allowed: bool,
) -> None:
    monkeypatch.setattr(jail, "probe", lambda: LACKING)
    monkeypatch.setenv(jail.ALLOW, "1" if is_allowed else "0")
    with serving(tmp_path) as site:
        assert readers(site) == {
            "confined": False,
            "in_force": ["memory limit"],
            "missing": dict(LACKING.missing),
            "allowed_unconfined": is_allowed,
        }
        notices = site.client.get("/api/health").json()["notices"]
    said = capfd.readouterr().err
    assert [notice for notice in notices if "audit hook" in notice]
    expected = "can do whatever the server can do" if is_allowed else "so no file is read;"
    assert expected in said
    assert "audit hook" in said


def test_a_server_whose_readers_are_confined_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(jail, "probe", lambda: Confinement(("all",), {"no network": "no"}))
    with serving(tmp_path) as site:
        assert readers(site)["confined"] is True
    assert "confined" not in capfd.readouterr().err
