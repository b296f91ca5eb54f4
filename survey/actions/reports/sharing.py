"""Share sections of a report with colleagues, and withdraw them. Without sections there is no access.

Nothing that is typed in an invitation is written into the record of a person who is already known, and
nothing tells whether a person is: the invitation itself holds what was typed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from survey.actions.audit.recording import Recorded, recorded
from survey.actions.context import Context
from survey.actions.mail.office import Office, drop
from survey.actions.people.limiting import limit_invitations
from survey.actions.people.people import (
    NewPerson,
    NewRole,
    close_grant,
    new_grant,
    new_person,
    refuse_mistakes,
)
from survey.errors import NotFound, Refusal
from survey.letters import Letter, SharedSections, colleague_invited, sections_withdrawn
from survey.messages import say
from survey.storage.people.invitations import Invitation
from survey.storage.people.people import (
    Grant,
    Person,
    SharedSection,
    find_person,
    grants_not_ended,
    sections_of_report,
    sections_under,
    take_back_sections,
)
from survey.storage.reports.locking import AtWork, lock_report
from survey.storage.reports.reports import Report
from survey.storage.rounds.frozen import frozen
from survey.workflow import Action, Role, demand

LEVELS = ("edit", "comment")


@dataclass(frozen=True, slots=True)
class Colleague:
    """The person a focal point invites, and what is asked of them."""

    email: str
    name: str
    language: str
    note: str = ""
    wanted_by: date | None = None
    works_at: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a colleague is told besides the sections: a note, and the last day to finish."""

    note: str = ""
    wanted_by: date | None = None


class HasAll(Refusal):
    """The invited person already holds the whole report."""

    code = "has-all-sections"
    status = 409


@dataclass(frozen=True, slots=True)
class Sharing:
    """The state of sharing: the locked report, the person who shares, and the office for the letters."""

    act: Recorded
    at_work: AtWork
    report: Report
    context: Context

    @property
    def now(self) -> datetime:
        """The time."""
        return self.context.now

    @property
    def session(self) -> Session:
        """The transaction."""
        return self.act.session


def share_sections(
    report_id: int,
    colleague: Colleague,
    sections: Mapping[str, str],
    context: Context,
) -> int:
    """Share sections of a report for editing or comments, and write a letter; return the role's id."""
    with _sharing("share_sections", Action.INVITE, report_id, context) as this:
        _refuse_sections(this, sections)
        new = NewPerson(colleague.email, colleague.name, colleague.language, colleague.works_at)
        refuse_mistakes(new)
        person = find_person(this.session, new.email) or new_person(this.session, new, this.now)
        grant = _contributor(this, person)
        _keep_as_typed(this, grant, new)
        this.act.details |= {"person": person.id, "grant": grant.id, "sections": dict(sections)}
        _share(this, grant, sections, Asked(colleague.note, colleague.wanted_by))
        return grant.id


def change_sections(
    report_id: int,
    grant_id: int,
    sections: Mapping[str, str],
    asked: Asked,
    context: Context,
) -> None:
    """Share exactly these sections of a report with a colleague; without any, their access ends."""
    with _sharing("change_sections", Action.WITHDRAW, report_id, context) as this:
        grant = _shared_role(this, grant_id)
        before = {
            shared.section: shared.may for shared in sections_of_report(this.session, grant_id, report_id)
        }
        given = {section: level for section, level in sections.items() if before.get(section) != level}
        gone = sorted(before.keys() - sections.keys())
        this.act.silent = not given and not gone
        this.act.details |= {"person": grant.person_id, "grant": grant.id, "sections": given, "taken": gone}
        if given:
            demand(this.at_work.actor, Action.INVITE, this.at_work.report)
            _refuse_sections(this, given)
            _share(this, grant, given, asked)
        _take_back(this, grant, gone)


def withdraw_sections(
    report_id: int,
    grant_id: int,
    sections: Collection[str],
    context: Context,
) -> None:
    """Withdraw sections of a report; the role ends with the last section in any report."""
    with _sharing("withdraw_sections", Action.WITHDRAW, report_id, context) as this:
        grant = _shared_role(this, grant_id)
        this.act.details |= {"person": grant.person_id, "grant": grant.id, "sections": sorted(sections)}
        this.act.silent = not _take_back(this, grant, sections)


@contextmanager
def _sharing(name: str, action: Action, report_id: int, context: Context) -> Iterator[Sharing]:
    """Lock the report, and refuse a person who may not do this with it today."""
    with recorded(name, context, report_id=report_id) as act:
        at_work = lock_report(act.session, report_id, context.actor_id, context.now)
        demand(at_work.actor, action, at_work.report)
        act.round_id = at_work.round_id
        report = act.session.get_one(Report, report_id)
        yield Sharing(act, at_work, report, context)


