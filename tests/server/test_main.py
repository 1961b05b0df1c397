"""From the command to a server that listens: what cannot be had is said in one sentence, with exit code 2."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from tests.server.serving import Site, serving
from torchground.server import connections, main
from torchground.server.settings import Settings


def test_a_taken_port_is_one_sentence_with_a_port_that_may_be_free(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with main.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as stopped:
            main.listen("127.0.0.1", port)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert f"Port {port} is taken" in said
    assert "--port" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.name.invalid"])
def test_an_address_that_is_not_ours_is_one_sentence(
    host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main.listen(host, 0)
    assert stopped.value.code == 2
    assert f"Cannot listen on {host}" in capsys.readouterr().err


def test_a_second_server_on_the_same_data_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with main.only_server(tmp_path), pytest.raises(SystemExit) as stopped:
        main.only_server(tmp_path).__enter__()
    assert stopped.value.code == 2
    assert "Another Torchground" in capsys.readouterr().err
    with main.only_server(tmp_path):
        """Once the first is gone, the folder is free."""


def test_a_data_folder_that_cannot_be_made_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SystemExit) as stopped, main.only_server(tmp_path / "file" / "data"):
        pass
    assert stopped.value.code == 2
    assert "--data-dir" in capsys.readouterr().err


def test_other_addresses_of_the_page_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TORCHGROUND_ORIGINS", "https://Play.test/, http://10.0.0.7:9000")
    assert main.other_origins() == ("https://play.test", "http://10.0.0.7:9000")
    hosts = Settings(Path(), origins=main.other_origins()).hosts
    assert hosts == {"play.test", "10.0.0.7"}
    monkeypatch.setenv("TORCHGROUND_ORIGINS", "play.test")
    with pytest.raises(SystemExit):
        main.other_origins()


def test_proxies_come_from_the_environment_and_must_be_addresses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TORCHGROUND_PROXIES", "127.0.0.1, 10.0.0.0/24,")
    assert main.trusted_proxies() == ("127.0.0.1", "10.0.0.0/24")
    monkeypatch.setenv("TORCHGROUND_PROXIES", "proxy.test")
    with pytest.raises(SystemExit):
        main.trusted_proxies()
    assert "TORCHGROUND_PROXIES lists 'proxy.test'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("0.0.0.0", set()),
        ("::", set()),
        ("127.0.0.1", set()),
        ("localhost", set()),
        ("Teacher.local", {"teacher.local"}),
        ("fd00::7", {"[fd00::7]"}),
    ],
)
def test_a_name_to_listen_on_is_right_on_any_connection_an_address_for_all_is_none(
    host: str, names: set[str]
) -> None:
    assert Settings(Path(), host=host).hosts == names


def test_an_origin_of_an_ipv6_address_names_its_host() -> None:
    origins = ("http://[fd00::7]", "http://[fd00::8]:8000")
    assert Settings(Path(), origins=origins).hosts == {"[fd00::7]", "[fd00::8]"}


def test_a_server_for_a_network_answers_at_each_of_its_own_addresses(tmp_path: Path) -> None:
    with serving(tmp_path, host="0.0.0.0") as site:
        for address in {"127.0.0.1", "127.0.0.2", *main.own_addresses()}:
            if ":" not in address and can_reach(address, site.port):
                at = f"http://{address}:{site.port}"
                assert (
                    httpx.get(f"{at}/api/health", trust_env=False, timeout=100).status_code == 200
                )
                forged = {"host": f"localhost:{site.port}"}
                answer = httpx.get(f"{at}/api/health", headers=forged, trust_env=False, timeout=100)
                assert answer.status_code == (200 if address.startswith("127.") else 400)


def can_reach(address: str, port: int) -> bool:
    """Whether this machine has that address."""
    try:
        socket.create_connection((address, port), timeout=20).close()
    except OSError:
        return False
    return True


def test_a_connection_that_says_nothing_is_closed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECS", 0.05)
    for said in (b"", b"GET / HTTP/1.1\r\nHost: local"):
        with socket.create_connection(("127.0.0.1", site.port), timeout=20) as line:
            line.sendall(said)
            assert line.recv(1) == b""


def test_slow_connections_do_not_hold_up_others(site: Site) -> None:
    lines = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(100)]
    try:
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\n")
        assert site.client.get("/api/health").status_code == 200
    finally:
        for line in lines:
            line.close()
