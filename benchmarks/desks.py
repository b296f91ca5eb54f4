"""Rounds to measure on: eight full reports of two years, or as many empty ones as there will be journeys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import Engine, insert, select, update

from benchmarks.generated import indicators
from survey.actions.demo.sampling import PATHFINDER, THIS_YEAR, make_demonstration
from survey.settings import Settings
from survey.storage.engine.database import writing
from survey.storage.people.people import Grant, Person
from survey.storage.people.signing_in import SignedIn
from survey.storage.reports.reports import Report
from survey.storage.rounds.reporters import Reporter
from survey.storage.rounds.rounds import Round

COUNTRIES = ("CHL", "CRI", "GHA", "MAR", "NPL", "PER", "UGA", "VNM")
"""Their reports of both years are full."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody's report: where it is, and the session in which they are signed in."""

    report: str
    session: str


def full_desks(engine: Engine) -> list[Desk]:
    """Full reports of this year, with last year's beside them, open to their focal points."""
    now = datetime.now(UTC)
    make_demonstration(Settings(demo=True), engine, now)
    with writing(engine) as session:
        this = select(Round.id).where(Round.form == PATHFINDER, Round.year == THIS_YEAR).scalar_subquery()
        opened = update(Report).where(Report.round_id == this, Report.reporter.in_(COUNTRIES))
        session.execute(opened.values(state="returned"))
        held = select(Grant.reporter, Grant.person_id).where(
            Grant.role == "focal_point", Grant.reporter.in_(COUNTRIES)
        )
        people = {reporter: person for reporter, person in session.execute(held) if reporter}
        session.add_all(signed_in(person, country, now) for country, person in people.items())
    return [Desk(f"/en/reports/{PATHFINDER}/{THIS_YEAR}/{country}", country) for country in COUNTRIES]


def empty_desks(engine: Engine, count: int) -> list[Desk]:
    """Empty reports in a round of thirty questions, each with a focal point who is signed in."""
    now, source = datetime.now(UTC), indicators(30).encode()
    codes = [f"G{number:04}" for number in range(count)]
    with writing(engine) as session:
        this = Round(
            form="generated",
            year=THIS_YEAR,
            edition="2020",
            source=source,
            sha256=sha256(source).hexdigest(),
            opens_on=now.date() - timedelta(days=1),
            closes_on=now.date() + timedelta(days=30),
            opened_at=now,
        )
        people = [
            Person(email=f"{code.lower()}@example.org", name=code, language="en", added_at=now)
            for code in codes
        ]
        session.add_all((this, *people, *(Reporter(code=code, kind="group") for code in codes)))
        session.flush()
        session.execute(insert(Report), [{"round_id": this.id, "reporter": code} for code in codes])
        for code, person in zip(codes, people, strict=True):
            session.add(Grant(person_id=person.id, role="focal_point", reporter=code, since=now.date()))
            session.add(signed_in(person.id, code, now))
    return [Desk(f"/en/reports/generated/{THIS_YEAR}/{code}", code) for code in codes]


def signed_in(person_id: int, token: str, now: datetime) -> SignedIn:
    """Return a session in which somebody is signed in."""
    return SignedIn(
        person_id=person_id,
        token_sha256=sha256(token.encode()).hexdigest(),
        began_at=now,
        seen_at=now,
        proved_at=now,
        factor_at=now,
    )
