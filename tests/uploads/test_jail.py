"""The jail holds: what a subverted reader tries fails, costs little, and is answered with a sentence."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.uploads.conftest import names
from torchground.files.store import FileStore
from torchground.uploads import jail
from torchground.uploads.answer import Found, Refusal, Said
from torchground.uploads.confined import REQUIRED, Confinement
from torchground.uploads.sentences import NOT_READ

HERE = str(Path(__file__).parent)
linux = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"),
    reason="the kernel's filter is Linux's",
)


def ask(wish: str, tmp_path: Path) -> Found | Refusal:
    source, result = tmp_path / "source", tmp_path / "result"
    source.write_text(wish)
    result.touch()
    return jail.ask("hostile", source, result, [HERE])


@linux
def test_of_twenty_eight_ways_out_none_leads_out(tmp_path: Path) -> None:
    answer = ask("probe", tmp_path)
    assert isinstance(answer, Refusal)
    assert answer.sentence == "through: ."
    assert not Path("/tmp/torchground-was-here").exists()


@linux
def test_memory_has_an_end(tmp_path: Path) -> None:
    answer = ask("memory", tmp_path)
    assert isinstance(answer, Refusal)
    assert "more than 1 GB of memory" in answer.sentence


def test_time_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jail, "WALL_SECS", 1.5)
    answer = ask("time", tmp_path)
    assert isinstance(answer, Refusal)
    assert "it was stopped" in answer.sentence


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_processor_time_has_an_end(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {HERE!r}); from torchground.uploads import child, confined; "
        "confined.CPU_SECS = 1; child.main('confined', 'hostile', *sys.argv[1:])"
    )
    source, result = tmp_path / "source", tmp_path / "result"
    source.write_text("time")
    result.touch()
    command = [sys.executable, "-I", "-c", code, str(source), str(result)]
    done = subprocess.run(command, timeout=60, capture_output=True)
    assert done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    assert "it was stopped" in jail._why(done.returncode).sentence


def confined_with(change: str, wish: str, tmp_path: Path, allow: str = "confined") -> Said:
    """What a child says in whose confinement something was changed before."""
    code = (
        f"import sys; sys.path.insert(0, {HERE!r}); from torchground.uploads import child, confined; "
        f"{change}; child.main({allow!r}, 'hostile', *sys.argv[1:])"
    )
    source, result = tmp_path / "source", tmp_path / "result"
    source.write_text(wish)
    result.touch()
    command = [sys.executable, "-I", "-c", code, str(source), str(result)]
    done = subprocess.run(command, timeout=60, capture_output=True, check=True)
    return Said.model_validate_json(done.stdout)


@linux
def test_a_step_that_is_refused_takes_no_other_away(tmp_path: Path) -> None:
    whole = confined_with("pass", "probe", tmp_path)
    said = confined_with("confined.OOM_SCORE = '/proc/self/nothing'", "probe", tmp_path)
    assert set(said.missing) == {"first to go when memory runs out", *whole.missing}
    assert set(said.in_force) == set(whole.in_force) - {"first to go when memory runs out"}
    assert set(said.in_force) >= REQUIRED
    assert isinstance(said.answer, Refusal)
    assert said.answer.sentence == "through: ."


@linux
@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ("confined._SECCOMP = dict.fromkeys(confined._SECCOMP, 9999)", "kernel filter"),
        ("confined._CALLS = {}", "kernel filter"),
        ("confined.ctypes = None", "kernel filter"),
        ("import os; os.close, os.open = lambda *_: 0, lambda *_: 9", "kernel filter"),
        ("import resource; resource.RLIMIT_AS = 999", "memory limit"),
        ("confined.REQUIRED |= {'no network'}; confined._NEW_NETWORK = -1", "no network"),
    ],
)
def test_a_reader_that_is_not_confined_reads_nothing(
    tmp_path: Path, change: str, missing: str
) -> None:
    said = confined_with(change, "lie", tmp_path)
    assert missing in said.missing
    assert isinstance(said.answer, Refusal)
    assert said.answer.code == "upload.not_read"


@linux
def test_whoever_runs_the_server_can_take_the_risk(tmp_path: Path) -> None:
    change = "confined._SECCOMP = dict.fromkeys(confined._SECCOMP, 9999)"
    said = confined_with(change, "lie", tmp_path, jail.UNCONFINED)
    assert "kernel filter" in said.missing
    assert isinstance(said.answer, Found), "it was read"


@linux
def test_what_is_missing_and_what_to_do_is_said(
    files: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = Said(
        in_force=["audit hook"],
        missing={"kernel filter": "OSError: no", "no network": "OSError: no"},
        answer=Refusal.of(NOT_READ()),
    )
    monkeypatch.setattr(jail, "_said", lambda arguments: lacking)
    with files.new() as new:
        answer = jail.upload(files, "text", "0" * 64, new)
    assert isinstance(answer, Refusal)
    assert answer.code == "upload.not_confined"
    assert "cannot be confined here (missing: kernel filter), so no file is read" in answer.sentence
    assert f"{jail.ALLOW}=1" in answer.sentence
    assert not names(files)


@linux
def test_what_is_in_force_here_can_be_asked_for() -> None:
    found = jail.probe()
    assert found.is_complete, found.missing
    assert set(found.in_force) >= REQUIRED


def test_a_machine_on_which_no_reader_starts_is_not_confined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jail, "_said", lambda arguments: jail._crashed())
    found = jail.probe()
    assert not found.is_complete
    assert found.in_force == ()
    warning = jail.warning_of(found)
    assert warning is not None
    assert "so no file is read" in str(warning)


@linux
def test_whoever_runs_the_server_is_told_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert jail.warning_of(Confinement(tuple(REQUIRED), {"no network": "OSError: no"})) is None
    lacking = Confinement((), {"kernel filter": "OSError: no", "no network": "OSError: no"})
    assert jail.warning_of(lacking) == jail.refusal_of(lacking).said
    monkeypatch.setenv(jail.ALLOW, "1")
    allowed = str(jail.warning_of(lacking))
    assert "not confined here (missing: kernel filter)" in allowed
    assert "whatever the server can do" in allowed


def test_an_answer_has_an_end(tmp_path: Path) -> None:
    answer = ask("talk", tmp_path)
    assert isinstance(answer, Refusal)
    assert "too long" in answer.sentence


@pytest.mark.parametrize("wish", ["die", "unknown"])
def test_a_reader_that_breaks_gives_a_sentence(tmp_path: Path, wish: str) -> None:
    answer = ask(wish, tmp_path)
    assert isinstance(answer, Refusal)
    assert "nothing was kept" in answer.sentence


def test_arrays_that_are_not_what_was_announced_are_not_kept(
    files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = jail.ask
    monkeypatch.setattr(jail, "ask", lambda reader, *paths, **more: real("hostile", *paths, [HERE]))
    with files.new() as new:
        new.file.write(b"lie")
        answer = jail.upload(files, "images", "0" * 64, new)
    assert isinstance(answer, Refusal)
    assert not names(files)


def test_a_reader_sees_nothing_of_our_environment() -> None:
    kept = set(jail._environment()) - {"SYSTEMROOT"}
    assert kept == {"OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"}
