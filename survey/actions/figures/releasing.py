"""Release the figures of a round: what readers see who may not read all answers, until the next edition.

Rounds are released in their order, because each is compared with the one before it: an edition never changes,
and neither does what it is compared with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from survey.actions.audit.recording import recorded
from survey.errors import NotFound, Refusal
from survey.messages import say
from survey.storage.figures.editions import (
    FiguresEdition,
    included_in,
    keep_edition,
    last_edition,
    neighbours,
    settled_in,
)
from survey.storage.rounds.rounds import Round, light_round

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.actions.context import Context
    from survey.storage.figures.editions import Included

LEAST = 3
"""Where fewer reports than this differ from the edition before, what differs is withheld."""


@dataclass(frozen=True, slots=True)
class NextEdition:
    """What the next edition of a round would hold, and how it differs from the last one."""

    last: FiguresEdition | None
    reports: Sequence[Included]
    new: Sequence[Included]
    changed: Sequence[Included]
    gone: Sequence[Included]

    @property
    def number(self) -> int:
        """The number that it would have."""
        return 1 if self.last is None else self.last.number + 1

    @property
    def differing(self) -> Sequence[Included]:
        """The reports that are new, changed or gone."""
        return [*self.new, *self.changed, *self.gone]

    @property
    def too_few(self) -> Mapping[str, int]:
        """How many reports differ, in each region where fewer than three do; nothing in a first edition."""
        by_region = Counter(report.region for report in self.differing if self.last is not None)
        return {region: count for region, count in by_region.items() if count < LEAST}


def next_edition(session: Session, round_id: int) -> NextEdition:
    """Return what the next edition of a round would hold."""
    last = last_edition(session, round_id)
    before = {report.report_id: report for report in included_in(session, last)}
    now = {report.report_id: report for report in settled_in(session, round_id)}
    return NextEdition(
        last,
        [*now.values()],
        new=[report for report in now.values() if report.report_id not in before],
        changed=[
            report
            for report in now.values()
            if report.report_id in before and report.snapshot_id != before[report.report_id].snapshot_id
        ],
        gone=[report for report in before.values() if report.report_id not in now],
    )


def release_figures(round_id: int, context: Context) -> int:
    """Release the figures of the reports that are accepted now; return the number of the edition."""
    with recorded("release_figures", context, round_id=round_id) as act:
        act.session.execute(select(Round.id).where(Round.id == round_id).with_for_update())
        this = light_round(act.session, round_id)
        if this is None:
            raise NotFound(
                say("rounds/none", "This round does not exist. Look for it in the list of rounds.")
            )
        found = next_edition(act.session, round_id)
        refuse_release(act.session, this, found)
        edition = FiguresEdition(
            round_id=round_id,
            number=found.number,
            released_at=context.now,
            released_by=context.person_id,
        )
        keep_edition(act.session, edition, found.reports)
        act.details |= {"number": edition.number, "reports": len(found.reports), "sha256": edition.sha256}
    return found.number


def refuse_release(session: Session, this: Round, found: NextEdition) -> None:
    """Refuse an edition without reports, without a difference, or out of the order of the rounds."""
    if not found.reports:
        raise Refusal(say("release/no-reports", "Nothing was released: no report is accepted yet."))
    if not found.differing:
        raise Refusal(
            say(
                "release/no-difference",
                "Nothing was released: nothing has changed since edition {number}.",
                number=str(found.number - 1),
            )
        )
    others = neighbours(session, this)
    later = [year for year, (_, released) in others.items() if year > this.year and released]
    if later:
        raise Refusal(
            say(
                "release/later",
                "Nothing was released: the figures of {later} are released already, and they are compared "
                "with those of {year}, which therefore no longer change.",
                later=str(min(later)),
                year=str(this.year),
            )
        )
    earlier = max((year for year in others if year < this.year), default=None)
    if earlier is not None and not others[earlier][1] and settled_in(session, others[earlier][0]):
        raise Refusal(
            say(
                "release/earlier",
                "Nothing was released: release the figures of {earlier} first, because those of {year} are "
                "compared with them.",
                earlier=str(earlier),
                year=str(this.year),
            )
        )
