"""What waits for a worker that does not read is bounded, and what counts of it is kept."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from torchground.telemetry.messages import Pause
from torchground.training.messages import CommandRequest, MeasureRequest, Shutdown, WatchRequest
from torchground.workers import outbox
from torchground.workers.messages import TO_WORKER, Drop, Start, ToRun, ToWorker
from torchground.workers.outbox import Outbox
from torchground.workers.protocol import Decoder

START = Start({"torchground": 1}, Path())
RUNS = ("a", "b", "c")


def taken(box: Outbox, size: int = 1 << 20) -> list[tuple[str, ToWorker]]:
    return Decoder(TO_WORKER).feed(box.take(size))


def watch(name: str) -> WatchRequest:
    return WatchRequest(({"type": name},))


def test_messages_leave_in_the_order_in_which_they_came() -> None:
    box = Outbox()
    sent = [("a", START), ("a", CommandRequest(1, Pause())), ("b", START), ("", Shutdown())]
    for run_id, message in sent:
        assert box.put(run_id, message)
    assert taken(box) == sent
    assert box.num_waiting == 0


def test_only_the_newest_watch_of_a_run_waits() -> None:
    box = Outbox()
    for number in range(10_000):
        box.put("a", watch(f"probe {number}"))
        box.put("b", watch(f"other {number}"))
    assert taken(box) == [("a", watch("probe 9999")), ("b", watch("other 9999"))]
    box.put("a", watch("next"))
    assert taken(box) == [("a", watch("next"))]


def test_requests_are_refused_beyond_the_limit_and_taken_again_when_some_have_left() -> None:
    box = Outbox()
    for number in range(outbox.MAX_REQUESTS):
        assert box.put("a", MeasureRequest(number, {"type": "x"}))
    assert not box.put("a", CommandRequest(0, Pause()))
    assert not box.put("b", MeasureRequest(0, {"type": "x"}))
    assert box.put("b", Drop())
    assert box.take(1)
    assert box.put("a", CommandRequest(0, Pause()))


def test_a_dropped_run_leaves_nothing_behind_and_an_unsent_start_needs_no_drop() -> None:
    box = Outbox()
    box.put("a", START)
    assert taken(box) == [("a", START)]
    box.put("a", CommandRequest(1, Pause()))
    box.put("a", watch("x"))
    box.put("b", START)
    box.put("b", watch("x"))
    box.put("a", Drop())
    box.put("b", Drop())
    assert taken(box) == [("a", Drop())]
    box.put("a", START)
    box.put("a", watch("y"))
    assert taken(box) == [("a", START), ("a", watch("y"))]


MESSAGES: st.SearchStrategy[ToRun] = st.sampled_from(
    [START, Drop(), watch("x"), watch("y"), MeasureRequest(1, {"type": "x"})]
)


@given(st.lists(st.tuples(st.sampled_from(RUNS), MESSAGES) | st.none(), max_size=60))
def test_a_worker_always_learns_how_each_run_stands(doings: list[tuple[str, ToRun] | None]) -> None:
    """A start or a drop that is sent is the newest one, and the newest watch behind it arrives."""
    box, worker, wanted = Outbox(), dict[str, object](), dict[str, object]()

    def deliver() -> None:
        for run_id, message in taken(box, 1):
            apply(worker, run_id, message)

    for doing in doings:
        if doing is None:
            deliver()
            continue
        run_id, message = doing
        if isinstance(message, Start) == (run_id in wanted):
            continue  # nobody starts a run twice, or asks one that is not there
        assert box.put(run_id, message)
        apply(wanted, run_id, message)
        assert box.num_waiting <= 60
    while box.num_waiting:
        deliver()
    assert worker == wanted


def apply(runs: dict[str, object], run_id: str, message: ToWorker) -> None:
    if isinstance(message, Start):
        assert run_id not in runs
        runs[run_id] = None
    elif isinstance(message, Drop):
        del runs[run_id]
    elif isinstance(message, WatchRequest):
        runs[run_id] = message
