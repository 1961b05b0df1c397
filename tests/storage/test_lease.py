"""One server owns a PostgreSQL database; the next one can take it when the first is gone, and not before."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.storage.postgres import Cluster
from torchground.storage.lease import LOCK, Lease, lease_of
from torchground.storage.records import StoreProblem


@contextmanager
def lease(url: str) -> Iterator[Lease]:
    made = lease_of(url)
    assert made is not None
    try:
        yield made
    finally:
        made.release()


def test_one_server_at_a_time_has_the_lease(cluster: Cluster) -> None:
    url = cluster.new_database()
    with lease(url) as first, lease(url) as second:
        assert first.take()
        assert first.take(), "whoever has it may ask again"
        assert not second.take()
        assert f"process {os.getpid()}" in second.owner()
        assert (first.standing(), second.standing()) == ("held", "lost")
        first.release()
        assert second.take()
        assert second.standing() == "held"


def test_a_lease_that_was_released_is_never_taken_again(cluster: Cluster) -> None:
    """A look that is on its way on another thread while the server ends must not open a line anew."""
    with lease(cluster.new_database()) as one:
        assert one.take()
        one.release()
        assert one.standing() == "lost"
        assert not one.take()


def test_databases_beside_one_another_have_leases_of_their_own(cluster: Cluster) -> None:
    with lease(cluster.new_database()) as one, lease(cluster.new_database()) as other:
        assert one.take()
        assert other.take()


def test_a_lost_connection_is_no_lost_lease_where_nobody_else_took_it(cluster: Cluster) -> None:
    url = cluster.new_database()
    with lease(url) as first:
        assert first.take()
        end_owner(url)
        assert "held" in {
            first.standing(),
            first.standing(),
        }  # the first look may find the line dead
        with lease(url) as second:
            assert not second.take()


def test_whoever_was_overtaken_is_told(cluster: Cluster) -> None:
    url = cluster.new_database()
    with lease(url) as first:
        assert first.take()
        with waiting_for_the_lock(url) as granted:
            end_owner(url)
            assert granted.wait(60)
            assert "lost" in {first.standing(), first.standing()}


def test_a_database_that_cannot_be_reached_leaves_the_question_open(cluster: Cluster) -> None:
    url = cluster.new_database()
    with lease(url) as first:
        assert first.take()
        cluster.stop()
        try:
            assert first.standing() == "unknown"
            with pytest.raises(StoreProblem, match="cannot be opened"):
                first.take()
        finally:
            cluster.start()
        assert first.standing() == "held"


def test_a_file_needs_no_lease() -> None:
    assert lease_of("sqlite:///here.db") is None


def end_owner(url: str) -> None:
    """Cut the line of whoever has the lease, as a network would."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )


@contextmanager
def waiting_for_the_lock(url: str) -> Iterator[threading.Event]:
    """Somebody who waits in the database for the lease, and has it as soon as it is free."""
    granted, done = threading.Event(), threading.Event()

    def wait() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(%s, %s)", LOCK)
            granted.set()
            done.wait(60)

    thread = threading.Thread(target=wait)
    thread.start()
    try:
        until_one_waits(url)
        yield granted
    finally:
        done.set()
        thread.join(60)


def until_one_waits(url: str) -> None:
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with psycopg.connect(url, autocommit=True) as connection:
        give_up = time.monotonic() + 60
        while connection.execute(query).fetchone() == (0,):
            assert time.monotonic() < give_up, "nobody waits for the lock"
            time.sleep(0.01)
