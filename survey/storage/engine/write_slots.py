"""The turn of SQLite's writers: one at a time, in order, whichever process they are in.

SQLite lets its writers poll, so that one may wait long while others pass it by again and again. Ours queue
for a lock on a file beside the database instead; whoever dies lets go of it. Knows files, no database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_UN, flock

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
            flock(head, LOCK_EX)
            flock(turn, LOCK_EX)
            flock(head, LOCK_UN)
        yield


@contextmanager
def _opened(file: str) -> Iterator[int | None]:
    """A file to lock, made where it is missing; reading it is enough, so it may be another user's."""
    try:
        number = os.open(file, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        yield None
        return
    try:
        yield number
    finally:
        os.close(number)
