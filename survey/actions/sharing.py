"""Sections of a report shared with colleagues, and taken back. No section left means no access."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.actions.letterbox import Office, drop
from survey.actions.people import close_grant, new_grant, new_person
from survey.actions.recording import recorded
from survey.errors import NotFound, Refusal
from survey.letters import Letter, colleague_invited, sections_withdrawn
from survey.messages import say
from survey.storage.frozen import frozen
from survey.storage.people import (
    Grant,
    Person,
    SharedSection,
    find_person,
    grants_not_ended,
    sections_under,
    take_back_sections,
)
from survey.storage.reports import Report, report_with_round
from survey.workflow import Role

LEVELS = ("edit", "comment")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Whom a focal point invites, and what they are asked for."""

    email: str
    name: str
    language: str
    note: str = ""
    wanted_by: date | None = None


def share_sections(
    report_id: int,
    colleague: Colleague,
    sections: Mapping[str, str],
    person_id: int,
    now: datetime,
    office: Office | None = None,
    engine: Engine | None = None,
) -> int:
    """Give a colleague sections of a report, to edit or to comment on, and write so; return the role's id."""
    with recorded("share_sections", person_id, now, report_id=report_id, engine=engine) as act:
        report = _report(act.session, report_id)
        act.round_id = report.round_id
        _refuse_sections(act.session, report, sections)
        person = find_person(act.session, colleague.email)
        if person is None:
            person = new_person(act.session, colleague.email, colleague.name, colleague.language, now)
        grant = _contributor(act.session, person, report.reporter, now)
        if grant is None:
            grant = new_grant(act, person.id, Role.CONTRIBUTOR, report.reporter, None, now.date())
        _share(act.session, grant, report, sections, colleague.wanted_by)
        act.details |= {"person": person.id, "grant": grant.id, "sections": dict(sections)}
        if office is not None:
            asks = act.session.get_one(Person, person_id)
            letter = _invitation(act.session, office, person, asks, report, sections, colleague)
            drop(act.session, person, letter, now, report.id)
        return grant.id


def _report(session: Session, report_id: int) -> Report:
    found = report_with_round(session, report_id)
    if found is None:
        raise NotFound(say("sharing/no-report", "There is no such report. Go back to your list of reports."))
    return found[0]


def _refuse_sections(session: Session, report: Report, sections: Mapping[str, str]) -> None:
    if not sections:
        raise Refusal(say("sharing/none", "No section is chosen. Choose at least one to share."))
    known = {section.id for section in frozen(session, report.round_id).questionnaire.sections}
    if not known.issuperset(sections) or not set(sections.values()) <= set(LEVELS):
        raise Refusal(
            say(
                "sharing/unknown",
                "A section chosen here is not in this questionnaire. Load the page again and choose anew.",
            )
        )


def _contributor(session: Session, person: Person, reporter: str, now: datetime) -> Grant | None:
    for grant in grants_not_ended(session, person.id, now.date()):
        if grant.role == Role.CONTRIBUTOR and grant.reporter == reporter:
            return grant
    return None


def _share(
    session: Session, grant: Grant, report: Report, sections: Mapping[str, str], wanted_by: date | None
) -> None:
    """Share sections; those shared before get the new level and date."""
    for section, level in sections.items():
        session.merge(
            SharedSection(
                grant_id=grant.id, report_id=report.id, section=section, may=level, wanted_by=wanted_by
            )
        )
    session.flush()


def _invitation(
    session: Session,
    office: Office,
    person: Person,
    asks: Person,
    report: Report,
    sections: Mapping[str, str],
    colleague: Colleague,
) -> Letter:
    """The letter to a colleague, which names the sections in the order of the questionnaire."""
    asked = frozen(session, report.round_id).questionnaire.sections
    named = {
        level: [section.title for section in asked if sections.get(section.id) == level] for level in LEVELS
    }
    return colleague_invited(
        office.reader_about(session, person, report),
        office.matter(session, person, report),
        asks.name,
        named["edit"],
        named["comment"],
        colleague.note,
        colleague.wanted_by,
    )


def withdraw_sections(
    report_id: int,
    grant_id: int,
    sections: Sequence[str],
    person_id: int,
    now: datetime,
    office: Office | None = None,
    engine: Engine | None = None,
) -> None:
    """Take sections of a report back from a colleague; with the last one, in any report, the role ends."""
    with recorded("withdraw_sections", person_id, now, report_id=report_id, engine=engine) as act:
        report, grant = _report(act.session, report_id), act.session.get(Grant, grant_id)
        act.round_id = report.round_id
        # The role must be one of this report's own reporter, whoever asks for which.
        if grant is None or grant.reporter != report.reporter:
            raise NotFound(
                say("sharing/not-shared", "Nothing is shared with this person. Nothing was changed.")
            )
        act.details |= {"person": grant.person_id, "grant": grant.id, "sections": sorted(sections)}
        taken = take_back_sections(act.session, grant.id, report_id, sections)
        act.silent = not taken
        if grant.ended_at is None and not sections_under(act.session, grant.id):
            close_grant(act, grant, now)
        if office is not None and taken and not _shares(act.session, grant, report_id):
            asks = act.session.get_one(Person, person_id)
            person = act.session.get_one(Person, grant.person_id)
            was_all = not grants_not_ended(act.session, person.id, now.date())
            write = partial(sections_withdrawn, by=asks.name, was_all=was_all)
            drop(act.session, person, office.letter(act.session, write, person, report), now, report.id)


def _shares(session: Session, grant: Grant, report_id: int) -> bool:
    """Tell whether anything of a report is still shared under a role."""
    return any(shared.report_id == report_id for shared in sections_under(session, grant.id))
