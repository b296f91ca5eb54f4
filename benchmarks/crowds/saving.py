"""Saves while a crowd asks for everything at once: slow clients, long texts, downloads, exports.

`python -m benchmarks.crowds.saving [database]` prints how long saves waited, beside the load of the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, partial
from threading import Event

from sqlalchemy import Engine, select

from benchmarks.clients import Client
from benchmarks.crowds.everybody import Crowd
from benchmarks.crowds.walking import served
from benchmarks.desks import Desk, full_desks, signed_in
from benchmarks.over_http import DATABASES, Saver
from benchmarks.promises import Promise, header
from benchmarks.serving import ROOT, Server
from survey.storage.engine.database import reading, writing
from survey.storage.people.people import Grant

SAVERS = 4
"""Focal points who save; each waits a little between two saves, as people do."""
PAUSE = 0.2
LONGEST = 120.0
"""Seconds after which saving ends even if the crowd still waits for its files."""


@dataclass(frozen=True, slots=True)
class Saved:
    """How long saves waited while a crowd was there, and what the crowd got meanwhile."""

    waits: Sequence[float]
    seconds: float
    told: str
    load: float

    def ms(self, share: float) -> float:
        """How long this share of the saves took at most, in milliseconds."""
        return 1000 * sorted(self.waits)[int(len(self.waits) * share)]

    @property
    def p99_ms(self) -> float:
        """How long all but one in a hundred took at most."""
        return self.ms(0.99)

    def line(self, database: str) -> str:
        """Say all of it."""
        return (
            f"{database}: {len(self.waits)} saves in {self.seconds:.0f} s; median "
            f"{self.ms(0.5):.0f} ms, p90 {self.ms(0.9):.0f} ms, p99 {self.p99_ms:.0f} ms, longest "
            f" {1000 * max(self.waits):.0f} ms; load average {self.load:.1f} before; {self.told}"
        )


@lru_cache
def saved(database: str, crowd: Crowd | None = None, longest: float = LONGEST) -> Saved:
    """Let focal points save until a crowd has what it asked for."""
    crowd = crowd or Crowd()
    load = os.getloadavg()[0]
    with DATABASES[database]() as engine:
        desks = full_desks(engine)
        _sign_in_secretariat(engine)
        with served(engine) as server, _worker(server):
            savers = [Saver(Client(server.address, desk.session), desk) for desk in desks[:SAVERS]]
            return _saved(server, savers, desks[SAVERS:], crowd, longest, load)


def _saved(
    server: Server, savers: Sequence[Saver], others: Sequence[Desk], crowd: Crowd, longest: float, load: float
) -> Saved:
    over, began = Event(), time.perf_counter()
    with ThreadPoolExecutor(len(savers)) as threads:
        saving = [threads.submit(_save_until, saver, over, began + longest) for saver in savers]
        try:
            told = crowd.ask(server, others, longest)
        finally:
            over.set()
        waits = [wait for each in saving for wait in each.result()]
    return Saved(waits, time.perf_counter() - began, told, load)


def _save_until(saver: Saver, over: Event, end: float) -> list[float]:
    waits = []
    while not over.wait(PAUSE) and (began := time.perf_counter()) < end:
        assert saver.save(), "nobody else saves here"
        waits.append(time.perf_counter() - began)
    return waits


def _sign_in_secretariat(engine: Engine) -> None:
    with reading(engine) as session:
        person = session.scalars(select(Grant.person_id).where(Grant.role == "secretariat")).first() or 0
    with writing(engine) as session:
        session.add(signed_in(person, "secretariat", datetime.now(UTC)))


@contextmanager
def _worker(server: Server) -> Iterator[None]:
    """Let the worker run beside the server, as in use."""
    command = (sys.executable, "-m", "survey", "worker", "--every", "2")
    with subprocess.Popen(command, env=server.environment, cwd=ROOT, stderr=subprocess.DEVNULL) as worker:
        try:
            yield
        finally:
            worker.terminate()


def _p99(database: str) -> float:
    return saved(database).p99_ms


def _promises() -> Iterator[Promise]:
    for name in DATABASES:
        yield Promise(f"crowd_save_p99_{name}", 500, "ms", partial(_p99, name))


PROMISES = tuple(_promises())

if __name__ == "__main__":
    print(header())
    for chosen in sys.argv[1:] or DATABASES:
        print(saved(chosen).line(chosen), flush=True)
