"""Which waiting writes are made next: bounded, in order for each key, and people first."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from torchground.storage.batches import next_batch


@dataclass(frozen=True)
class Waits:
    number: int
    key: str
    is_urgent: bool = False
    rows: int = 1


def waits(*keys: str) -> list[Waits]:
    """One write a key; those with ``!`` are urgent."""
    return [Waits(n, key.rstrip("!"), key.endswith("!")) for n, key in enumerate(keys)]


@st.composite
def queues(draw: st.DrawFn) -> list[Waits]:
    one = st.tuples(st.sampled_from("abcd"), st.booleans(), st.integers(1, 5))
    return [Waits(n, *parts) for n, parts in enumerate(draw(st.lists(one, max_size=40)))]


@given(queues(), st.integers(1, 12))
def test_batches_make_everything_once_bounded_and_in_order_for_each_key(
    queue: list[Waits], most_rows: int
) -> None:
    waiting, made = queue, list[Waits]()
    while waiting:
        batch = next_batch(waiting, most_rows)
        assert batch
        assert len(batch) == 1 or sum(write.rows for write in batch) <= most_rows
        made += batch
        waiting = [write for write in waiting if write not in batch]
    assert sorted(made, key=lambda write: write.number) == queue
    for key in "abcd":
        numbers = [write.number for write in made if write.key == key]
        assert numbers == sorted(numbers)


def test_what_people_wait_for_comes_first() -> None:
    queue = waits("run", "run", "other", "project!")
    assert [write.key for write in next_batch(queue, 2)] == ["project", "run"]


def test_what_waits_of_the_same_key_comes_before_it() -> None:
    queue = waits("a", "b", "a", "b!", "b")
    assert [write.number for write in next_batch(queue, 3)] == [1, 3, 0]


def test_a_long_chain_of_one_run_holds_up_no_other_person() -> None:
    queue = waits(*["run"] * 10, "run!", "project!")
    assert [write.key for write in next_batch(queue, 3)] == ["project", "run", "run"]


def test_a_write_with_more_rows_than_fit_comes_alone() -> None:
    queue = [Waits(0, "run", rows=9), Waits(1, "other")]
    assert next_batch(queue, 5) == [queue[0]]
