"""Checkpoints are complete and safe on disk, and those of another run are refused."""

from __future__ import annotations

import errno
import math
import os
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from tests.training.drawings import NOISY, finished, only, points, project, started, states, until
from torchground.files.checkpoints import CheckpointFile
from torchground.training import pace
from torchground.training.checkpoint import CheckpointError, read, write
from torchground.training.loop import train
from torchground.training.messages import Checkpointed, Noted, StateChanged, Turn
from torchground.training.spec import Resume, RunSpec
from torchground.training.state import Training


def some_training() -> Training:
    """A run in the middle of its first epoch."""
    training = Training(project(NOISY, optimizer={"type": "adam"}), torch.device("cpu"))
    for batch in training.next_batches(2):
        training.take(batch)
    return training


def test_a_file_gives_back_every_bit(tmp_path: Path) -> None:
    capture = some_training().capture()
    file = write(capture, "abc", tmp_path)
    path = file.path
    assert path.name == "abc-2-0.safetensors"
    again = read(file, "abc")
    assert again.facts == capture.facts
    assert again.tensors.keys() == capture.tensors.keys()
    for name, value in capture.tensors.items():
        assert torch.equal(again.tensors[name], value)
        assert again.tensors[name].dtype == value.dtype
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_the_same_capture_gives_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(8)]
    for folder in folders:
        folder.mkdir()
    capture = some_training().capture()
    written = [write(capture, "abc", folder) for folder in folders]
    assert len({file.sha256 for file in written}) == 1
    assert all(file.is_sound() for file in written)


def test_a_damaged_checkpoint_is_refused(tmp_path: Path) -> None:
    file = write(some_training().capture(), "abc", tmp_path)
    content = bytearray(file.path.read_bytes())
    content[-1] ^= 1
    file.path.write_bytes(content)
    with pytest.raises(CheckpointError, match="damaged"):
        read(file, "abc")


def test_a_capture_is_a_copy_and_so_is_what_is_restored_from_it() -> None:
    training = some_training()
    capture = training.capture()
    before = {name: value.clone() for name, value in capture.tensors.items()}
    for _ in range(2):
        training.restore(capture)
        for batch in training.next_batches(2):
            training.take(batch)
    for name, value in before.items():
        assert torch.equal(capture.tensors[name], value), name


def test_it_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, rename = os.fsync, os.replace

    def seen_fsync(handle: int) -> None:
        order.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")
        fsync(handle)

    def seen_rename(old: Path, new: Path) -> None:
        order.append("rename")
        rename(old, new)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(os, "replace", seen_rename)
    write(some_training().capture(), "abc", tmp_path)
    assert order in (["file", "rename", "folder"], ["file", "rename"])


@pytest.mark.parametrize("content", [b"", b"\x00" * 8, b"not a checkpoint at all", b"\xff" * 64])
def test_what_is_no_checkpoint_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match=r"x\.safetensors"):
        read(CheckpointFile(path), "abc")


def test_a_checkpoint_of_another_run_or_of_nothing_is_refused(tmp_path: Path) -> None:
    path = write(some_training().capture(), "abc", tmp_path)
    with pytest.raises(CheckpointError, match="no checkpoint of run xyz"):
        read(path, "xyz")
    save_file({"w": torch.zeros(2)}, tmp_path / "plain.safetensors")
    with pytest.raises(CheckpointError, match="no checkpoint of run abc"):
        read(CheckpointFile(tmp_path / "plain.safetensors"), "abc")
    with pytest.raises(CheckpointError, match="cannot be read"):
        read(CheckpointFile(tmp_path / "missing.safetensors"), "abc")


def test_a_run_whose_checkpoint_cannot_be_read_fails_with_a_sentence(tmp_path: Path) -> None:
    gone = Resume(CheckpointFile(tmp_path / "gone.safetensors"))
    (ended,) = only(StateChanged, list(train(RunSpec(project(), resume=gone))))
    assert ended.state == "failed"
    assert "Reset it" in str(ended.reason)


def test_a_checkpoint_of_another_network_is_refused(tmp_path: Path) -> None:
    path = write(some_training().capture(), "run", tmp_path)
    messages = list(train(RunSpec(project(), resume=Resume(path))))
    (ended,) = only(StateChanged, messages)
    assert ended.state == "failed"
    assert "another network" in str(ended.reason)


