"""People and their roles: add people, give them roles from a day to a day, and end roles.

Ending a role does not change answers: the country owns them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from survey.actions.audit.recording import Recorded, recorded
from survey.actions.context import Context
from survey.actions.mail.office import drop, language_of
from survey.actions.people.addresses import complaint_of_address
from survey.countries import ILO_REGIONS, reporter_name
from survey.errors import NotFound, Refusal
from survey.languages import LANGUAGES
from survey.letters import role_ended
from survey.messages import Message, say
from survey.storage.people.people import Grant, Person, find_person, grants_not_ended
from survey.storage.people.signing_in import end_sessions_of
from survey.storage.rounds.reporters import find_reporter, names_of_reporter
from survey.workflow import Role

FOR_A_REPORTER = frozenset({Role.FOCAL_POINT, Role.CONTRIBUTOR})
ROLES_FOR_REPORTER: Mapping[Role, Callable[[str], Message]] = {
    Role.FOCAL_POINT: lambda place: say("role/focal-point-of", "Focal point: {place}", place=place),
    Role.CONTRIBUTOR: lambda place: say("role/contributor-of", "Contributor: {place}", place=place),
}
ROLES_FOR_ALL: Mapping[Role, Message] = {
    Role.REVIEWER: say("role/reviewer", "Reviewer"),
    Role.SECRETARIAT: say("role/secretariat", "Secretariat"),
    Role.ADMINISTRATOR: say("role/administrator", "Administrator"),
}
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to add: their address, name, language, and the ministry or office where they work."""

    email: str
    name: str
    language: str
    works_at: str = ""


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role to give for a reporter, a region or everything, from a day to a day."""

    role: str
    reporter: str | None
    region: str | None
    since: date
    until: date | None = None


def add_person(new: NewPerson, context: Context) -> int:
    """Add a person by their mail address; return their id."""
    with recorded("add_person", context) as act:
        if find_person(act.session, new.email) is not None:
            raise Refusal(
                say("people/second", "Another person already has this address. Give that person the role.")
            )
        person = new_person(act.session, new, context.now)
        act.details["person"] = person.id
        return person.id


def new_person(session: Session, new: NewPerson, now: datetime) -> Person:
    """Add a person within an action; refuse a wrong address, name, language or office."""
    refuse_mistakes(new)
    person = Person(
        email=new.email.strip().lower(),
        name=" ".join(new.name.split()),
        language=new.language,
        works_at=" ".join(new.works_at.split()),
        added_at=now,
    )
    session.add(person)
    session.flush()
    return person


def refuse_mistakes(new: NewPerson) -> None:
    """Refuse a wrong address, name, language or office."""
    complaint = (
        complaint_of_address(new.email)
        or complaint_of_name(new.name)
        or complaint_of_office(new.works_at)
        or _complaint_of_language(new.language)
    )
    if complaint is not None:
        raise Refusal(complaint)


def complaint_of_name(name: str) -> Message | None:
    """Return what is wrong with a person's name, or None."""
    if not name.strip() or len(name) > LONGEST_NAME:
        return say("people/name", "Give the person’s name, in at most 200 characters.")
    return None


def complaint_of_office(works_at: str) -> Message | None:
    """Return what is wrong with the ministry or office where a person works, or None."""
    if len(works_at) > LONGEST_NAME:
        return say("people/works-at", "Give the ministry or office in at most 200 characters.")
    return None


def _complaint_of_language(language: str) -> Message | None:
    if language not in LANGUAGES:
        return say(
            "people/language",
            "There is no language “{language}”; there are: {known}.",
            language=language,
            known=", ".join(LANGUAGES),
        )
    return None


def grant_role(holder: int, new: NewRole, context: Context) -> int:
    """Give a person a role; return its id."""
    with recorded("grant_role", context) as act:
        if act.session.get(Person, holder) is None:
            raise _nobody()
        _refuse_scope(act.session, new.role, new.reporter, new.region)
        _refuse_days(new.since, new.until)
        held = _held_already(act.session, holder, new, context.now.date())
        if held is not None:
            raise Refusal(
                say(
                    "people/role-held",
                    "This person already has this role. Leave it, or end it first.",
                )
            )
        return new_grant(act, holder, new).id


