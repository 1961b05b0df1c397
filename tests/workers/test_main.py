"""One worker, turn by turn in this process: fair, robust, and clear about whose turn it is."""

from __future__ import annotations

import math
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from torchground.catalogue.bases.shapes import NotHere
from torchground.telemetry.messages import Pause, Point
from torchground.training.inbox import Asked, Inbox
from torchground.training.messages import (
    Answered,
    Message,
    PointMade,
    StateChanged,
    Turn,
)
from torchground.training.messages import (
    Frame as PictureFrame,
)
from torchground.training.spec import RunSpec
from torchground.workers import main
from torchground.workers.main import Mark, Worker, reason_of
from torchground.workers.protocol import Decoder, Frame, Line, encode

PROJECT: dict[str, Any] = {
    "torchground": 1,
    "network": {
        "nodes": [
            {"id": "x", "layer": {"type": "input"}},
            {"id": "y", "layer": {"type": "output"}},
        ],
        "edges": [{"source": "x", "target": "y"}],
    },
    "data": {"type": "circle"},
}
START = {
    "project": PROJECT,
    "device": "cpu",
    "checkpoint_dir": "",
    "checkpoint": None,
    "changes": [],
    "last_seq": 0,
    "paused": False,
    "steps_per_second": None,
}


def point(seq: int) -> PointMade:
    return PointMade(Point(seq=seq, kind="epoch", epoch=seq - 1, step=seq))


class Talk:
    """A worker whose other end is in the test's hands."""

    def __init__(self) -> None:
        ours, self.end = socket.socketpair()
        self.end.settimeout(5)
        self.mark = tempfile.TemporaryFile()  # noqa: SIM115  closed below
        self.mark.write(bytes(64))
        self.mark.flush()
        self.worker = Worker(Line(ours), Mark(self.mark.fileno()))
        self._ours, self._decoder = ours, Decoder()

    def say(self, kind: str, run_id: str = "", **head: Any) -> None:
        """Let the worker obey a frame."""
        self.end.sendall(encode(Frame(kind, run_id, head)))
        for frame in self.worker.line.heard():
            self.worker._obey(frame)

    def round(self) -> list[Frame]:
        """One turn for each run; what was said."""
        self.worker._round()
        self.worker.line.flush()
        return self.heard()

    def heard(self) -> list[Frame]:
        """What was said since."""
        self.end.setblocking(False)
        try:
            return self._decoder.feed(self.end.recv(1 << 20))
        except BlockingIOError:
            return []
        finally:
            self.end.settimeout(5)

    def close(self) -> None:
        for thing in (self.end, self._ours, self.mark):
            thing.close()


@pytest.fixture
def talk() -> Iterator[Talk]:
    talk = Talk()
    yield talk
    talk.close()


def let_train(monkeypatch: pytest.MonkeyPatch, train: Any) -> None:
    monkeypatch.setattr(main, "train", train)


