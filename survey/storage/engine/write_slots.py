"""The turn of SQLite's writers: one at a time, in order, whichever process they are in.

SQLite lets its writers poll, so that one may wait long while others pass it by again and again. Ours queue
for a lock on a file beside the database instead; whoever dies lets go of it. Knows files, no database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


def _file_locks() -> Any:
    """Return the module that locks files, where the system has it (Windows has not)."""
    try:
        return import_module("fcntl")
    except ImportError:
        return None


LOCKS = _file_locks()

HEAD, TURN = "-next", "-turn"
"""What the files are called, after the database: the head of the queue, and the turn itself."""


@contextmanager
def write_slot(database: str) -> Iterator[None]:
    """Wait for the turn to write, and have it.

    Only the head of the queue waits for the turn. So whoever just had it, and wants it again, comes after the
    one who waits already. Where there can be no such files, SQLite's own lock must do.
    """
    with _opened(f"{database}{HEAD}") as head, _opened(f"{database}{TURN}") as turn:
        if head is not None and turn is not None:
            LOCKS.flock(head, LOCKS.LOCK_EX)
            LOCKS.flock(turn, LOCKS.LOCK_EX)
            LOCKS.flock(head, LOCKS.LOCK_UN)
        yield


@contextmanager
def _opened(file: str) -> Iterator[int | None]:
    """A file to lock, made where it is missing; reading it is enough, so it may be another user's."""
    if LOCKS is None:
        yield None
        return
    try:
        number = os.open(file, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        yield None
        return
    try:
        yield number
    finally:
        os.close(number)