def new_grant(act: Recorded, holder: int, new: NewRole) -> Grant:
    """Add a role within an action, and note it for the audit."""
    role = Role(new.role)
    grant = Grant(
        person_id=holder,
        role=role.value,
        reporter=new.reporter,
        region=new.region,
        since=new.since,
        until=new.until,
    )
    act.session.add(grant)
    act.session.flush()
    act.details |= {"person": holder, "grant": grant.id, "role": role.value}
    return grant


def _refuse_scope(session: Session, role: str, reporter: str | None, region: str | None) -> None:
    """Refuse a role with a scope that it cannot have."""
    complaint = None
    if role not in tuple(Role):
        complaint = say(
            "people/role", "There is no role “{role}”; there are: {known}.", role=role, known=", ".join(Role)
        )
    elif role in FOR_A_REPORTER and (reporter is None or region is not None):
        complaint = say("people/role-reporter", "This role is for one country or body. Say which one.")
    elif role == Role.REVIEWER and reporter is not None:
        complaint = say(
            "people/role-region", "A reviewer reviews one region or all regions. Give no country."
        )
    elif role not in FOR_A_REPORTER and role != Role.REVIEWER and (reporter or region):
        complaint = say("people/role-whole", "This role is not for one country or region. Give neither.")
    elif region is not None and region not in ILO_REGIONS:
        complaint = say(
            "people/region",
            "There is no region “{region}”; there are: {known}.",
            region=region,
            known=", ".join(ILO_REGIONS),
        )
    elif reporter is not None and find_reporter(session, reporter) is None:
        complaint = say(
            "people/reporter",
            "“{reporter}” does not report here yet. First open a round in which its report is expected.",
            reporter=reporter,
        )
    if complaint is not None:
        raise Refusal(complaint)


def _refuse_days(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Refusal(say("people/days", "The role would end before it begins. Give a later end date."))


def _held_already(session: Session, holder: int, new: NewRole, today: date) -> Grant | None:
    wanted = (new.role, new.reporter, new.region)
    for grant in grants_not_ended(session, holder, today):
        if (grant.role, grant.reporter, grant.region) == wanted:
            return grant
    return None


def end_role(grant_id: int, context: Context) -> None:
    """End a role now. A person with no other role is signed out everywhere."""
    with recorded("end_role", context, grant=grant_id) as act:
        grant = act.session.get(Grant, grant_id)
        if grant is None or grant.ended_at is not None:
            raise NotFound(say("people/no-role", "This role has ended already. Nothing was changed."))
        close_grant(act, grant, context.now)
        holder = act.session.get(Person, grant.person_id)
        if context.office is not None and holder is not None:
            reader = context.office.reader(holder.language, holder.name)
            letter = role_ended(reader, role_named(act.session, holder, grant))
            drop(act.session, holder, letter, context.now)


def close_grant(act: Recorded, grant: Grant, now: datetime) -> None:
    """End a role within an action, and the sessions of a person who has no other role."""
    grant.ended_at = now
    act.session.flush()
    act.details |= {"person": grant.person_id, "role": grant.role}
    if not grants_not_ended(act.session, grant.person_id, now.date()):
        act.details["sessions_ended"] = end_sessions_of(act.session, grant.person_id, now)


def role_named(session: Session, holder: Person, grant: Grant) -> Message:
    """Return the name of a role with its scope, in the language of its holder."""
    if grant.reporter is not None:
        names = names_of_reporter(session, grant.reporter)
        place = reporter_name(grant.reporter, names, language_of(holder.language))
        return ROLES_FOR_REPORTER[Role(grant.role)](place)
    if grant.region is not None:
        return say("role/reviewer-of", "Reviewer: {region}", region=ILO_REGIONS[grant.region])
    return ROLES_FOR_ALL[Role(grant.role)]


def person_at(session: Session, email: str) -> Person:
    """Return the person with an address, or refuse."""
    found = find_person(session, email)
    if found is None:
        raise _nobody()
    return found


def _nobody() -> NotFound:
    return NotFound(
        say("people/nobody", "Nobody has this address. Add the person first, then give the role.")
    )
