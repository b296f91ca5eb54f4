"""Marks of letters that the mail server took: written at once, so that a kill before the note repeats none.

The note in the database takes a few milliseconds, a mark a few hundredths of one. Each sender has a file of
its own, locked while it lives; whoever comes later reads the files of the dead. A mark survives a killed
process, not a machine that lost its power.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from survey.storage.engine.write_slots import HAS_FILE_LOCKS

if HAS_FILE_LOCKS:
    import fcntl

END = ".mark"


@dataclass(frozen=True, slots=True)
class Marks:
    """The mark of one sender: at most one letter at a time; without a file none is kept."""

    file: int | None = None

    def set(self, key: str) -> None:
        """Mark a letter as taken by the mail server."""
        if self.file is not None:
            os.pwrite(self.file, f"{key}\n".encode(), 0)

    def clear(self) -> None:
        """Take the mark off: the database knows it now."""
        if self.file is not None:
            os.ftruncate(self.file, 0)


@contextmanager
def marks_in(folder: Path | None) -> Iterator[Marks]:
    """Open a file for marks; where none can be had, letters are sent without."""
    opened = _opened(folder) if folder is not None and HAS_FILE_LOCKS else None
    if opened is None:
        yield Marks()
        return
    path, number = opened
    try:
        yield Marks(number)
        path.unlink(missing_ok=True)
    finally:
        os.close(number)


@contextmanager
def left_in(folder: Path | None) -> Iterator[list[str]]:
    """Yield the marks that dead senders left; afterwards they are removed, unless something failed."""
    found: list[tuple[Path, int]] = []
    if folder is not None and HAS_FILE_LOCKS and folder.is_dir():
        found = [each for path in sorted(folder.glob(f"*{END}")) if (each := _of_the_dead(path)) is not None]
    try:
        yield [
            mark
            for _, number in found
            if (mark := os.pread(number, 200, 0).decode("ascii", "replace").strip())
        ]
        for path, _ in found:
            path.unlink(missing_ok=True)
    finally:
        for _, number in found:
            os.close(number)


def _opened(folder: Path) -> tuple[Path, int] | None:
    """Make a file that nobody else has, and lock it before anybody else looks at it by its name."""
    path = folder / f"{os.getpid()}-{os.urandom(4).hex()}{END}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = os.open(path.with_suffix(""), os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        fcntl.flock(number, fcntl.LOCK_EX)
        path.with_suffix("").rename(path)
        return path, number
    return None


def _of_the_dead(path: Path) -> tuple[Path, int] | None:
    """Open and lock the file of a sender that does not live any more."""
    with suppress(OSError):
        number = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(number)
        else:
            return path, number
    return None
