"""Versions of rounds: they change whenever something changes that the figures of a round are made of.

One query serves all rounds of a questionnaire, and it reads no content.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from survey.reads.entitlement import Basis
from survey.storage.cache import Version
from survey.storage.figures.editions import FiguresEdition
from survey.storage.reports.reports import STATES, Report
from survey.storage.reports.steps import StepTaken
from survey.storage.rounds.rounds import Round

_WEIGHT = case({state: number for number, state in enumerate(STATES, 1)}, value=Report.state)


class RoundVersion(NamedTuple):
    """A round, and the sums that show whether its reports have changed.

    The number of steps only ever grows, and each save raises a report's version. The sums also show reports
    that were added or removed, and states that were changed in another way.
    """

    round_id: int
    year: int
    sha256: str
    revision: int
    reports: int
    sum_of_ids: int
    sum_of_states: int
    last_step: int
    last_step_at: datetime | None
    saves: int
    changed_at: datetime | None
    edition: int = 0
    """The number of the last released edition; 0 before the first one."""
    edition_sha256: str = ""
    released_at: datetime | None = None

    def version(self, basis: Basis) -> Version:
        """Return the version of the counted reports; only a preview depends on saved drafts.

        A released edition depends on no report; `sum_of_ids` shows those that are expected.
        """
        asked = (self.round_id, self.year, self.sha256, self.revision, self.reports, self.sum_of_ids)
        if basis is Basis.RELEASED:
            return Version(self.edition, self.released_at, (*asked, self.edition_sha256))
        preview = basis is Basis.PREVIEW
        number, changed_at = (self.saves, self.changed_at) if preview else (self.last_step, self.last_step_at)
        return Version(number, changed_at, (*asked, self.sum_of_states, self.last_step, self.last_step_at))


def versions_of(session: Session, form: str) -> Sequence[RoundVersion]:
    """Return the rounds of a questionnaire with their versions, the earliest year first."""
    steps = (
        select(
            Report.round_id,
            func.max(StepTaken.id).label("last"),
            func.max(StepTaken.taken_at).label("last_at"),
        )
        .join(StepTaken, StepTaken.report_id == Report.id)
        .group_by(Report.round_id)
        .subquery()
    )
    last = (
        select(FiguresEdition.round_id, func.max(FiguresEdition.number).label("number"))
        .group_by(FiguresEdition.round_id)
        .subquery()
    )
    edition = (FiguresEdition.number, FiguresEdition.sha256, FiguresEdition.released_at)
    columns: tuple[Any, ...] = (
        Round.id, Round.year, Round.sha256, Round.revision, func.count(Report.id),
        func.coalesce(func.sum(Report.id), 0), func.coalesce(func.sum(Report.id * _WEIGHT), 0),
        func.coalesce(func.max(steps.c.last), 0), func.max(steps.c.last_at),
        func.coalesce(func.sum(Report.version), 0),
        func.max(Report.changed_at),
        func.coalesce(FiguresEdition.number, 0), func.coalesce(FiguresEdition.sha256, ""),
        FiguresEdition.released_at,
    )  # fmt: skip
    wanted = select(*columns).outerjoin(Report, Report.round_id == Round.id)
    wanted = wanted.outerjoin(steps, steps.c.round_id == Round.id).where(Round.form == form)
    wanted = wanted.outerjoin(last, last.c.round_id == Round.id).outerjoin(
        FiguresEdition,
        and_(FiguresEdition.round_id == Round.id, FiguresEdition.number == last.c.number),
    )
    wanted = wanted.group_by(Round.id, Round.year, Round.sha256, Round.revision, *edition)
    wanted = wanted.order_by(Round.year)
    return [RoundVersion(*row) for row in session.execute(wanted)]