def test_runs_take_turns_and_each_says_its_own(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        for seq in (1, 2, 3):
            yield point(seq)
            yield Turn()

    let_train(monkeypatch, train)
    for run_id in ("a", "b", "c"):
        talk.say("start", run_id, **START)
    for _ in range(3):
        assert [(f.kind, f.run_id) for f in talk.round()] == [("point", r) for r in "abc"]
    assert [(f.kind, f.run_id) for f in talk.round()] == [("gone", run_id) for run_id in "abc"]
    assert talk.worker.held == {}


def test_a_run_that_breaks_fails_with_a_sentence_and_the_others_go_on(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        yield StateChanged("running", None, 2, 7)
        yield Turn()
        if run.run_id == "bad":
            raise RuntimeError("the matrices do not\nfit")
        yield point(1)
        yield Turn()

    let_train(monkeypatch, train)
    talk.say("start", "bad", **START)
    talk.say("start", "good", **START)
    talk.round()
    failed, gone, fine = talk.round()
    assert (failed.kind, failed.run_id) == ("state", "bad")
    assert failed.head == {
        "state": "failed",
        "reason": "Training stopped because of an error: RuntimeError: the matrices do not fit",
        "epoch": 2,
        "step": 7,
    }
    assert (gone.kind, gone.run_id) == ("gone", "bad")
    assert (fine.kind, fine.run_id) == ("point", "good")


def test_a_project_that_cannot_be_built_fails_with_its_problem(talk: Talk) -> None:
    talk.say("start", "r", **{**START, "project": {"torchground": 1, "network": {"nodes": []}}})
    failed, gone = talk.heard()
    assert failed.head["state"] == "failed"
    assert "error" in failed.head["reason"]
    assert gone.kind == "gone"


def test_a_question_about_a_run_that_is_gone_is_answered(talk: Talk) -> None:
    talk.say("command", "gone", request=3, command={"type": "pause"})
    talk.say("measure", "gone", request=4, probe={"type": "x"})
    talk.say("watch", "gone", probes=[])
    answer, measured = talk.heard()
    assert (answer.kind, answer.head["request"], answer.head["ok"]) == ("answer", 3, False)
    assert (measured.kind, measured.head["request"]) == ("measured", 4)
    assert "no longer" in measured.head["error"]


def test_commands_reach_the_loop_and_wake_a_run_that_waits(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        while True:
            while inbox.items:
                asked = inbox.items.popleft()
                assert isinstance(asked, Asked)
                assert asked.command == Pause()
                yield Answered(asked.request, True)
            yield Turn(idle_until=math.inf)

    let_train(monkeypatch, train)
    talk.say("start", "r", **START)
    assert talk.round() == []
    assert talk.worker._idle_secs() <= main.ALIVE_SECS
    talk.say("command", "r", request=9, command={"type": "pause"})
    (answer,) = talk.round()
    assert (answer.kind, answer.head) == ("answer", {"request": 9, "ok": True, "error": None})
    turns = talk.worker.turns
    talk.round()
    assert talk.worker.turns == turns  # it waits again: no turn is spent on it


def test_the_mark_names_the_run_that_has_its_turn_and_nobody_between(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def marked() -> bytes:
        talk.mark.seek(0)
        return talk.mark.read(64).rstrip(b"\0")

    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        seen.append(marked())
        yield Turn()

    let_train(monkeypatch, train)
    for run_id in ("first", "second"):
        talk.say("start", run_id, **START)
    talk.round()
    assert seen == [b"first", b"second"]
    assert marked() == b""


def test_pictures_wait_while_the_line_is_full_and_points_do_not(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = []

    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        for seq in range(1, 10):
            wanted.append(inbox.frames_wanted)
            if inbox.frames_wanted:
                yield PictureFrame("p()", bytes(1_000_000))
            yield point(seq)
            yield Turn()

    let_train(monkeypatch, train)
    talk.say("start", "r", **START)
    talk.worker._round()
    talk.worker._round()
    assert wanted == [True, False]
    got: list[Frame] = []
    while len([frame for frame in got if frame.kind == "point"]) < 2:
        got += talk.heard()
        talk.worker.line.flush()
    assert [frame.kind for frame in got] == ["frame", "point", "point"]


def test_nothing_is_trained_while_points_cannot_be_said(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        while True:
            yield point(1)
            yield Turn()

    let_train(monkeypatch, train)
    monkeypatch.setattr(main, "TRAINING_WAITS_BYTES", 1000)
    talk.say("start", "r", **START)
    talk.worker.line._out += bytes(2000)
    turns = talk.worker.turns
    talk.worker._round()
    assert talk.worker.turns == turns


def test_a_dropped_run_is_closed_and_says_nothing_more(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = []

    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        try:
            while True:
                yield point(1)
                yield Turn()
        finally:
            closed.append(run.run_id)

    let_train(monkeypatch, train)
    talk.say("start", "r", **START)
    talk.round()
    talk.say("drop", "r")
    assert closed == ["r"]
    assert talk.round() == []


def test_at_shutdown_every_run_writes_its_checkpoint_before_the_line_ends(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        while not inbox.items:
            yield Turn()
        yield point(1)

    let_train(monkeypatch, train)
    for run_id in ("a", "b"):
        talk.say("start", run_id, **START)
    talk.worker._finish()
    said = [(frame.kind, frame.run_id) for frame in talk.heard()]
    assert said == [("point", "a"), ("gone", "a"), ("point", "b"), ("gone", "b")]


@pytest.mark.parametrize(
    "error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory: 9 bytes")]
)
def test_too_little_memory_is_said_in_words(error: Exception) -> None:
    assert "smaller batch" in reason_of(error)


def test_what_a_machine_lacks_is_said_as_it_is() -> None:
    assert reason_of(NotHere("torchvision is missing; install it")) == (
        "Torchvision is missing; install it."
    )


def test_a_checkpoint_is_named_not_placed(tmp_path: Path) -> None:
    from torchground.training.messages import Checkpointed

    frame = main.said("r", Checkpointed(tmp_path / "r-5-2.safetensors", seq=2, epoch=1, step=5))
    assert frame is not None
    assert frame.head == {"name": "r-5-2.safetensors", "seq": 2, "epoch": 1, "step": 5}
