"""The real server as `survey serve` runs it, in a process of its own, and what its processes cost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-c", "from survey.cli import main; main()", "serve")
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 600.0
"""Seconds: only what fails waits so long, however busy the machine is."""


class Server:
    """One server on a database: it can be started, killed and started again on the same port."""

    def __init__(self, database_url: str, *options: str) -> None:
        self.port = _free_port()
        self.options = ("--port", str(self.port), *options)
        settings = {name: value for name, value in os.environ.items() if not name.startswith("SURVEY_")}
        self.environment = {**settings, "SURVEY_DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)}
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return "127.0.0.1", self.port

    def start(self) -> None:
        """Start it, and wait until it listens; it and its workers are a process group of their own."""
        self.process = subprocess.Popen(
            [*COMMAND, *self.options], env=self.environment, cwd=ROOT, start_new_session=True
        )
        until = time.monotonic() + PATIENCE
        while not _listens(self.address):
            assert self.process.poll() is None, "the server ended by itself"
            assert time.monotonic() < until, "the server did not listen"
            time.sleep(0.01)

    def kill(self) -> None:
        """Kill it and all its workers, at once; wait until the last thread has let go of the port.

        Otherwise the next start could take a dying worker for the new server.
        """
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
            until = time.monotonic() + PATIENCE
            while _listens(self.address):
                assert time.monotonic() < until, "something else listens on the port"
                time.sleep(0.002)

    def cpu_seconds(self) -> float:
        """How much processor time its processes have used, as the system counts it."""
        assert self.process is not None
        return sum(_cpu_seconds(pid) for pid in _group(self.process.pid))


def _group(leader: int) -> list[int]:
    """The processes of a group."""
    everybody = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())
    return [pid for pid in everybody if (fields := _stat(pid)) and int(fields[2]) == leader]


def _cpu_seconds(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def _stat(pid: int) -> list[str]:
    """What the system says of a process: its state, parent, group and so on, as `man proc` numbers them."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def _listens(address: tuple[str, int]) -> bool:
    try:
        with socket.create_connection(address, timeout=1):
            return True
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
