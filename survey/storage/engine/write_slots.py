"""The write slot of an SQLite database: one writer at a time, in order, whichever process it is in.

SQLite lets its writers poll, so one may wait long while others pass it by again and again. Ours queue for a
lock on a file beside the database instead; a process that dies lets go of it. Knows files, no database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

try:
    import fcntl
except ImportError:  # Windows has no such locks
    HAS_FILE_LOCKS = False
else:
    HAS_FILE_LOCKS = True

HEAD, SLOT = "-next", "-turn"
"""The ends of the files' names, after the database: the head of the queue, and the slot itself."""


@contextmanager
def write_slot(database: str) -> Iterator[None]:
    """Wait for the slot to write, and hold it.

    Only the head of the queue waits for the slot. So a writer that just had it, and wants it again, comes
    after the one that waits already. Where no such locks can be had, SQLite's own lock must do.
    """
    if not HAS_FILE_LOCKS:
        yield
        return
    with _opened(f"{database}{HEAD}") as head, _opened(f"{database}{SLOT}") as slot:
        if head is not None and slot is not None:
            fcntl.flock(head, fcntl.LOCK_EX)
            fcntl.flock(slot, fcntl.LOCK_EX)
            fcntl.flock(head, fcntl.LOCK_UN)
        yield


@contextmanager
def _opened(path: str) -> Iterator[int | None]:
    """Open a file to lock, made if it is missing; reading is enough, so it may be another user's."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        yield None
        return
    try:
        yield number
    finally:
        os.close(number)
