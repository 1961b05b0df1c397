"""run.py: what its options mean, when a step is skipped, which PyTorch and Node it takes."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parents[2]
MACHINE = platform.machine().lower()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """run.py with an empty folder as its project."""
    venv = tmp_path / ".venv"
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", venv)
    monkeypatch.setattr(run, "BIN", venv / "bin")
    monkeypatch.setattr(run, "STAMPS", venv / ".torchground")
    monkeypatch.setattr(run, "FRONTEND", tmp_path / "frontend")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "command", "rest"),
    [
        ([], "serve", []),
        (["--port", "9000"], "serve", ["--port", "9000"]),
        (["serve", "--port", "9000"], "serve", ["--port", "9000"]),
        (["test", "-k", "shape"], "test", ["-k", "shape"]),
        (["setup"], "setup", []),
        (["--help"], "help", []),
        (["-h"], "help", []),
        (["tset"], "unknown", ["tset"]),
    ],
)
def test_words_are_commands_and_options_go_to_serve(
    arguments: list[str], command: str, rest: list[str]
) -> None:
    assert run.split_command(arguments) == (command, rest)


def test_an_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.unknown(["tset"]) == 2
    said = capsys.readouterr().err
    assert "'tset'" in said
    assert "serve, setup, test, check, faults, fix, dev, docs, lock" in said


def test_a_stamp_fits_only_what_it_was_written_for(here: Path) -> None:
    assert not run.stamp_fits("page", "a")
    run.write_stamp("page", "a")
    assert run.stamp_fits("page", "a")
    assert not run.stamp_fits("page", "b")
    assert not run.stamp_fits("packages", "a")


def test_the_page_is_built_again_when_a_source_changes_and_not_for_its_tests(here: Path) -> None:
    source = here / "frontend" / "src" / "app.ts"
    source.parent.mkdir(parents=True)
    source.write_text("one")
    first = run.page_key()
    (source.parent / "app.test.ts").write_text("a test")
    (here / "frontend" / "node_modules").mkdir()
    (here / "frontend" / "node_modules" / "x.js").write_text("another's")
    assert run.page_key() == first
    source.write_text("two")
    assert run.page_key() != first
    source.write_text("one")
    source.rename(source.parent / "main.ts")
    assert run.page_key() != first


def test_fingerprints_know_where_one_text_ends() -> None:
    assert run.fingerprint(["ab", "c"]) != run.fingerprint(["a", "bc"])


def test_packages_are_installed_once_and_extras_are_added(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(run, "pip_settings", dict)
    monkeypatch.setattr(run, "quietly", lambda command, *rest: commands.append(command))
    for extras in ([], [], ["dev"], ["dev"], [], ["postgres"]):
        run.install_packages(extras)
    asked = [command[command.index("--editable") + 1] for command in commands]
    assert asked == [".", ".[dev]", ".[dev,postgres]"]
    (here / "pyproject.toml").write_text("changed")
    run.install_packages([])
    assert len(commands) == 4


def test_an_installation_that_was_killed_is_repaired(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def killed(command: list[str], *rest: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "pip_settings", dict)
    monkeypatch.setattr(run, "quietly", killed)
    with pytest.raises(KeyboardInterrupt):
        run.install_packages([])
    monkeypatch.setattr(run, "quietly", lambda command, *rest: commands.append(command))
    run.install_packages([])
    run.install_packages([])
    assert [command[-1] for command in commands] == ["--reinstall"]


def wheel(version: str, tag: str = "cp311", system: str = f"manylinux_2_28_{MACHINE}") -> str:
    return f"torch-{version}-{tag}-{tag}-{system}.whl"


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        ([], None),
        ([wheel("2.13.0+cpu")], "torch==2.13.0+cpu"),
        ([wheel("2.9.1+cpu")], None),
        ([wheel("2.9.1+cpu"), wheel("2.12.0+cpu"), wheel("2.11.3+cpu")], "torch==2.12.0+cpu"),
        ([wheel("2.13.0+cu130")], None),
        ([wheel("2.13.0+cpu", tag="cp312")], None),
        ([wheel("2.13.0+cpu", system="win_amd64")], None),
        ([wheel("2.13.0+cpu", system="manylinux_2_28_s390x")], None),
        ([wheel("2.13.0+cpu").replace("torch", "torchvision")], None),
    ],
)
def test_a_wheel_of_torch_that_fits_is_taken(
    names: list[str], taken: str | None, tmp_path: Path
) -> None:
    for name in names:
        (tmp_path / name).touch()
    folders = [tmp_path.as_uri(), "https://wheels.invalid/torch", str(tmp_path / "missing")]
    assert run.local_torch(folders, "cp311", "linux") == taken


def test_the_build_of_torch_can_be_chosen(here: Path) -> None:
    (here / ".venv").mkdir()
    (here / ".venv" / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.11.2\n")
    (here / wheel("2.13.0+cpu", system=system_word())).touch()
    folders = [str(here)]
    assert run.torch_request("auto", folders) == ["torch==2.13.0+cpu"]
    assert run.torch_request("cpu", folders) == ["torch==2.13.0+cpu"]
    assert run.torch_request("cu130", folders) == ["torch>=2.10", "--torch-backend", "cu130"]
    assert run.torch_request("pypi", folders) == ["torch>=2.10"]
    assert run.torch_request("auto", []) == ["torch>=2.10", "--torch-backend", "auto"]


def system_word() -> str:
    words = {"linux": "manylinux_2_28_", "darwin": "macosx_14_0_", "win32": "win_"}
    return words[sys.platform] + MACHINE


def test_pip_is_asked_what_this_machine_is_told() -> None:
    listing = (
        "global.cert='/ca.pem'\nglobal.find-links='/wheels /more'\nglobal.index-url='https://m'\n"
    )
    settings = run.parse_pip_settings(listing + ":env:.find-links='/mine'\n")
    assert settings["find-links"] == "/mine"
    assert run.parse_pip_settings(listing)["find-links"].split() == ["/wheels", "/more"]
    assert run.parse_pip_settings("nonsense\n") == {}


def test_pips_index_is_handed_on_unless_uv_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("NODE_EXTRA_CA_CERTS", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", "/mine.pem")
    settings = {"index-url": "https://mirror.invalid/simple", "cert": "/ca.pem"}
    assert run.told_to_pip(settings) == {
        "UV_DEFAULT_INDEX": "https://mirror.invalid/simple",
        "NODE_EXTRA_CA_CERTS": "/ca.pem",
    }


@pytest.mark.parametrize(
    ("system", "wheel_name"),
    [
        ("linux-x86_64", "uv-1-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"),
        ("linux-aarch64", "uv-1-py3-none-manylinux_2_28_aarch64.whl"),
        ("macosx-11.0-arm64", "uv-1-py3-none-macosx_11_0_arm64.whl"),
        ("win-amd64", "uv-1-py3-none-win_amd64.whl"),
    ],
)
def test_uv_is_taken_for_this_machine(system: str, wheel_name: str) -> None:
    names = [
        "uv-1.tar.gz",
        "uv-1-py3-none-musllinux_1_1_x86_64.whl",
        "uv-1-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "uv-1-py3-none-manylinux_2_28_aarch64.whl",
        "uv-1-py3-none-macosx_11_0_arm64.whl",
        "uv-1-py3-none-win_amd64.whl",
    ]
    picked = run.pick_uv_wheel([{"filename": name} for name in names], system)
    assert picked["filename"] == wheel_name


def test_a_machine_that_uv_does_not_know_is_named() -> None:
    with pytest.raises(ValueError, match="no build for plan9-vax"):
        run.pick_uv_wheel([], "plan9-vax")


def test_a_node_that_is_missing_is_older_than_any() -> None:
    assert run.node_version(None) == ()
    assert run.node_version("/no/such/node") == ()
    assert run.OLDEST_NODE > ()


def test_of_much_that_was_said_the_first_and_the_last_lines_are_shown() -> None:
    lines = [str(number) for number in range(100)]
    assert run.shortened(lines[:37]) == lines[:37]
    assert run.shortened(lines) == [*lines[:12], "...", *lines[75:]]


def test_a_step_that_fails_shows_the_command_its_last_lines_and_what_to_do() -> None:
    code = "print('almost there'); print('no room left'); raise SystemExit(3)"
    with pytest.raises(run.StepError) as caught:
        run.quietly([sys.executable, "-c", code], "Make room.")
    said = str(caught.value)
    assert sys.executable in said
    assert "no room left" in said
    assert said.endswith("Make room.")


def test_a_program_that_is_not_there_is_a_sentence_too() -> None:
    with pytest.raises(run.StepError, match="no-such-program"):
        run.quietly(["/no-such-program"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has other locks and other signals")
def test_two_set_ups_do_not_meet(here: Path) -> None:
    with run.only_one_at_a_time(), open(here / ".setup.lock", encoding="utf-8") as other:
        assert not run.try_lock(other.fileno())
    with open(here / ".setup.lock", encoding="utf-8") as other:
        assert run.try_lock(other.fileno())


def test_an_older_python_gets_one_sentence() -> None:
    code = (
        "import sys, runpy; sys.version_info = (3, 9, 1, 'final', 0)\n"
        f"runpy.run_path({str(ROOT / 'run.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Torchground needs Python 3.10 or newer")
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_help_names_every_command() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "--help"], capture_output=True, text=True
    )
    assert done.returncode == 0
    for command in run.OURS:
        assert command == "serve" or f"run.py {command}" in done.stdout
