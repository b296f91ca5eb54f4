"""Locking a report until the end of the transaction, with the roles of the person who works on it.

Everything that writes to a report calls this first. So writers of one report follow one another, and nobody
writes with a role that ended, into a state that changed, or after the round closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Table, and_, bindparam, select
from sqlalchemy.orm import Session

from survey.errors import NotFound
from survey.messages import say
from survey.questionnaire.model import Questionnaire
from survey.storage.cache import Version
from survey.storage.engine.database import connection_of
from survey.storage.people.people import TODAY, Grant, SharedSection, holds_on
from survey.storage.reports.reports import Report
from survey.storage.rounds.frozen import questionnaire_of
from survey.storage.rounds.rounds import Round
from survey.workflow import Actor, Held, ReportRef, Role

_reports, _rounds, _grants, _shared = (
    cast(Table, noun.__table__).c for noun in (Report, Round, Grant, SharedSection)
)
_REPORT = (
    select(
        _reports.round_id,
        _reports.reporter,
        _reports.region,
        _reports.state,
        _reports.extended_to,
        _rounds.closed_at,
        _rounds.zone,
        _rounds.sha256,
        _rounds.revision,
        _reports.version,
        _reports.changed_at,
    )
    .join_from(Report.__table__, Round.__table__, _rounds.id == _reports.round_id)
    .where(_reports.id == bindparam("report_id"))
    .with_for_update(of=Report.__table__)
)
_HELD = (
    select(_grants.id, _grants.role, _grants.reporter, _grants.region, _shared.section, _shared.may)
    .outerjoin_from(
        Grant.__table__,
        SharedSection.__table__,
        and_(_shared.grant_id == _grants.id, _shared.report_id == bindparam("report_id")),
    )
    .where(_grants.person_id == bindparam("person_id"), holds_on(TODAY))
    .order_by(_grants.id)
)
"""Both statements are built once: every save runs them."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """A locked report as it is in this transaction, and the person who works on it."""

    report: ReportRef
    round_id: int
    actor: Actor
    today: date
    extended_to: date | None
    edition: tuple[str, int]
    """The hash and the revision of the round's questionnaire."""
    version: Version
    """The version of the report when it was locked."""


def lock_report(session: Session, report_id: int, person_id: int, now: datetime) -> AtWork:
    """Lock a report for this transaction, and read what the person holds over it today."""
    found = connection_of(session).execute(_REPORT, {"report_id": report_id}).one_or_none()
    if found is None:
        raise NotFound(say("saving/no-report", "This report does not exist. Go back to your reports."))
    today = now.astimezone(ZoneInfo(found.zone)).date()
    extended = found.extended_to is not None and today <= found.extended_to
    ref = ReportRef(
        report_id, found.reporter, found.region, found.state, found.closed_at is not None and not extended
    )
    actor = Actor(person_id, "", "", held_over(session, person_id, report_id, today))
    version = Version(found.version, found.changed_at)
    return AtWork(
        ref, found.round_id, actor, today, found.extended_to, (found.sha256, found.revision), version
    )


def asked_of(session: Session, at_work: AtWork) -> Questionnaire:
    """Return the questionnaire of the round: without a query, if it was read before."""
    return questionnaire_of(session, at_work.round_id, *at_work.edition)


def held_over(session: Session, person_id: int, report_id: int, today: date) -> tuple[Held, ...]:
    """Return the roles of a person on a day, with the sections given to them in one report, in one query."""
    asked = {"person_id": person_id, "report_id": report_id, "today": today}
    rows = connection_of(session).execute(_HELD, asked)
    held: dict[int, Held] = {}
    for grant_id, role, reporter, region, section, may in rows:
        contributes = role == Role.CONTRIBUTOR
        sections = {**(held[grant_id].sections or {})} if grant_id in held else {}
        if section is not None:
            sections[section] = may
        held[grant_id] = Held(
            Role(role),
            reporter,
            region,
            sections if contributes else None,
            report_id if contributes else None,
        )
    return tuple(held.values())
