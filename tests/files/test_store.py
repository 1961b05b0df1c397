"""The store of files keeps what somebody refers to, and nothing else for longer than it says."""

from __future__ import annotations

import multiprocessing
import threading
import time
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from tests.files.remote import RemoteBlobs
from torchground.files.blobs import Blobs, FolderBlobs
from torchground.files.checksums import sha256_of
from torchground.files.hold import MOST_KEEPERS, NOBODYS
from torchground.files.meta import TensorMeta, WeightsMeta
from torchground.files.store import (
    HOLD_SECS,
    UNFINISHED_SECS,
    FileStore,
    MissingFile,
    keys_in,
    keys_of,
    name_of,
)
from torchground.files.tensorfile import write_arrays
from torchground.people import Actor, owner_of

KEY, OTHER = "ab" * 32, "cd" * 32
META = WeightsMeta(name="mine", tensors=[TensorMeta(name="w", dtype="F32", shape=[2])])


class Clock:
    """A time that only the test moves."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["folder", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> FileStore:
    """A store on a folder, and on an object store."""
    blobs: Blobs | None = RemoteBlobs() if request.param == "remote" else None
    return FileStore(tmp_path, blobs, clock)


def put(store: FileStore, key: str = KEY, value: float = 1.0, *, kept: bool = True) -> None:
    with store.new() as new:
        write_arrays(new.file, {"w": np.full(2, value, np.float32)})
        store.put(key, META, new, kept=kept)


def is_here(store: FileStore, key: str = KEY) -> bool:
    try:
        store.weights(key)
    except MissingFile:
        return False
    store.arrays(key, "weights", "w")
    return True


def test_what_was_put_is_read_again(store: FileStore) -> None:
    put(store, value=3.0)
    assert store.weights(KEY) == META
    (found,) = store.arrays(KEY, "weights", "w")
    assert found.tolist() == [3.0, 3.0]
    with store.local(KEY, "weights") as path:
        assert path.stat().st_size == store.size_bytes(KEY, "weights")
    assert store.keys("weights") == [KEY]
    assert store.keys("table") == []
    assert store.total_bytes() >= store.size_bytes(KEY, "weights")


def test_a_file_that_is_not_here_is_missed_by_code_and_sentence(store: FileStore) -> None:
    with pytest.raises(MissingFile) as caught:
        store.weights(KEY)
    assert caught.value.sentence.code == "files.no_weights"
    assert "make them from their run again" in str(caught.value)
    put(store)
    with pytest.raises(MissingFile):
        store.table(KEY)
    with pytest.raises(MissingFile):
        store.arrays(KEY, "weights", "no such array")


def test_what_a_person_keeps_stays_whatever_time_passes(store: FileStore, clock: Clock) -> None:
    put(store)
    clock.now += 1e9
    assert store.collect(set()) == []
    assert is_here(store)


def test_what_a_person_deletes_is_gone_at_once_where_nobody_else_needs_it(store: FileStore) -> None:
    put(store)
    assert store.drop(KEY, "weights")
    assert store.collect(set()) == [(KEY, "weights")]
    assert not is_here(store)
    assert not store.drop(KEY, "weights")
    assert store.total_bytes() == 0


def test_what_a_run_or_project_names_survives_its_deletion(store: FileStore, clock: Clock) -> None:
    put(store)
    assert store.drop(KEY, "weights")
    assert store.keys("weights") == []
    clock.now += 1e9
    assert store.collect({KEY}) == []
    assert is_here(store)
    assert store.collect({OTHER}) == [(KEY, "weights")]
    assert not is_here(store)


def test_a_file_that_is_only_lent_goes_when_its_time_is_over(
    store: FileStore, clock: Clock
) -> None:
    put(store, kept=False)
    assert store.keys("weights") == []
    clock.now += HOLD_SECS - 1
    assert store.collect(set()) == []
    assert is_here(store)
    clock.now += 2
    assert store.collect(set()) == [(KEY, "weights")]


def test_what_a_person_keeps_is_not_taken_by_who_borrowed_the_same(
    store: FileStore, clock: Clock
) -> None:
    put(store)
    put(store, kept=False)
    clock.now += 1e9
    assert store.collect(set()) == []
    assert store.keys("weights") == [KEY]


def test_what_was_lent_can_be_kept_on_purpose_later(store: FileStore, clock: Clock) -> None:
    put(store, kept=False)
    put(store)
    clock.now += 1e9
    assert store.collect(set()) == []
    assert store.keys("weights") == [KEY]


def test_who_borrowed_a_file_has_it_though_a_person_deletes_theirs(
    store: FileStore, clock: Clock
) -> None:
    put(store)
    put(store, kept=False)
    assert store.drop(KEY, "weights")
    assert store.collect(set()) == []
    assert is_here(store)
    clock.now += HOLD_SECS + 1
    assert store.collect(set()) == [(KEY, "weights")]


def test_a_file_stays_between_deciding_to_use_it_and_saying_so(
    store: FileStore, clock: Clock
) -> None:
    put(store)
    put(store, OTHER)
    store.hold({KEY, "not" * 3})
    for key in (KEY, OTHER):
        store.drop(key, "weights")
    assert store.collect(set()) == [(OTHER, "weights")]
    clock.now += HOLD_SECS / 4
    store.hold({KEY})  # soon after the first: it is not written again, and holds still
    clock.now += HOLD_SECS / 2
    assert store.collect(set()) == []
    store.hold({KEY})
    clock.now += HOLD_SECS / 2
    assert store.collect(set()) == []
    clock.now += HOLD_SECS
    assert store.collect(set()) == [(KEY, "weights")]


def test_a_folder_of_an_earlier_version_opens_unchanged_and_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "stored"
    folder.mkdir()
    write_arrays(file := BytesIO(), {"w": np.ones(2, np.float32)})
    key = sha256_of(file)
    (folder / name_of(key, "weights")).write_bytes(file.getvalue())
    (folder / name_of(key, "weights", "json")).write_text(META.model_dump_json())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    store = FileStore(tmp_path, clock=lambda: time.time() + 1e9)
    assert store.collect(set()) == []
    assert store.keys("weights") == [key]
    assert is_here(store, key)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_files_that_are_not_ours_are_left_alone(tmp_path: Path, clock: Clock) -> None:
    store = FileStore(tmp_path, clock=clock)
    put(store)
    stranger = tmp_path / "stored" / "notes.txt"
    stranger.write_text("mine")
    clock.now += 1e9
    store.collect(set())
    assert stranger.exists()


def test_what_a_server_that_died_left_half_written_is_cleared_up(
    tmp_path: Path, clock: Clock
) -> None:
    store = FileStore(tmp_path, clock=clock)
    put(store)
    folder = tmp_path / "stored"
    (folder / "xyz.tmp").write_bytes(b"half")
    (folder / name_of(OTHER, "weights")).write_bytes(b"numbers that nothing describes")
    (folder / name_of(OTHER, "table", "hold")).write_text('{"kept": false, "until": 0}')
    store.collect(set())
    left = {path.name for path in folder.iterdir()}
    assert left == {name_of(KEY, "weights"), name_of(KEY, "weights", "json"), "xyz.tmp"}
    clock.now += UNFINISHED_SECS + 60  # nobody is still writing it
    store.collect(set())
    assert "xyz.tmp" not in {path.name for path in folder.iterdir()}


def test_an_unreadable_hold_keeps_the_file(tmp_path: Path, clock: Clock) -> None:
    store = FileStore(tmp_path, clock=clock)
    put(store, kept=False)
    (tmp_path / "stored" / name_of(KEY, "weights", "hold")).write_text("spoiled")
    clock.now += 1e9
    assert store.collect(set()) == []
    assert is_here(store)


def test_two_processes_never_change_marks_at_the_same_time(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path / "stored")
    inside = multiprocessing.get_context("spawn").Event()
    go_on = multiprocessing.get_context("spawn").Event()
    other = multiprocessing.get_context("spawn").Process(
        target=hold_the_lock, args=(tmp_path / "stored", inside, go_on)
    )
    other.start()
    try:
        assert inside.wait(60)
        got = threading.Event()
        thread = threading.Thread(target=take_the_lock, args=(blobs, got))
        thread.start()
        assert not got.wait(0.3)
        go_on.set()
        assert got.wait(60)
        thread.join(60)
    finally:
        go_on.set()
        other.join(60)
    assert other.exitcode == 0


def hold_the_lock(folder: Path, inside: threading.Event, go_on: threading.Event) -> None:
    with FolderBlobs(folder).lock():
        inside.set()
        go_on.wait(60)


def take_the_lock(blobs: FolderBlobs, got: threading.Event) -> None:
    with blobs.lock():
        got.set()


def test_the_keys_of_a_project_are_all_hashes_in_it_wherever_they_stand() -> None:
    project = {"data": {"file": KEY}, "training": {"start": {"weights": OTHER}}, "x": "f" * 65}
    assert keys_of(project) == {KEY, OTHER}
    assert keys_in(f'["{KEY}"]') == {KEY}
    assert keys_of(None) == frozenset()
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert keys_of(deep) == frozenset()


ANN, BEN = Actor(owner_of("ann")), Actor(owner_of("ben"))


def keep(store: FileStore, actor: Actor) -> None:
    with store.new() as new:
        write_arrays(new.file, {"w": np.ones(2, np.float32)})
        store.put(KEY, META, new, owner=actor.owner)


def test_a_file_is_in_the_lists_of_who_keeps_it(store: FileStore) -> None:
    keep(store, ANN)
    assert store.keys("weights", ANN) == store.keys("weights") == [KEY]
    assert store.keys("weights", BEN) == []
    assert not store.drop(KEY, "weights", BEN)
    assert store.collect(set()) == []


def test_what_two_keep_stays_until_both_have_deleted_it(store: FileStore) -> None:
    keep(store, ANN)
    keep(store, BEN)
    assert store.drop(KEY, "weights", ANN)
    assert store.keys("weights", ANN) == []
    assert not store.drop(KEY, "weights", ANN)
    assert store.keys("weights", BEN) == [KEY]
    assert store.collect(set()) == []
    assert store.drop(KEY, "weights", BEN)
    assert store.collect(set()) == [(KEY, "weights")]


def test_what_everybody_keeps_is_kept_by_a_person_too(store: FileStore) -> None:
    put(store)
    keep(store, ANN)
    assert store.keys("weights", BEN) == [KEY]
    assert store.drop(KEY, "weights", BEN)
    assert (store.keys("weights", BEN), store.keys("weights", ANN)) == ([], [KEY])


def test_whoever_runs_the_server_deletes_for_all(store: FileStore) -> None:
    keep(store, ANN)
    keep(store, BEN)
    assert store.drop(KEY, "weights")
    assert store.collect(set()) == [(KEY, "weights")]


def test_a_file_with_more_keepers_than_are_told_apart_is_everybodys() -> None:
    hold = NOBODYS
    for number in range(MOST_KEEPERS + 3):
        hold = hold.with_keeper(str(number))
    assert len(hold.by) == MOST_KEEPERS + 1
    assert hold.kept_by(BEN)
