"""A spool carries bytes from one thread to another: each once, in order, or why there are no more."""

from __future__ import annotations

import os
import random
import threading
import time
from pathlib import Path

import pytest

from untoc_graph.errors import QueryTimeoutError
from untoc_graph.store.spool import Room, Spool


def open_files() -> int:
    return sum(place.is_symlink() for place in Path("/proc/self/fd").iterdir())


def test_what_is_written_is_read_once_and_in_order() -> None:
    pieces = [os.urandom(random.Random(number).randrange(200_000)) for number in range(40)]
    with Spool() as spool:

        def write() -> None:
            for piece in pieces:
                spool.write(piece)
            spool.finish()

        writer = threading.Thread(target=write)
        writer.start()
        assert b"".join(spool) == b"".join(pieces)
        writer.join()


def test_the_writer_does_not_wait_for_the_reader() -> None:
    with Spool() as spool:
        for _ in range(100):
            spool.write(bytes(100_000))
        spool.finish()
        assert sum(map(len, spool)) == 10_000_000


def test_a_spool_holds_nothing_in_memory() -> None:
    with Spool() as spool:
        spool.write(bytes(1_000_000))
        spool.finish()
        pieces = [len(piece) for piece in spool]
        assert max(pieces) <= 1 << 16


def test_the_reader_waits_for_the_next_piece() -> None:
    with Spool() as spool:

        def write() -> None:
            time.sleep(0.1)
            spool.write(b"late")
            time.sleep(0.1)
            spool.finish()

        writer = threading.Thread(target=write)
        writer.start()
        begun = time.monotonic()
        assert next(spool) == b"late"
        assert time.monotonic() - begun > 0.05
        assert next(spool, None) is None
        writer.join()


def test_an_empty_result_has_no_pieces() -> None:
    with Spool() as spool:
        spool.finish()
        assert list(spool) == []


def test_a_failure_is_raised_where_the_next_piece_would_be() -> None:
    with Spool() as spool:
        spool.write(b"part")
        assert next(spool) == b"part"
        spool.finish(QueryTimeoutError("out of time"))
        with pytest.raises(QueryTimeoutError, match="out of time"):
            next(spool)


def test_a_failure_comes_before_what_was_not_read_yet() -> None:
    with Spool() as spool:
        spool.write(b"part")
        spool.finish(QueryTimeoutError("out of time"))
        with pytest.raises(QueryTimeoutError):
            next(spool)


def test_a_failure_wakes_the_reader() -> None:
    with Spool() as spool:
        threading.Timer(0.1, spool.finish, [QueryTimeoutError("out of time")]).start()
        with pytest.raises(QueryTimeoutError):
            next(spool)


def test_the_writer_learns_that_the_reader_has_gone_and_may_go_on() -> None:
    spool = Spool()
    assert not spool.abandoned
    spool.close()
    assert spool.abandoned
    spool.write(b"for nobody")
    spool.finish()
    assert list(spool) == []


def test_a_reader_that_waits_is_woken_by_the_one_who_closes() -> None:
    spool = Spool()
    threading.Timer(0.1, spool.close).start()
    assert list(spool) == []


def test_the_file_is_given_back() -> None:
    before = open_files()
    for _ in range(20):
        spool = Spool()
        spool.write(b"x")
        assert open_files() == before + 1
        spool.close()
        spool.close()
    assert open_files() == before


def test_no_room_for_temporary_files_is_told_to_the_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    monkeypatch.setattr("tempfile.TemporaryFile", lambda buffering: full.open("r+b", buffering=0))
    with Spool() as spool, pytest.raises(OSError, match="No space left"):
        spool.write(b"x")


def test_all_results_together_take_no_more_than_their_room() -> None:
    room = Room(100)
    with Spool(room) as first, Spool(room) as second:
        first.write(b"x" * 60)
        with pytest.raises(OSError, match="100 bytes already"):
            second.write(b"x" * 60)
        second.write(b"x" * 30)
    with Spool(room) as third:
        third.write(b"x" * 90)


def test_without_room_nothing_is_begun() -> None:
    room = Room(0)
    with pytest.raises(OSError, match="already"):
        Spool(room)
