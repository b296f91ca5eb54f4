"""Who somebody is today: a person with all the roles that they hold, as the workflow wants to know it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from survey.storage.people import Grant, Person, SharedSection, grants_with_sections
from survey.workflow import Actor, Held, Role


def actor_of(session: Session, person: Person, today: date) -> Actor:
    """A person with the roles of a day, in one query."""
    found = grants_with_sections(session, person.id, today)
    return Actor(person.id, person.name, person.language, tuple(_held(found)))


def _held(found: Iterable[tuple[Grant, SharedSection | None]]) -> Iterable[Held]:
    """One for each role; one for each report in which a contributor was given sections, none without any."""
    given: dict[tuple[str, int], dict[str, str]] = {}
    for grant, shared in found:
        if grant.role != Role.CONTRIBUTOR:
            yield Held(Role(grant.role), grant.reporter, grant.region)
        elif shared is not None and grant.reporter is not None:
            sections = given.setdefault((grant.reporter, shared.report_id), {})
            if sections.get(shared.section) != "edit":
                sections[shared.section] = shared.may
    for (reporter, report_id), sections in given.items():
        yield Held(Role.CONTRIBUTOR, reporter, None, sections, report_id)
