"""Take from strangers the files of an installation that an earlier version or a program let them read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from survey.storage.engine.database import file_of

OTHERS = 0o007
"""The rights of everybody who is neither the owner nor in the file's group."""
KEPT = "_before_"
"""What stands in the names of copies beside a database, after its own name."""


def protect(engine: Engine, folder: Path) -> list[Path]:
    """Let only their owner read the database's files and the folder of exports; return where that failed."""
    if os.name == "nt":
        return []
    return [path for path in (*_files(engine), folder) if not _is_protected(path)]


def _files(engine: Engine) -> Iterator[Path]:
    """Yield the files with answers: the database, its logs, and the copies beside it."""
    if file := file_of(engine):
        database = Path(file)
        yield from (database.with_name(database.name + end) for end in ("", "-wal", "-shm", "-journal"))
        with suppress(OSError):
            yield from (
                path for path in database.parent.iterdir() if path.name.startswith(database.name + KEPT)
            )


def _is_protected(path: Path) -> bool:
    """Tell whether strangers have no right to a path, after taking it from them; a missing path has none."""
    try:
        if path.stat().st_mode & OTHERS:
            path.chmod(0o700 if path.is_dir() else 0o600)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
