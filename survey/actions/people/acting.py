"""The actor for today: a person with all the roles that they hold, as the workflow needs it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from survey.storage.people.people import GrantLine, Person, grants_with_sections
from survey.workflow import Actor, Held, Role


def actor_of(session: Session, person: Person, today: date) -> Actor:
    """Return a person with their roles on a day, in one query."""
    return Actor(person.id, person.name, person.language, held_on(session, person.id, today))


def held_on(session: Session, person_id: int, today: date) -> tuple[Held, ...]:
    """Return what a person holds on a day."""
    return tuple(held_by(grants_with_sections(session, person_id, today)))


def held_by(found: Iterable[GrantLine]) -> Iterable[Held]:
    """Yield what a person holds by these roles.

    A role gives one item. A contributor's role gives one for each report with shared sections, or none.
    """
    given: dict[tuple[str, int], dict[str, str]] = {}
    for role, reporter, region, report_id, section, may in found:
        if role != Role.CONTRIBUTOR:
            yield Held(Role(role), reporter, region)
        elif reporter is not None and report_id is not None and section is not None and may is not None:
            sections = given.setdefault((reporter, report_id), {})
            if sections.get(section) != "edit":
                sections[section] = may
    for (reporter, report_id), sections in given.items():
        yield Held(Role.CONTRIBUTOR, reporter, None, sections, report_id)
