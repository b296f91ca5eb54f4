"""`survey people`: list people and their roles, add people, give and end roles."""

from __future__ import annotations

from datetime import datetime

import click
from sqlalchemy.orm import Session

from survey.actions.factors.keeping import reset_factors
from survey.actions.people import people as actions
from survey.actions.people.people import NewPerson, NewRole
from survey.actions.people.sessions import end_all_sessions_at
from survey.actions.people.signing_in import unlock_address
from survey.cli.desk import DAY, desk, table, tell
from survey.errors import Refusal
from survey.messages import say
from survey.storage.people.people import Grant, Person, grants_not_ended, people_with_roles
from survey.workflow import Role

COLUMNS = ("address", "name", "language", "role", "for", "since", "until")
ROLE = click.Choice([role.value for role in Role])
FOR_REPORTER = click.option("--reporter", default=None, help="The country or body that it is held for.")
FOR_REGION = click.option("--region", default=None, help="The region of a reviewer; all by default.")


@click.group()
def people() -> None:
    """Add people, give them roles, end those."""


@people.command()
@click.argument("email")
@click.argument("name")
@click.option("--language", default="en", show_default=True, help="The language of their e-mails and pages.")
@click.option("--works-at", default="", help="Their ministry or office, which colleagues see.")
def add(email: str, name: str, language: str, works_at: str) -> None:
    """Add the person NAME with the address EMAIL."""
    with desk() as at:
        actions.add_person(NewPerson(email, name, language, works_at=works_at), at.context)
        tell(f"Added: {name}. A role lets them sign in: 'survey people grant'.")


@people.command()
@click.argument("email")
@click.argument("role", type=ROLE)
@FOR_REPORTER
@FOR_REGION
@click.option("--since", type=DAY, default=None, help="The first day; today by default.")
@click.option("--until", type=DAY, default=None, help="The last day; none by default.")
def grant(
    email: str,
    role: str,
    reporter: str | None,
    region: str | None,
    since: datetime | None,
    until: datetime | None,
) -> None:
    """Give the person with the address EMAIL a ROLE."""
    with desk() as at:
        with Session(at.engine) as session:
            person = actions.person_at(session, email)
        first = since.date() if since else at.now.date()
        last = until.date() if until else None
        actions.grant_role(person.id, NewRole(role, reporter, region, first, last), at.context)
        tell(f"{person.name} holds the role {role}.")


@people.command()
@click.argument("email")
@click.argument("role", type=ROLE)
@FOR_REPORTER
@FOR_REGION
def end(email: str, role: str, reporter: str | None, region: str | None) -> None:
    """End a ROLE of the person with the address EMAIL, now."""
    with desk() as at:
        with Session(at.engine) as session:
            person = actions.person_at(session, email)
            held = grants_not_ended(session, person.id, at.now.date())
        ending = [
            grant_line
            for grant_line in held
            if (grant_line.role, grant_line.reporter, grant_line.region) == (role, reporter, region)
        ]
        if not ending:
            raise Refusal(
                say(
                    "people/not-held",
                    "{name} does not have this role. “survey people list” shows who has which role.",
                    name=person.name,
                )
            )
        for grant_line in ending:
            actions.end_role(grant_line.id, at.context)
        tell(f"{person.name} no longer holds the role {role}.")


@people.command()
@click.argument("email")
def unlock(email: str) -> None:
    """Let the person with the address EMAIL ask for sign-in links again, after too many requests."""
    with desk() as at:
        unlock_address(email, at.context)
        tell(f"Links for {email} can be asked for again.")


@people.command("reset-factor")
@click.argument("email")
def reset_factor(email: str) -> None:
    """Remove the second step and the recovery codes of the person with the address EMAIL, who lost them.

    Make sure first that it is the person who asks. They are signed out everywhere and told by e-mail.
    """
    with desk() as at:
        removed = reset_factors(email, at.context)
        tell(f"{email} signs in by e-mail alone again; {removed} removed.")


@people.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """End all sessions of the person with the address EMAIL, everywhere."""
    with desk() as at:
        ended = end_all_sessions_at(email, at.context)
        tell(f"Sessions of {email} that were ended: {ended}.")


@people.command("list")
@click.option("--role", type=ROLE, default=None, help="Only those who hold this role.")
@click.option("--reporter", default=None, help="Only those who hold a role for this country or body.")
@click.option("--all", "past", is_flag=True, help="Roles that ended, too.")
def list_(role: str | None, reporter: str | None, past: bool) -> None:
    """List people and the roles they hold."""
    with desk() as at, Session(at.engine) as session:
        today = at.now.date()
        rows = []
        for person, held in people_with_roles(session):
            ended = held is not None and (held.ended_at or (held.until and held.until < today))
            shown = None if ended and not past else held
            if (role and (not shown or shown.role != role)) or (
                reporter and (not shown or shown.reporter != reporter)
            ):
                continue
            rows.append(_row(person, shown))
        click.echo("\n".join(table([COLUMNS, *dict.fromkeys(rows)])))


def _row(person: Person, held: Grant | None) -> tuple[str, ...]:
    who = (person.email, person.name, person.language)
    if held is None:
        return (*who, "-", "-", "-", "-")
    until = f"{held.ended_at:%Y-%m-%d}" if held.ended_at else str(held.until or "-")
    return (*who, held.role, held.reporter or held.region or "all", str(held.since), until)
