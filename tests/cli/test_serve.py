"""``torchground serve``: its options reach the server."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from torchground import cli
from torchground.uploads import jail


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the server was started with, without starting it."""
    calls: list[dict[str, Any]] = []
    server = SimpleNamespace(serve=lambda **options: calls.append(options))
    monkeypatch.setitem(sys.modules, "torchground.server.main", server)
    monkeypatch.delenv("TORCHGROUND_DATABASE_URL", raising=False)
    return calls


def test_without_a_command_the_playground_is_served(served: list[dict[str, Any]]) -> None:
    assert cli.main([]) == 0
    assert cli.main(["--port", "9000"]) == 0
    assert cli.main(["serve", "--port", "9000"]) == 0
    assert [call["port"] for call in served] == [8000, 9000, 9000]
    assert served[0]["host"] == "127.0.0.1"
    assert served[0]["device"] == "auto"
    assert served[0]["workers"] is None
    assert served[0]["data_dir"].name.lower() == "torchground"
    assert served[1] == served[2]


def test_every_option_of_serve_reaches_the_server(
    served: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCHGROUND_DATABASE_URL", "postgresql+psycopg://db/torchground")
    cli.main(["--device", "cpu", "--workers", "3", "--data-dir", str(tmp_path)])
    assert served[0]["device"] == "cpu"
    assert served[0]["workers"] == 3
    assert served[0]["data_dir"] == tmp_path
    assert served[0]["database_url"] == "postgresql+psycopg://db/torchground"


def test_reading_files_unconfined_is_a_choice(
    served: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(jail.ALLOW, "0")
    cli.main([])
    assert not jail.is_allowed()
    cli.main(["--allow-unconfined-readers"])
    assert jail.is_allowed()
    assert len(served) == 2


@pytest.mark.parametrize(
    ("host", "warned"),
    [
        ("127.0.0.1", False),
        ("localhost", False),
        ("::1", False),
        ("[::1]", False),
        ("127.1.2.3", False),
        ("0.0.0.0", True),
        ("::", True),
        ("192.168.1.5", True),
        ("playground.example.org", True),
    ],
)
def test_opening_it_to_others_says_what_they_can_do(
    host: str, warned: bool, served: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--host", host]) == 0
    assert ("no password" in capsys.readouterr().err) is warned
    assert served[0]["host"] == host
