"""Processes that make files, a few at a time on a machine: each holds a slot for as long as it lives.

A slot is a lock on a file; the process that starts a maker takes the slot and bequeaths it, so that nobody
starts too many. A machine whose processes all died has all its slots again.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from socket import gethostname
from threading import Lock
from typing import TYPE_CHECKING

from survey.settings import environment_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.settings import Settings

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger(__name__)
MAKE = "make"
"""The command that makes the files that are due."""

_started: list[subprocess.Popen[bytes]] = []
_guard = Lock()


def start_maker(settings: Settings, *command: str) -> bool:
    """Start a process that makes files, if there is a free slot for it."""
    with _guard:
        _started[:] = [process for process in _started if process.poll() is None]
        slot = free_slot(settings, command[0] if command else MAKE)
        if slot is None:
            return False
        try:
            _started.append(_start(settings, command or (MAKE,), slot))
        except OSError as failure:
            log.warning("No process could be started to make files: %s", failure)
            return False
        finally:
            os.close(slot)
    return True


def _start(settings: Settings, command: Sequence[str], slot: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 -- our own command, with options that were checked
        [sys.executable, "-m", "survey", "files", *command],
        env={**os.environ, **environment_of(settings)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(slot,),
    )


def place_of(settings: Settings) -> str:
    """Return what identifies this machine and its folder, where pages find the files that were made."""
    return sha256(f"{gethostname()} {settings.cache.absolute()}".encode()).hexdigest()


def free_slot(settings: Settings, command: str = MAKE) -> int | None:
    """Take a free slot and return its descriptor, which holds it until all its copies are closed.

    Blank forms have a slot of their own, so that those who ask for them, anybody, hold nobody else up.
    """
    names = [f"{command}-{number}" for number in range(settings.file_processes if command == MAKE else 1)]
    for folder in (settings.cache, Path(tempfile.gettempdir()) / f"survey-slots-{os.getuid()}"):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _free_slot_in(folder, names)
        except OSError:
            continue
    return None


def _free_slot_in(folder: Path, names: Sequence[str]) -> int | None:
    for name in names:
        handle = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
        else:
            return handle
    return None
