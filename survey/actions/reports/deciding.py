"""Decide about a country's status: put it on hold, keep it, or lift the hold.

The software shows when a hold may be considered; the secretariat decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from survey import letters, workflow
from survey.actions.audit.recording import Recorded, recorded
from survey.actions.reviews.reviewing import clean_text, meanwhile, tell_country
from survey.errors import NotFound, Refusal
from survey.messages import say
from survey.storage.reports.locking import lock_report
from survey.storage.reviews.reviews import StatusDecision, decisions_about, reviews_of_country
from survey.storage.rounds.reporters import Reporter
from survey.workflow import Action
from survey.workflow.reviews import (
    DECISIONS,
    LONGEST_TEXT,
    Decided,
    HoldRule,
    Verdict,
    demand_decision,
    grounds,
    too_long,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from survey.actions.context import Context
    from survey.storage.reviews.reviews import Reviewed, StatusDecided


@dataclass(frozen=True, slots=True)
class Choice:
    """The decision, its reason, and the language of the reason."""

    decision: str
    reason: str
    lang: str


def decide_status(reporter: str, choice: Choice, saw: int, rule: HoldRule, context: Context) -> None:
    """Decide about a country's status, with a reason, given the decisions up to `saw`."""
    with recorded("decide_status", context) as act:
        verdicts = _in_hand(act, reporter)
        report_id = list(verdicts)[-1]
        at_work = lock_report(act.session, report_id, context.actor_id, context.now)
        workflow.demand(at_work.actor, Action.HOLD, at_work.report)
        act.report_id, act.round_id = report_id, at_work.round_id
        reason, before = _reason(choice), decisions_about(act.session, reporter)
        if len(before) != saw:
            if before and _is_the_same(before[-1].row, context.actor_id, choice, reason):
                act.silent = True
                return
            raise meanwhile(before[-1].name if before else "")
        decided = decided_of(before)
        demand_decision(choice.decision, decided, grounds([*verdicts.values()], decided, rule))
        act.session.add(
            StatusDecision(
                reporter=reporter,
                number=saw + 1,
                report_id=report_id,
                decision=choice.decision,
                reason=reason,
                lang=choice.lang,
                decided_by=context.actor_id,
                decided_at=context.now,
            )
        )
        act.details |= {"number": saw + 1, "decision": choice.decision}
        if context.office is not None:
            compose = partial(letters.STATUS_LETTERS[choice.decision], reason=reason)
            tell_country(act.session, context.office, at_work, context.now, compose)


def verdicts_in(reviews: Mapping[int, Sequence[Reviewed]]) -> dict[int, Verdict]:
    """Return the verdict that counts for each report: that of the last version of its review."""
    return {report_id: _verdict(versions[-1]) for report_id, versions in reviews.items()}


def decided_of(found: Sequence[StatusDecided]) -> list[Decided]:
    """Return the decisions as the rule needs them."""
    return [Decided(decision.row.decision, decision.year) for decision in found]


def _verdict(found: Reviewed) -> Verdict:
    return Verdict(found.year, found.row.substantial, found.row.justified, found.form)


def _in_hand(act: Recorded, reporter: str) -> dict[int, Verdict]:
    """Lock the row of a country and return its verdicts, so that decisions follow each other."""
    act.session.scalars(select(Reporter).where(Reporter.code == reporter).with_for_update()).one_or_none()
    found = verdicts_in(reviews_of_country(act.session, reporter))
    if not found:
        raise NotFound(say("status/no-review", "There is no annual review of this country yet."))
    return found


def _reason(choice: Choice) -> str:
    if choice.decision not in DECISIONS:
        raise Refusal(say("status/choose", "Choose what is decided."))
    given = clean_text(choice.reason)
    if not given:
        raise Refusal(say("status/no-reason", "Give the reason: it is sent to the country."))
    if len(given) > LONGEST_TEXT:
        raise Refusal(too_long(len(given)))
    return given


def _is_the_same(row: StatusDecision, person_id: int, choice: Choice, reason: str) -> bool:
    """Tell whether the last decision is the same one, because a button was pressed twice."""
    return (row.decided_by, row.decision, row.reason) == (person_id, choice.decision, reason)
