"""Finished files, kept in a folder under the key of all that they hang on, as long as there is room.

Knows keys and bytes; what belongs into a key (the data, the options, what somebody may see) is decided by
those who make it. Whatever lies here can be thrown away at any time.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ENDING = ".finished"


@dataclass(frozen=True, slots=True)
class Finished:
    """A folder of finished files, and how many bytes there is room for."""

    folder: Path
    most_bytes: int

    def open(self, key: str, make: Callable[[IO[bytes]], None]) -> IO[bytes]:
        """Open the file of a key; make it first, if it is not there. What is open can be read to its end."""
        path = self.folder / f"{key}{ENDING}"
        try:
            found = path.open("rb")
            os.utime(path)
        except FileNotFoundError:
            return self._made(path, make)
        return found

    def _made(self, path: Path, make: Callable[[IO[bytes]], None]) -> IO[bytes]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder)
        file = os.fdopen(handle, "w+b")
        try:
            make(file)
            file.flush()
            Path(name).replace(path)
        except BaseException:
            file.close()
            Path(name).unlink(missing_ok=True)
            raise
        self._make_room(path)
        file.seek(0)
        return file

    def _make_room(self, newest: Path) -> None:
        """Throw away what was not asked for the longest, the newest file never."""
        found = []
        for path in self.folder.glob(f"*{ENDING}"):
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            found.append((stat.st_mtime_ns, stat.st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= self.most_bytes:
                break
            if path != newest:
                path.unlink(missing_ok=True)
                total -= size
