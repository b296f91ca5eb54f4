"""Telling a person by mail that something changed about how they sign in."""

from __future__ import annotations

from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.mail.office import drop
from survey.letters import Changed, factors_changed
from survey.storage.people.people import Person


def tell_change(session: Session, person_id: int, change: Changed, name: str, context: Context) -> None:
    """Write to a person what changed, within an action; nothing where no office writes letters."""
    if context.office is None:
        return
    person = session.get_one(Person, person_id)
    reader = context.office.reader(person.language, person.name)
    link = context.office.sign_in_page(person.language)
    drop(session, person, factors_changed(reader, change, name, link), context.now)