def test_every_end_and_every_pause_is_kept(tmp_path: Path) -> None:
    run = RunSpec(project(), checkpoint_dir=tmp_path, start_paused=True)
    loop, inbox = started(run)
    until(loop, "paused")
    assert list(tmp_path.iterdir()) == []  # nothing to store before the first step
    inbox.shutdown()
    assert [m for m in loop if not isinstance(m, Turn)] == []
    assert list(tmp_path.iterdir()) == []
    made, _ = finished(replace(run, start_paused=False))
    (path,) = tmp_path.iterdir()
    assert path.name == f"run-12-{made[-1].seq}.safetensors"


def test_checkpoints_come_at_once_and_then_every_two_seconds_of_training() -> None:
    clock = pace.Pace(None)
    due = []
    for _ in range(800):
        clock.stepped(10, 0.01, 0.01, 0.0)
        if clock.wants_checkpoint():
            due.append(round(clock.trained_secs, 2))
            clock.checkpointed()
    gaps = [b - a for a, b in zip([0.0, *due], due, strict=False)]
    assert due[0] == pytest.approx(pace.FIRST_CHECKPOINT_SECS, abs=0.02)
    assert max(gaps) <= pace.CHECKPOINT_SECS + 0.02
    assert gaps[-1] == pytest.approx(pace.CHECKPOINT_SECS, abs=0.02)


def test_keeping_a_huge_network_takes_a_small_part_of_the_time() -> None:
    clock = pace.Pace(None)
    clock.checkpointed(1.0)
    clock.anchored(0.5)
    clock.stepped(1, 4.9, 4.9, 0.0)
    assert not clock.wants_checkpoint()
    assert not clock.wants_anchor()
    clock.stepped(1, 10.2, 10.2, 0.0)
    assert clock.wants_checkpoint()
    assert clock.wants_anchor()


def test_every_checkpoint_of_a_run_leads_to_the_same_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "TURN_SECS", 0.0)
    monkeypatch.setattr(pace, "FIRST_CHECKPOINT_SECS", 0.0)
    monkeypatch.setattr(pace, "CHECKPOINT_SECS", 0.0)
    monkeypatch.setattr(pace, "KEEPING_FACTOR", 0)
    run = RunSpec(project(NOISY, batch_size=7), checkpoint_dir=tmp_path)
    messages = list(train(run))
    kept = only(Checkpointed, messages)
    assert len(kept) >= 12
    end = read(kept[-1].file, run.run_id)
    for checkpoint in kept[:-1]:
        again = list(train(replace(run, resume=Resume(checkpoint.file))))
        assert points(again) == [p for p in points(messages) if p.seq > checkpoint.seq]
        other = read(only(Checkpointed, again)[-1].file, run.run_id)
        assert other.facts == end.facts
        assert all(torch.equal(v, other.tensors[n]) for n, v in end.tensors.items())


def test_a_finished_run_can_be_opened_again_to_be_looked_at(tmp_path: Path) -> None:
    run = RunSpec(project(), checkpoint_dir=tmp_path)
    kept = only(Checkpointed, list(train(run)))[-1].file
    loop, inbox = started(replace(run, start_paused=True, resume=Resume(kept)))
    until(loop, "finished")
    inbox.measure(1, {"type": "weights"})
    assert next(m for m in loop if not isinstance(m, StateChanged)).__class__.__name__ == "Measured"


def test_a_full_disk_is_said_once_and_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pace, "TURN_SECS", 0.0)
    monkeypatch.setattr(pace, "FIRST_CHECKPOINT_SECS", 0.0)
    monkeypatch.setattr(pace, "CHECKPOINT_SECS", 0.0)
    monkeypatch.setattr(pace, "KEEPING_FACTOR", 0)
    monkeypatch.setattr(os, "fsync", full)
    messages = list(train(RunSpec(project(), checkpoint_dir=tmp_path)))
    assert states(messages) == ["running", "finished"]
    (noted,) = only(Noted, messages)
    assert "No space left" in str(noted.sentence)
    assert only(Checkpointed, messages) == []
    assert list(tmp_path.iterdir()) == []


def test_running_sums_survive_as_they_are(tmp_path: Path) -> None:
    training = some_training()
    training.loss_sum = 0.1 + 0.2
    again = read(write(training.capture(), "run", tmp_path), "run")
    assert again.facts["loss_sum"] == 0.1 + 0.2
    assert math.isfinite(again.facts["last_loss"])
