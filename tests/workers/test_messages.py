"""Every message of both unions arrives as it was sent; whatever is no message is refused with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import ormsgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchground.telemetry.messages import (
    Change,
    Norms,
    Pause,
    Play,
    Point,
    Set,
    Status,
    Step,
    Stop,
)
from torchground.training.messages import (
    Answered,
    Checkpointed,
    CommandRequest,
    Measured,
    MeasureRequest,
    Noted,
    PointMade,
    ProbeFailed,
    ProbeFrame,
    Shown,
    Shutdown,
    StateChanged,
    WatchRequest,
)
from torchground.training.spec import PastChange
from torchground.words import Sentence
from torchground.workers.messages import (
    FROM_WORKER,
    TO_WORKER,
    Alive,
    Drop,
    FromWorker,
    Gone,
    InvalidMessage,
    Ready,
    Start,
    ToWorker,
    decode,
    encode,
)

TEXT = st.text(max_size=20)
COUNT = st.integers(0, 2**53)
REAL = st.floats(allow_nan=False)
JSON = st.dictionaries(TEXT, st.none() | st.booleans() | COUNT | REAL | TEXT, max_size=3)
SENTENCES = st.builds(Sentence, TEXT, JSON)
PATHS = st.sampled_from([Path("checkpoints/a.safetensors"), Path("/data/b.safetensors")])
CHANGES = st.builds(Change, field=TEXT, before=REAL | TEXT, after=st.none() | st.booleans())
LIVE = st.builds(
    Status,
    run=TEXT,
    epoch=COUNT,
    step=COUNT,
    batch_loss=st.none() | REAL,
    steps_per_second=REAL,
)
POINTS = st.builds(
    Point,
    seq=st.integers(1, 10**9),
    epoch=COUNT,
    step=COUNT,
    train_loss=st.none() | REAL,
    metrics=st.dictionaries(TEXT, REAL, max_size=2),
    norms=st.dictionaries(TEXT, st.builds(Norms, weight=REAL, gradient=st.none() | REAL)),
    change=st.none() | CHANGES,
)
COMMANDS = st.sampled_from(
    [Play(), Pause(), Step(unit="epoch", count=3), Stop(), Set(field="optimizer.lr", value=0.5)]
)
EVERY_TO_WORKER: dict[Any, st.SearchStrategy[Any]] = {
    Start: st.builds(
        Start,
        JSON,
        PATHS,
        changes=st.lists(st.builds(PastChange, COUNT, CHANGES), max_size=2).map(tuple),
        checkpoint=st.none() | TEXT,
        last_seq=COUNT,
        paused=st.booleans(),
        steps_per_second=st.none() | REAL,
    ),
    Drop: st.just(Drop()),
    Shutdown: st.just(Shutdown()),
    CommandRequest: st.builds(CommandRequest, COUNT, COMMANDS),
    WatchRequest: st.builds(WatchRequest, st.lists(JSON, max_size=2).map(tuple)),
    MeasureRequest: st.builds(MeasureRequest, COUNT, JSON),
}
EVERY_FROM_WORKER: dict[Any, st.SearchStrategy[Any]] = {
    Ready: st.builds(Ready, COUNT, TEXT, COUNT),
    Alive: st.builds(Alive, COUNT),
    Gone: st.just(Gone()),
    PointMade: st.builds(PointMade, POINTS),
    Shown: st.builds(Shown, LIVE),
    ProbeFrame: st.builds(ProbeFrame, TEXT, st.binary()),
    Measured: st.builds(Measured, COUNT, st.none() | st.binary(), st.none() | SENTENCES),
    ProbeFailed: st.builds(ProbeFailed, TEXT, SENTENCES),
    StateChanged: st.builds(
        StateChanged, st.sampled_from(["running", "failed"]), st.none() | SENTENCES, COUNT, COUNT
    ),
    Checkpointed: st.builds(Checkpointed, PATHS, COUNT, COUNT, COUNT),
    Answered: st.builds(Answered, COUNT, st.booleans(), st.none() | SENTENCES),
    Noted: st.builds(Noted, SENTENCES),
}


def test_every_member_of_both_unions_is_tried_here() -> None:
    assert set(EVERY_TO_WORKER) == set(get_args(ToWorker))
    assert set(EVERY_FROM_WORKER) == set(get_args(FromWorker))


@given(st.one_of(*EVERY_TO_WORKER.values()), TEXT)
def test_every_message_to_a_worker_arrives_as_it_was_sent(message: ToWorker, run_id: str) -> None:
    assert decode(encode(run_id, message)[4:], TO_WORKER) == (run_id, message)


@given(st.one_of(*EVERY_FROM_WORKER.values()), TEXT)
def test_every_message_from_a_worker_arrives_as_it_was_sent(
    message: FromWorker, run_id: str
) -> None:
    assert decode(encode(run_id, message)[4:], FROM_WORKER) == (run_id, message)


def test_a_loss_that_is_no_number_arrives() -> None:
    made = PointMade(Point(seq=1, kind="batch", epoch=0, step=1, batch_loss=float("nan")))
    _, got = decode(encode("r", made)[4:], FROM_WORKER)
    assert got.point.model_dump_json() == made.point.model_dump_json()


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (["r", {"type": "gone", "more": 1}], "gone.more"),
        (["r", {"type": "alive"}], "alive.num_turns"),
        (
            ["r", {"type": "state", "state": "asleep", "reason": None, "epoch": 0, "step": 0}],
            "state",
        ),
        (["r", {"type": "point", "point": {"seq": 0, "kind": "x"}}], "point.seq"),
        (["r", {"type": "start"}], "does not match"),
        (["r", {}], "discriminator"),
        ([3, {"type": "gone"}], "0"),
        (["r", {"type": "gone"}, b""], "start"),
        (None, "start"),
    ],
)
def test_what_is_no_message_is_refused_with_its_place(value: object, place: str) -> None:
    with pytest.raises(InvalidMessage, match=place):
        decode(ormsgpack.packb(value), FROM_WORKER)
