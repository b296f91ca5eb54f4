"""Sample people: in a demonstration, and only there, anybody may sign in as a sample person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from survey.actions.people import signing_in
from survey.countries import ILO_REGIONS, reporter_name
from survey.storage.engine.database import db
from survey.storage.people.people import people_with_roles
from survey.storage.rounds.reporters import names_of_reporter
from survey.web.request.demonstration import is_demonstration
from survey.web.request.session import browser_named, context_of_nobody, now
from survey.web.request.visit import nothing_here, visit
from survey.workflow import Role

if TYPE_CHECKING:
    from survey.storage.people.people import Grant


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample person, with their roles in words."""

    person_id: int
    name: str
    roles: tuple[tuple[Role, str], ...]


def people() -> Sequence[Sample]:
    """Return the sample people with their current roles; nobody outside a demonstration."""
    if not is_demonstration():
        return ()
    today = now().astimezone(UTC).date()
    found: dict[int, Sample] = {}
    with Session(db.engine) as session:
        for person, grant in people_with_roles(session):
            if grant is None or grant.ended_at or grant.since > today or (grant.until or today) < today:
                continue
            before = found[person.id].roles if person.id in found else ()
            found[person.id] = Sample(person.id, person.name, (*before, _role(session, grant)))
    order = list(Role)
    return sorted(
        found.values(), key=lambda sample: (order.index(sample.roles[0][0]), sample.roles[0][1], sample.name)
    )


def enter_as(person_id: int) -> str:
    """Begin a session as a sample person, or refuse outside a demonstration."""
    if person_id not in {sample.person_id for sample in people()}:
        raise nothing_here()
    return signing_in.sign_in_sample(person_id, context_of_nobody(), browser_named())


def _role(session: Session, grant: Grant) -> tuple[Role, str]:
    reporter, place = grant.reporter, ""
    if reporter:
        place = reporter_name(reporter, names_of_reporter(session, reporter), visit().language)
    if grant.region and grant.region in ILO_REGIONS:
        place = visit().plain(ILO_REGIONS[grant.region])
    return Role(grant.role), place
