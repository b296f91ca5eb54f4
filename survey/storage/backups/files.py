"""Files of backups: written under another name, then flushed to the disk and given their own name at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".unfinished"


@contextmanager
def unfinished_beside(file: Path) -> Iterator[Path]:
    """Yield an empty file that only its owner reads; it is removed unless it was given another name."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}{UNFINISHED}")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def finish(unfinished: Path, file: Path) -> None:
    """Give a file its name at once, when all of it is on the disk."""
    flush(unfinished)
    unfinished.replace(file)
    flush(file.parent)


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if os.name == "nt" and path.is_dir():  # Windows opens no folders
        return
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
