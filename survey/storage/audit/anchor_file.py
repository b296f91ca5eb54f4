"""The anchor: a file outside of the database to which the hash of every seal is added, and which only grows.

A line is the time, what it notes (`seal` or `restored`), the lines of the audit, and the hash. Knows files,
no database.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from survey.storage.engine.write_slots import HAS_FILE_LOCKS

if HAS_FILE_LOCKS:
    import fcntl

SEAL, RESTORED = "seal", "restored"
NOTHING = "-"
"""Stands for the hash where a restored database has no seal."""
WORDS, DIGITS = 4, 64


@dataclass(frozen=True, slots=True)
class Anchored:
    """One line of the anchor."""

    at: datetime
    kind: str
    lines: str
    sha256: str

    @property
    def first_line(self) -> int:
        """Return the first line of the audit under the seal."""
        return int(self.lines.rpartition("-")[0])

    def __str__(self) -> str:
        """Return the line as it is written."""
        return f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} {self.kind} {self.lines} {self.sha256}"


def anchored(file: Path) -> list[Anchored]:
    """Return the seals that a database must have: those noted, without those that a restore gave up."""
    expected: list[Anchored] = []
    for line in _lines(file.read_text(encoding="ascii", errors="replace")):
        if line.kind == SEAL:
            expected.append(line)
        else:
            hashes = [each.sha256 for each in expected]
            del expected[hashes.index(line.sha256) + 1 if line.sha256 in hashes else 0 :]
            if not expected and line.sha256 != NOTHING:
                expected.append(line)
    return expected


@contextmanager
def alone_at(file: Path) -> Iterator[int]:
    """Open the anchor to add to it, made if it is missing, and keep others from adding meanwhile."""
    number = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        if HAS_FILE_LOCKS:
            fcntl.flock(number, fcntl.LOCK_EX)
        yield number
    finally:
        os.close(number)


def add(number: int, lines: Iterable[Anchored]) -> None:
    """Add lines, and wait until they are on the disk; a line that was broken off stays one of its own."""
    size = os.fstat(number).st_size
    whole = size == 0 or os.pread(number, 1, size - 1) == b"\n"
    os.write(number, (b"" if whole else b"\n") + "".join(f"{line}\n" for line in lines).encode())
    os.fsync(number)


def _lines(text: str) -> Iterator[Anchored]:
    """Yield the lines that are whole: one that was broken off has a part of its hash only."""
    for line in text.splitlines():
        words = line.split()
        if len(words) == WORDS and len(words[3]) in (len(NOTHING), DIGITS) and words[1] in (SEAL, RESTORED):
            yield Anchored(datetime.fromisoformat(words[0]), *words[1:])
