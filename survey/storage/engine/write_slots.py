"""The write slot of an SQLite database: one writer at a time, in order, whichever process it is in.

SQLite lets its writers poll, so one may wait long while others pass it by again and again. Ours queue for a
lock on a file beside the database instead; a process that dies lets go of it, and one that stops is waited
for until a deadline. Knows files, no database.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep

from survey.storage.cache import Cache

try:
    import fcntl
except ImportError:  # Windows has no such locks
    HAS_FILE_LOCKS = False
else:
    HAS_FILE_LOCKS = True

HEAD, SLOT = "-next", "-turn"
"""The ends of the files' names, after the database: the head of the queue, and the slot itself."""

SHORTEST_PAUSE, LONGEST_PAUSE = 0.0001, 0.01
"""Seconds between two looks at a lock of another process; the longer it was held, the longer."""


class SlotNotHad(Exception):
    """Somebody held the slot, or the head of the queue, until the deadline."""


class ThreadLine:
    """The threads of this process that want to be the head of the queue: they are served in order."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_taken = False

    @contextmanager
    def place(self, until: float) -> Iterator[None]:
        """Wait for the first place, and hold it."""
        if not self._join(until):
            raise SlotNotHad
        try:
            yield
        finally:
            self._leave()

    def _join(self, until: float) -> bool:
        own = Lock()
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            own.acquire()
            self._waiting.append(own)
        if own.acquire(timeout=max(0.0, until - monotonic())):
            return True
        with self._guard:
            if own not in self._waiting:  # the place was handed over at the last moment
                return True
            self._waiting.remove(own)
        return False

    def _leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


_LINES: Cache[ThreadLine] = Cache(64)
"""The line of each file, by process: a process that forked off has nobody in its own."""


@contextmanager
def write_slot(database: str, patience: float = 5.0) -> Iterator[float]:
    """Wait for the slot to write, and hold it; yield the seconds that are left of the patience.

    Only the head of the queue waits for the slot. So a writer that just had it, and wants it again, comes
    after the one that waits already. Where no such locks can be had, SQLite's own lock must do.
    """
    until = monotonic() + patience
    if not HAS_FILE_LOCKS:
        yield patience
        return
    with _opened(f"{database}{SLOT}") as slot:
        if slot is not None:
            line = _LINES.get_or_make((os.getpid(), database), ThreadLine)
            with line.place(until), _opened(f"{database}{HEAD}") as head:
                if head is not None:
                    _lock(head, until)
                _lock(slot, until)
        yield max(0.0, until - monotonic())


def _lock(file: int, until: float) -> None:
    """Lock a file before a time. The kernel would wait in order, but without end."""
    began = monotonic()
    while not _locked(file):
        now = monotonic()
        if now >= until:
            raise SlotNotHad
        sleep(min(LONGEST_PAUSE, max(SHORTEST_PAUSE, (now - began) / 50), until - now))


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


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
