"""Files to be made: asked for by a page, claimed by a maker for a while, done or failed.

Knows rows; what is wanted and how it is made is for others. Two who ask for one file ask for one job.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Select,
    String,
    UniqueConstraint,
    and_,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment

WAITING, MAKING, DONE, FAILED = "waiting", "making", "done", "failed"
MOST_TRIES = 3
"""How often a file is begun whose makers die, before it is given up."""

FAILED_FOR = timedelta(minutes=1)
"""How long a failure stands before the same file may be asked for again."""

KEPT_FOR = timedelta(days=1)
"""How long a job is remembered."""


class FileJob(Model):
    """One file to be made, under the key of everything it depends on."""

    __tablename__ = "file_job"
    __table_args__ = (
        UniqueConstraint("key", "place"),
        CheckConstraint("state IN ('waiting', 'making', 'done', 'failed')", name="state"),
        CheckConstraint("(state = 'making') = (claimed_until IS NOT NULL)", name="claimed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(64))
    """The machine and folder of the pages that asked, where the file must be."""
    wanted: Mapped[dict[str, Any]] = mapped_column(JSON)
    weight: Mapped[int]
    """Light files are made before heavy ones."""
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    made: Mapped[str] = mapped_column(String(64), default="")
    """The key of the finished file: that of the data as they were when it was made."""
    problem: Mapped[str] = mapped_column(String(20), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Asking(NamedTuple):
    """What is asked for: a key at a place, what it is made from, and its weight."""

    key: str
    place: str
    wanted: dict[str, Any]
    weight: int


def ask_for(session: Session, asking: Asking, now: datetime) -> FileJob:
    """Return the job of a key at a place: the one that is under way, or a new one; the caller commits."""
    job = session.scalars(_of(asking).with_for_update()).one_or_none()
    if job is None:
        try:
            with session.begin_nested():
                session.add(FileJob(**asking._asdict(), asked_at=now))
        except IntegrityError:
            session.expire_all()
        job = session.scalars(_of(asking)).one()
    failed_lately = job.state == FAILED and job.ended_at is not None and job.ended_at > now - FAILED_FOR
    if job.state in (DONE, FAILED) and not failed_lately:
        job.state, job.tries, job.problem, job.asked_at, job.ended_at = WAITING, 0, "", now, None
        job.done = job.total = 0
    return job


def _of(asking: Asking) -> Select[FileJob]:
    return select(FileJob).where(FileJob.key == asking.key, FileJob.place == asking.place)


def job_of(session: Session, job_id: int) -> FileJob | None:
    """Return a job as it is now."""
    return session.get(FileJob, job_id, populate_existing=True)


def is_any_due(session: Session, place: str, now: datetime) -> bool:
    """Tell whether a job waits for a maker, or lost its maker."""
    return session.scalar(select(FileJob.id).where(_due(place, now)).limit(1)) is not None


def claim_next(session: Session, place: str, now: datetime, until: datetime) -> FileJob | None:
    """Claim a job until a time; whoever lost its maker too often is given up. The caller commits."""
    wanted = select(FileJob).where(_due(place, now)).order_by(FileJob.weight, FileJob.asked_at, FileJob.id)
    while job := session.scalars(wanted.limit(1).with_for_update(skip_locked=True)).one_or_none():
        if job.tries < MOST_TRIES:
            job.state, job.claimed_until, job.tries = MAKING, until, job.tries + 1
            session.flush()
            return job
        _end(job, FAILED, now, problem="lost")
        session.flush()
    return None


def note_progress(session: Session, job: FileJob, progress: tuple[int, int], until: datetime) -> bool:
    """Note how far a file is, and hold the claim; False if somebody else has claimed it meanwhile."""
    done, total = progress
    held = update(FileJob).where(_held(job)).values(done=done, total=total, claimed_until=until)
    return session.scalar(held.returning(FileJob.id)) is not None


def finish(session: Session, job: FileJob, made: str, now: datetime) -> None:
    """Note that a file was made."""
    values = {"state": DONE, "made": made, "claimed_until": None, "ended_at": now}
    session.execute(update(FileJob).where(_held(job)).values(**values))


def give_up(session: Session, job: FileJob, problem: str, now: datetime) -> None:
    """Note that a file cannot be made, and why."""
    values = {"state": FAILED, "problem": problem, "claimed_until": None, "ended_at": now}
    session.execute(update(FileJob).where(_held(job)).values(**values))


def give_back(session: Session, job: FileJob) -> None:
    """Let others make a file whose maker died."""
    session.execute(update(FileJob).where(_held(job)).values(state=WAITING, claimed_until=None))


def forget_old(session: Session, now: datetime) -> None:
    """Delete the jobs of long ago, finished or not."""
    session.execute(delete(FileJob).where(FileJob.asked_at < now - KEPT_FOR))


def _due(place: str, now: datetime) -> Any:
    lost = and_(FileJob.state == MAKING, FileJob.claimed_until < now)
    return and_(FileJob.place == place, or_(FileJob.state == WAITING, lost))


def _held(job: FileJob) -> Any:
    """A job as this maker claimed it; a later maker has counted one more try."""
    return and_(FileJob.id == job.id, FileJob.state == MAKING, FileJob.tries == job.tries)


def _end(job: FileJob, state: str, now: datetime, problem: str) -> None:
    job.state, job.claimed_until, job.ended_at, job.problem = state, None, now, problem
