"""Make the files that are due, one after the other, each in a process of its own.

A file whose process dies or is killed is tried again; one that takes too much time or memory is given up.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

from survey.actions.downloads import makers
from survey.errors import Busy
from survey.reads.downloads.documents import prepare_report
from survey.reads.downloads.making import Prepared, Workshop
from survey.reads.downloads.rounds import prepare_round
from survey.reads.file_cache import finished_files
from survey.storage.downloads import file_jobs
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.database import reading, snapshot, writing

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from survey.settings import Settings
    from survey.storage.downloads.file_jobs import FileJob

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

PREPARE: Mapping[str, Callable[[Session, Mapping[str, Any], Workshop], Prepared]] = {
    "round": prepare_round,
    "report": prepare_report,
}
"""What prepares each kind of file."""

CLAIMED = timedelta(seconds=30)
"""How long a maker that says nothing keeps a file from others."""

LOOKS_EVERY, LINGERS = 0.5, 10.0
"""Seconds between two looks at a file in the making, and for which a maker without work waits for more."""

KINDNESS = 5
"""How much makers give way to the processes that serve pages."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What a maker works with: settings, the database, and what does not change from file to file."""

    settings: Settings
    engine: Engine
    workshop: Workshop


def work_off(maker: Maker, lingers: float = LINGERS) -> int:
    """Make all files that are due, and those that come while this waits for more; return how many."""
    made, until = 0, monotonic() + lingers
    with writing(maker.engine) as session:
        file_jobs.forget_old(session, _now())
    while True:
        job = _claim(maker)
        if job is not None:
            made += make_apart(maker, job)
            until = monotonic() + lingers
        elif monotonic() >= until:
            return made
        else:
            sleep(LOOKS_EVERY)


def _claim(maker: Maker) -> FileJob | None:
    place = makers.place_of(maker.settings)
    try:
        with reading(maker.engine) as session:
            if not file_jobs.is_any_due(session, place, _now()):
                return None
        with writing(maker.engine) as session:
            return file_jobs.claim_next(session, place, _now(), _now() + CLAIMED)
    except (DBAPIError, Busy) as failure:
        log.warning("The database did not say which files are due: %s", type(failure).__name__)
        return None


def make_apart(maker: Maker, job: FileJob) -> bool:
    """Make a file in a process of its own, and note what became of it; tell whether it was made."""
    maker.engine.dispose()
    apart = get_context("fork")
    ours, theirs = apart.Pipe(duplex=False)
    process = apart.Process(target=_make_and_tell, args=(maker, job, theirs), daemon=True)
    process.start()
    theirs.close()
    outcome = _watched(maker, job, process, ours)
    with writing(maker.engine) as session:
        if outcome.made:
            file_jobs.finish(session, job, outcome.made, _now())
        elif outcome.problem:
            file_jobs.give_up(session, job, outcome.problem, _now())
        else:
            file_jobs.give_back(session, job)
    return bool(outcome.made)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The key of a file that was made, or what was wrong; neither if its process died."""

    made: str = ""
    problem: str = ""
    progress: tuple[int, int] = (0, 0)


def _watched(maker: Maker, job: FileJob, process: Any, ours: Connection) -> Outcome:
    """Wait for a file, hold the claim on it and note its progress; end what takes too long."""
    latest, ends = Outcome(), monotonic() + maker.settings.file_seconds
    while True:
        process.join(LOOKS_EVERY)
        is_over = process.exitcode is not None
        latest = _latest(ours, latest)
        if is_over:
            if not (latest.made or latest.problem):
                log.warning("The process that made file %s ended with %s", job.id, process.exitcode)
            return latest
        if monotonic() > ends or not _held(maker, job, latest.progress):
            process.kill()
            process.join()
            return Outcome(problem="time")


def _latest(ours: Connection, before: Outcome) -> Outcome:
    """Return the last thing that a process told."""
    try:
        while ours.poll():
            before = ours.recv()
    except (EOFError, OSError):
        pass
    return before


def _held(maker: Maker, job: FileJob, progress: tuple[int, int]) -> bool:
    """Hold the claim on a file; the answer of a database that is away is taken for yes."""
    try:
        with writing(maker.engine, most_seconds=1.0) as session:
            return file_jobs.note_progress(session, job, progress, _now() + CLAIMED)
    except (DBAPIError, Busy):
        return True


def _make_and_tell(maker: Maker, job: FileJob, theirs: Connection) -> None:
    """Make a file within the limits of its process, and tell what became of it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    limit_memory(maker.settings.file_mb)
    tell = _Teller(theirs)
    try:
        outcome = Outcome(made=make(maker, job.wanted, replace(maker.workshop, now=_now(), seen=tell.seen)))
    except MemoryError:
        outcome = Outcome(problem="memory")
    except Exception as failure:
        log.exception("File %s could not be made: %s", job.id, type(failure).__name__)
        outcome = Outcome(problem="broken")
    theirs.send(outcome)


def make(maker: Maker, wanted: Mapping[str, Any], workshop: Workshop) -> str:
    """Make a file of the data as they are now, keep it, and return its key."""
    engine = engine_for(maker.settings.database_url)
    with reading(engine) as session, snapshot(session) as steady:
        prepared = PREPARE[wanted["kind"]](steady, wanted, workshop)
        keep(maker.settings, prepared)
    engine.dispose()
    return prepared.key


def keep(settings: Settings, prepared: Prepared) -> None:
    """Make a file and keep it, or fail if there is no room for it anywhere."""
    files = finished_files(settings)
    files.open(prepared.key, prepared.write).close()
    kept = files.find(prepared.key)
    if kept is None:
        raise OSError("No folder for finished files can be written.")
    kept.close()


@dataclass(slots=True)
class _Teller:
    """Tells how far a file is, not too often."""

    theirs: Connection
    told_at: float = 0.0

    def seen(self, done: int, total: int) -> None:
        if monotonic() - self.told_at >= LOOKS_EVERY:
            self.told_at = monotonic()
            self.theirs.send(Outcome(progress=(done, total)))


def limit_memory(megabytes: int) -> None:
    """Refuse this process more memory than that."""
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, most))


def give_way() -> None:
    """Let the processes that serve pages go first."""
    os.nice(KINDNESS)


def _now() -> datetime:
    return datetime.now(UTC)
