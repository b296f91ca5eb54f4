"""A submitted report with those who read it: reviewers of its region, of another and of all, and the desk."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.people.people import NewPerson, NewRole, add_person, grant_role
from survey.actions.reports.reporting import accept, return_report
from survey.actions.reports.submitting import submit
from survey.storage.engine.database import writing
from survey.storage.mail.letters import Letter
from survey.storage.people.people import Person
from survey.workflow import ReportRef
from tests.web.reported import LAST_YEAR, number, reporting_on

READERS = {
    "reviewer": ("AFR", "Awa A.", "fr"),
    "second_reviewer": ("AFR", "Bo B.", "en"),
    "other_reviewer": ("AME", "Carla C.", "es"),
    "world_reviewer": (None, "Wim W.", "en"),
}


def reviewed_on(engine, url, folder, **settings):
    """Open the rounds, let Madagascar submit, and add those who read."""
    return reporting_on(engine, url, folder, going_on=submit_first, **settings)


def submit_first(world):
    """Add those who read, and let Madagascar submit."""
    add_readers(world)
    world.save(
        "focal", number("f.text", "The plan"), number("f.number", 14.0), number("w.story", "It went well.")
    )
    world.list_entries("focal", "l.steps", "e1", "e2")
    entries = world.kept().replies.entries["l.steps"]
    world.save("focal", *(number("l.steps.name", f"Step {one}", row=one) for one in entries))
    submit_again(world)


def add_readers(world):
    """Add those who read to a world in which somebody reports."""
    since, engine = date(2019, 1, 1), world.engine
    for who, (region, name, language) in READERS.items():
        person = add_person(
            NewPerson(f"{who}@example.org", name, language), Context(LAST_YEAR, engine=engine)
        )
        grant_role(person, NewRole("reviewer", None, region, since), Context(LAST_YEAR, engine=engine))
        world.people[who] = person


def ref(world):
    """The report as it stands."""
    from survey.storage.reports.reports import Report

    with Session(world.engine) as session:
        row = session.get_one(Report, world.report_id)
        return ReportRef(row.id, row.reporter, row.region, row.state)


def submit_again(world, publishes=True):
    """Let the focal point submit what stands there."""
    return submit(
        ref(world),
        publishes,
        Context(world.now, world.people["focal"], engine=world.engine),
    )


def give_back(world, reason="Please look again", who="desk"):
    """Return the report."""
    return_report(
        ref(world),
        reason,
        Context(world.now, world.people[who], engine=world.engine),
    )


def accept_it(world, who="desk"):
    """Accept the report."""
    accept(ref(world), Context(world.now, world.people[who], engine=world.engine))


def speaks(world, who, language):
    """Let somebody's letters come in a language."""
    with writing(world.engine) as session:
        session.get_one(Person, world.people[who]).language = language


def letters_to(world, who, kind):
    """The letters of a kind to somebody, the first one first."""
    wanted = select(Letter).where(Letter.person_id == world.people[who], Letter.kind == kind)
    with Session(world.engine, expire_on_commit=False) as session:
        return session.scalars(wanted.order_by(Letter.id)).all()


def put(typist, *parts, **typed):
    """Send a form of the page that is open to an address of the report."""
    data = {"csrf": typist.csrf(), **{name: str(value) for name, value in typed.items()}}
    return typist._keep(typist.client.post(typist.path(*parts), data=data))


def hidden(typist, name):
    """What stands in a hidden input of the page that is open."""
    return re.search(rf'name="{name}" value="([^"]*)"', typist.page).group(1)
