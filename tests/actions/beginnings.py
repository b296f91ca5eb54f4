"""Beginnings for tests of actions: a tiny form, an open round, people with roles, an office."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.mail.office import Office
from survey.actions.people.people import NewPerson, NewRole, add_person, grant_role
from survey.actions.rounds.rounds import NewRound, open_round
from survey.catalogs import load_catalogs
from survey.settings import Settings
from survey.storage.audit.audit import AuditLine
from survey.storage.mail.letters import Letter

NOW = datetime(2020, 5, 4, 10, 0, tzinfo=UTC)
TODAY = date(2020, 5, 4)
ROOT = Path(__file__).parents[2]
TINY = """\
questionnaire: tiny
edition: "2020"
title: Tiny
languages: [{languages}]
sections:
  - id: first
    title: First
    questions:
      - {{id: a, kind: text, label: What is said}}
  - id: second
    title: Second
    questions:
      - {{id: b, kind: text, label: What is said next}}
"""
OFFICE = Office(
    load_catalogs(ROOT / "translations"), "https://survey.example", "Alliance", "desk@survey.example"
)


def minutes(count):
    """A span of minutes."""
    return timedelta(minutes=count)


def tiny_settings(folder, languages="en"):
    """Settings whose only form is the tiny one, and that have no catalogs."""
    path = folder / "forms" / "tiny" / "2020.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TINY.format(languages=languages), encoding="utf-8")
    return Settings(forms=folder / "forms", translations=folder / "translations")


def opened(folder, engine, *reporters, **more):
    """An open round of the tiny form, until the end of June."""
    new = NewRound("tiny", 2020, TODAY, date(2020, 6, 30), "Africa/Nairobi", reporters or ("MDG",), **more)
    return open_round(tiny_settings(folder), new, Context(NOW, engine=engine))


def somebody(engine, email="hanta@labour.example", role=None, *, reporter=None, region=None, language="en"):
    """Somebody, with a role if one is named."""
    person = add_person(
        NewPerson(email, email.partition("@")[0].title(), language), Context(NOW, engine=engine)
    )
    grant = role and grant_role(person, NewRole(role, reporter, region, TODAY), Context(NOW, engine=engine))
    return SimpleNamespace(id=person, grant=grant, email=email)


def letters(engine, kind=None):
    """The letters in the box, the oldest first."""
    with Session(engine) as session:
        wanted = select(Letter).order_by(Letter.id)
        return session.scalars(wanted.where(Letter.kind == kind) if kind else wanted).all()


def audited(engine, *actions):
    """The lines of the audit, of some actions or of all."""
    with Session(engine) as session:
        found = session.scalars(select(AuditLine).order_by(AuditLine.id)).all()
    return [line for line in found if not actions or line.action in actions]


def count(engine, table):
    """How many rows a table has."""
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(table))