def _shared_role(this: Sharing, grant_id: int) -> Grant:
    """Return the contributor's role that shares a report; refuse one for another reporter."""
    grant = this.session.get(Grant, grant_id)
    own = grant is not None and grant.reporter == this.report.reporter
    if grant is None or not own or grant.role != Role.CONTRIBUTOR or grant.ended_at is not None:
        raise NotFound(say("sharing/not-shared", "Nothing is shared with this person. Nothing was changed."))
    return grant


def _refuse_sections(this: Sharing, sections: Mapping[str, str]) -> None:
    if not sections:
        raise Refusal(say("sharing/none", "No section is chosen. Choose at least one to share."))
    known = {section.id for section in frozen(this.session, this.report.round_id).questionnaire.sections}
    if not known.issuperset(sections) or not set(sections.values()) <= set(LEVELS):
        raise Refusal(
            say(
                "sharing/unknown",
                "A section chosen here is not in this questionnaire. Load the page again and choose again.",
            )
        )


def _contributor(this: Sharing, person: Person) -> Grant:
    """Return the role that shares sections of a reporter with a person; refuse if they hold all sections."""
    today, reporter = min(this.at_work.today, this.now.date()), this.report.reporter
    grants = grants_not_ended(this.session, person.id, today)
    held = [grant for grant in grants if grant.reporter == reporter]
    if any(grant.role == Role.FOCAL_POINT for grant in held):
        raise HasAll(
            say(
                "sharing/has-all",
                "This person is a focal point of the report and already has all of its sections. "
                "Give the address of another colleague.",
            )
        )
    for grant in held:
        if grant.role == Role.CONTRIBUTOR and grant.since <= today:
            return grant
    return new_grant(this.act, person.id, NewRole(Role.CONTRIBUTOR, reporter, None, today))


def _keep_as_typed(this: Sharing, grant: Grant, new: NewPerson) -> None:
    """Keep what was typed of a person in the invitation, until they open what is shared.

    A person who already holds sections here, and was not invited by this form, is known by their own name.
    """
    typed = this.session.get(Invitation, grant.id)
    if typed is None and not sections_under(this.session, grant.id):
        typed = Invitation(grant_id=grant.id)
        this.session.add(typed)
    if typed is not None and typed.entered_at is None:
        typed.name, typed.works_at = " ".join(new.name.split()), " ".join(new.works_at.split())


def _share(this: Sharing, grant: Grant, sections: Mapping[str, str], asked: Asked) -> None:
    """Share sections, update those shared before, and write a letter."""
    limit_invitations(this.session, this.context.actor_id, this.now)
    for section, level in sections.items():
        this.session.merge(
            SharedSection(
                grant_id=grant.id,
                report_id=this.report.id,
                section=section,
                may=level,
                wanted_by=asked.wanted_by,
            )
        )
    this.session.flush()
    if this.context.office is not None:
        person = this.session.get_one(Person, grant.person_id)
        letter = _invitation(this, this.context.office, person, sections, asked)
        drop(this.session, person, letter, this.now, this.report.id)


def _invitation(
    this: Sharing, office: Office, person: Person, sections: Mapping[str, str], asked: Asked
) -> Letter:
    """Return the letter to a colleague, which names the sections in the order of the questionnaire."""
    asks_for = frozen(this.session, this.report.round_id).questionnaire.sections
    named = {
        level: [section.title for section in asks_for if sections.get(section.id) == level]
        for level in LEVELS
    }
    about = office.about(this.session, this.report)
    return colleague_invited(
        about.reader(person),
        about.matter(person),
        SharedSections(
            this.session.get_one(Person, this.context.actor_id).name,
            named["edit"],
            named["comment"],
            asked.note,
            asked.wanted_by,
        ),
    )


def _take_back(this: Sharing, grant: Grant, sections: Collection[str]) -> int:
    """Withdraw sections; end the role with the last one, and write if none of this report is left."""
    taken = take_back_sections(this.session, grant.id, this.report.id, sections)
    left = sections_under(this.session, grant.id)
    if taken and not left:
        close_grant(this.act, grant, this.now)
    if (
        this.context.office is not None
        and taken
        and all(shared.report_id != this.report.id for shared in left)
    ):
        person = this.session.get_one(Person, grant.person_id)
        was_all = not grants_not_ended(this.session, person.id, this.now.date())
        by = this.session.get_one(Person, this.context.actor_id).name
        write = partial(sections_withdrawn, by=by, was_all=was_all)
        letter = this.context.office.about(this.session, this.report).letter(write, person)
        drop(this.session, person, letter, this.now, this.report.id)
    return taken
