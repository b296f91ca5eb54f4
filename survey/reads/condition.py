"""The condition of an installation: what waits, when the worker worked, how much room is left.

Numbers and times only: nothing of it tells of a person.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from survey.storage.audit.audit import last_seal
from survey.storage.audit.settled import count_after
from survey.storage.engine.installation import last_backup, worked_at
from survey.storage.engine.version import version_of_database
from survey.storage.mail.waiting import count_given_up, letters_waiting

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from survey.settings import Settings


@dataclass(frozen=True, slots=True)
class Condition:
    """What an operator must know of the database."""

    database: str
    waiting: int
    waiting_since: datetime | None
    given_up: int
    sealed_to: int
    unsealed: int
    worked_at: datetime | None
    backed_up_at: datetime | None


def condition_of(session: Session) -> Condition:
    """Return the condition of an installation."""
    seal = last_seal(session)
    sealed_to = seal.last_line if seal else 0
    waiting, since = letters_waiting(session)
    return Condition(
        version_of_database(session),
        waiting,
        since,
        count_given_up(session),
        sealed_to,
        count_after(session, sealed_to),
        worked_at(session),
        last_backup(session),
    )


def free_megabytes(settings: Settings, file: str | None) -> int:
    """Return the room where least is left: beside the database's file, and for finished exports."""
    folders = [settings.cache, *([Path(file)] if file else [])]
    return min(shutil.disk_usage(_existing(folder)).free for folder in folders) // 1_000_000


def _existing(path: Path) -> Path:
    return next(each for each in (path.absolute(), *path.absolute().parents) if each.exists())
