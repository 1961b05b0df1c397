"""One worker, turn by turn in this process: fair, robust, and clear about whose turn it is."""

from __future__ import annotations

import math
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from torchground.telemetry.messages import Pause, Point
from torchground.training import sentences
from torchground.training.inbox import Inbox
from torchground.training.messages import (
    Answered,
    CommandRequest,
    Measured,
    MeasureRequest,
    Message,
    PointMade,
    ProbeFrame,
    Shutdown,
    StateChanged,
    Turn,
    WatchRequest,
)
from torchground.training.spec import RunSpec
from torchground.workers import main
from torchground.workers.main import Mark, Worker
from torchground.workers.messages import (
    FROM_WORKER,
    Drop,
    FromWorker,
    Gone,
    Start,
    ToRun,
    encode,
)
from torchground.workers.protocol import Decoder, Line

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
START = Start(PROJECT, Path())


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
        self._ours, self._decoder = ours, Decoder(FROM_WORKER)

    def ask(self, run_id: str, message: ToRun) -> None:
        """Let the worker obey a message."""
        self.end.sendall(encode(run_id, message))
        for about, received in self.worker.line.received():
            assert not isinstance(received, Shutdown)
            self.worker.obey(about, received)

    def round(self) -> list[tuple[str, FromWorker]]:
        """One turn for each run; what was sent."""
        self.worker.give_turns()
        self.worker.line.flush()
        return self.sent()

    def sent(self) -> list[tuple[str, FromWorker]]:
        """What was sent since."""
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
        talk.ask(run_id, START)
    for _ in range(3):
        assert [(m.type, run_id) for run_id, m in talk.round()] == [("point", r) for r in "abc"]
    assert talk.round() == [(run_id, Gone()) for run_id in "abc"]
    assert talk.worker.held == {}


def test_a_run_from_before_control_characters_were_refused_still_trains(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        assert run.project.title == "ab"
        yield point(1)

    let_train(monkeypatch, train)
    talk.ask("old", replace(START, project={**PROJECT, "title": "a\0b"}))
    assert [m.type for _, m in talk.round()] == ["point", "gone"]


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
    talk.ask("bad", START)
    talk.ask("good", START)
    talk.round()
    failed, gone, fine = talk.round()
    reason = sentences.ERROR(kind="RuntimeError", text="the matrices do not fit")
    assert failed == ("bad", StateChanged("failed", reason, 2, 7))
    assert gone == ("bad", Gone())
    assert fine == ("good", point(1))


def test_a_project_that_cannot_be_built_fails_with_its_problem(talk: Talk) -> None:
    talk.ask("r", replace(START, project={"torchground": 1, "network": {"nodes": []}}))
    (_, failed), (_, gone) = talk.sent()
    assert isinstance(failed, StateChanged)
    assert failed.state == "failed"
    assert failed.reason is not None
    assert failed.reason.code == sentences.PROBLEMS.code
    assert "data set" in str(failed.reason)
    assert gone == Gone()


def test_a_question_about_a_run_that_is_gone_is_answered(talk: Talk) -> None:
    talk.ask("gone", CommandRequest(3, Pause()))
    talk.ask("gone", MeasureRequest(4, {"type": "x"}))
    talk.ask("gone", WatchRequest(()))
    (_, answer), (_, measured) = talk.sent()
    assert isinstance(answer, Answered)
    assert (answer.request, answer.ok) == (3, False)
    assert isinstance(measured, Measured)
    assert measured.request == 4
    assert "no longer" in str(measured.error)


def test_commands_reach_the_loop_and_wake_a_run_that_waits(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        while True:
            while inbox.items:
                asked = inbox.items.popleft()
                assert isinstance(asked, CommandRequest)
                assert asked.command == Pause()
                yield Answered(asked.request, True)
            yield Turn(idle_until=math.inf)

    let_train(monkeypatch, train)
    talk.ask("r", START)
    assert talk.round() == []
    assert talk.worker.idle_secs() <= main.ALIVE_SECS
    talk.ask("r", CommandRequest(9, Pause()))
    assert talk.round() == [("r", Answered(9, True))]
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
        talk.ask(run_id, START)
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
                yield ProbeFrame("p()", bytes(1_000_000))
            yield point(seq)
            yield Turn()

    let_train(monkeypatch, train)
    talk.ask("r", START)
    talk.worker.give_turns()
    talk.worker.give_turns()
    assert wanted == [True, False]
    got: list[str] = []
    while got.count("point") < 2:
        got += [message.type for _, message in talk.sent()]
        talk.worker.line.flush()
    assert got == ["probe_frame", "point", "point"]


def test_nothing_is_trained_while_points_cannot_be_said(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(run: RunSpec, inbox: Inbox) -> Iterator[Message]:
        while True:
            yield point(1)
            yield Turn()

    let_train(monkeypatch, train)
    monkeypatch.setattr(main, "TRAINING_WAITS_BYTES", 1000)
    talk.ask("r", START)
    talk.worker.line._out += bytes(2000)
    turns = talk.worker.turns
    talk.worker.give_turns()
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
    talk.ask("r", START)
    talk.round()
    talk.ask("r", Drop())
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
        talk.ask(run_id, START)
    talk.worker._finish()
    sent = [(message.type, run_id) for run_id, message in talk.sent()]
    assert sent == [("point", "a"), ("gone", "a"), ("point", "b"), ("gone", "b")]
