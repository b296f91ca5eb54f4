"""Ask for a file to be made, and look how far it is; no answer changes, so the audit knows nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from survey.actions.downloads import makers
from survey.storage.downloads import file_jobs
from survey.storage.downloads.file_jobs import Asking
from survey.storage.engine.database import reading, writing
from survey.storage.engine.installation import is_demo

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from survey.settings import Settings
    from survey.storage.downloads.file_jobs import FileJob

__all__ = ["HEAVY", "LIGHT", "Asking", "Job", "ask", "look", "start_if_due", "start_papers"]

LIGHT, HEAVY = 0, 1
"""The weights of files: a document, and the export of a round."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file under way, as a page shows it."""

    id: int
    wanted: Mapping[str, Any]
    state: str
    done: int
    total: int
    made: str

    @property
    def is_made(self) -> bool:
        """Tell whether the file is finished."""
        return self.state == file_jobs.DONE

    @property
    def has_failed(self) -> bool:
        """Tell whether the file could not be made."""
        return self.state == file_jobs.FAILED


def ask(asking: Asking, now: datetime, engine: Engine | None = None) -> Job:
    """Ask for a file; all who ask for the same one are given the same job."""
    with writing(engine) as session:
        return _seen(file_jobs.ask_for(session, asking, now))


def look(job_id: int, engine: Engine | None = None) -> Job | None:
    """Return how far a job is."""
    with reading(engine) as session:
        found = file_jobs.job_of(session, job_id)
        return _seen(found) if found is not None else None


def start_if_due(settings: Settings, now: datetime, engine: Engine) -> None:
    """Start a process that makes files if a file waits, such as one whose maker died."""
    with reading(engine) as session:
        is_due = file_jobs.is_any_due(session, makers.place_of(settings), now)
    if is_due:
        makers.start_maker(settings)


def start_papers(settings: Settings, engine: Engine) -> None:
    """Start a process that makes the blank forms that are missing."""
    with reading(engine) as session:
        samples = ["--samples"] if settings.demo or is_demo(session) else []
    makers.start_maker(settings, "papers", *samples)


def _seen(job: FileJob) -> Job:
    return Job(job.id, job.wanted, job.state, job.done, job.total, job.made)
