"""The submissions of one report; the content of each is read when it is needed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.answers.replies import Replies
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.reports.snapshots import Submission, contents
from survey.storage.rounds.rounds import Round


class Submissions:
    """The submissions of a report by number."""

    def __init__(self, session: Session, report_id: int) -> None:
        wanted = (
            select(
                Snapshot.id, Report.round_id, Round.year, Snapshot.number, Report.state, Snapshot.publishes,
                Snapshot.made_at, Report.accepted_at, Snapshot.sha256,
            )
            .join(Report, Report.id == Snapshot.report_id)
            .join(Round, Round.id == Report.round_id)
            .where(Snapshot.report_id == report_id)
        )  # fmt: skip
        self._session = session
        self._known = {
            submission.number: submission
            for submission in (Submission(*row) for row in session.execute(wanted))
        }

    @property
    def latest(self) -> int:
        """Return the number of the last submission; 0 if there is none."""
        return max(self._known, default=0)

    def at(self, number: int) -> datetime | None:
        """Return the time of a submission, if there is one with that number."""
        return self._known[number].made_at if number in self._known else None

    def replies(self, number: int = 0) -> Replies:
        """Return the replies of a submission, by default the last; none if there is no submission."""
        found = self._known.get(number or self.latest)
        return contents(self._session, [found])[found.sha256].replies if found else Replies()
