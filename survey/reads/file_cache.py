"""Keep finished files in a folder, under a hash of everything they depend on, as long as there is room.

Knows keys and bytes; what belongs into a key (the data, the options, what the reader may see, the build) is
decided by those who make it. Whatever is kept can be thrown away at any time. A file's name ends in the
checksum of its bytes, so that a damaged file is made again. A folder that cannot be written costs speed, not
the file.
"""

from __future__ import annotations

import contextlib
import logging
import os
import stat
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from survey.settings import Settings

log = logging.getLogger(__name__)

ENDING = ".finished"
UNFINISHED = ".unfinished"
ABANDONED_AFTER = 3600
"""Seconds without a write after which the maker of an unfinished file is taken to be dead."""

CHECKSUM_DIGITS = 32
"""How many hexadecimal digits of the SHA-256 stand in a file's name: it finds damage, and proves nothing."""
CHUNK = 1 << 20
"""How many bytes are read at a time."""

Make = Callable[[IO[bytes]], None]


@dataclass(frozen=True, slots=True)
class FileCache:
    """A folder of finished files, and how many bytes there is room for."""

    folder: Path
    max_bytes: int
    spare: FileCache | None = None
    """Another folder, for as long as this one cannot be written."""

    def open(self, key: str, make: Make) -> IO[bytes]:
        """Open the file of a key, made first if it is not there. An open file can be read to its end."""
        return self.find(key) or self._make(key, make)

    def find(self, key: str) -> IO[bytes] | None:
        """Open the file of a key if its bytes are those that were written; remove a damaged file."""
        for path in self._paths(f"{key}.", ENDING):
            with contextlib.suppress(OSError):
                with path.open("rb") as file:
                    if path.name == _file_name(key, file):
                        _mark_as_used(path)
                        return _from_start(file)
                path.unlink()
        return self.spare.find(key) if self.spare is not None else None

    def _make(self, key: str, make: Make) -> IO[bytes]:
        """Make a file and keep it; if no folder can be written, make it without keeping it."""
        try:
            return self._make_in_folder(key, make)
        except OSError as error:
            log.warning("Finished files cannot be kept in %s: %s", self.folder, error)
            return self.spare.open(key, make) if self.spare is not None else _make_unnamed(make)

    def _make_in_folder(self, key: str, make: Make) -> IO[bytes]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=UNFINISHED)
        unfinished, file = Path(name), os.fdopen(handle, "w+b")
        try:
            make(file)
            file.flush()
            os.fsync(file.fileno())
            finished = self.folder / _file_name(key, file)
            unfinished.replace(finished)
        except BaseException:
            # Closing writes what is still in memory, which fails again on a full disk.
            with contextlib.suppress(OSError):
                file.close()
            unfinished.unlink(missing_ok=True)
            raise
        self._remove_abandoned()
        self._make_room(finished)
        return _from_start(file)

    def _make_room(self, newest: Path) -> None:
        """Remove the least recently used files, never the newest."""
        found = []
        for path in self._paths("", ENDING):
            with contextlib.suppress(OSError):
                status = path.stat()
                found.append((status.st_mtime_ns, status.st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= self.max_bytes:
                break
            if path != newest:
                with contextlib.suppress(OSError):
                    path.unlink()
                total -= size

    def _remove_abandoned(self) -> None:
        """Remove unfinished files whose makers were killed."""
        latest = time.time() - ABANDONED_AFTER
        for path in self._paths("", UNFINISHED):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < latest:
                    path.unlink()

    def _paths(self, start: str, end: str) -> list[Path]:
        """Return the files of the folder by the start and the end of their names."""
        try:
            names = os.listdir(self.folder)
        except OSError:
            return []
        return [self.folder / name for name in names if name.startswith(start) and name.endswith(end)]


def finished_files(settings: Settings) -> FileCache:
    """Return the files of an installation: in its folder or, if that cannot be written, in a temporary one.

    The processes that serve pages and those that make files find the same folders.
    """
    most, name = settings.cache_mb * 1_000_000, sha256(str(settings.cache.absolute()).encode()).hexdigest()
    spare = Path(tempfile.gettempdir()) / f"survey-files-{os.getuid()}-{name[:16]}"
    return FileCache(settings.cache, most, FileCache(spare, most) if _is_ours(spare) else None)


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder that others could have made first is missing, or belongs to us alone."""
    try:
        found = folder.lstat()
    except OSError:
        return True
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def _make_unnamed(make: Make) -> IO[bytes]:
    """Make a file that is gone as soon as it is closed."""
    with tempfile.TemporaryFile() as file:
        make(file)
        return _from_start(file)


def _file_name(key: str, file: IO[bytes]) -> str:
    """Return the name of a finished file: its key, and the checksum of its bytes."""
    digest = sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return f"{key}.{digest.hexdigest()[:CHECKSUM_DIGITS]}{ENDING}"


def _mark_as_used(path: Path) -> None:
    with contextlib.suppress(OSError):
        os.utime(path)


def _from_start(file: IO[bytes]) -> IO[bytes]:
    """Return a reader at the first byte, and close the file.

    The descriptor is at the first byte as well, since a server may send it without reading (`sendfile`).
    """
    file.flush()
    handle = os.dup(file.fileno())
    file.close()
    os.lseek(handle, 0, os.SEEK_SET)
    return os.fdopen(handle, "rb")
