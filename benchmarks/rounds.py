"""The promises about pages of figures: ten rounds of every country, the whole questionnaire answered."""

from __future__ import annotations

import atexit
import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from flask.testing import FlaskClient
from sqlalchemy import Engine, event, insert, select
from sqlalchemy.orm import Session

from benchmarks.databases import postgresql, sqlite
from benchmarks.promises import Promise, cpu_ms
from survey.actions.demo.sampling import PATHFINDER, THIS_YEAR, make_demonstration
from survey.countries import COUNTRIES, ILO_SCHEME
from survey.settings import Settings
from survey.storage.engine.database import db, writing
from survey.storage.people.people import Grant
from survey.storage.people.signing_in import SignedIn
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.rounds.reporters import Reporter
from survey.storage.rounds.rounds import Round, RoundCatalog
from survey.web.app import create_app

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Row

MANY, ROUNDS, TIMES = 193, 10, 15
LAST = THIS_YEAR + ROUNDS
COUNTED = tuple(COUNTRIES)[:MANY]
DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
AT = f"/fr/rounds/{PATHFINDER}/{LAST}"
PAGES = {
    "round": AT,
    "region": f"{AT}/regions/AFR",
    "question": f"{AT}/questions/cl.prevalence.children",
    "shares": f"{AT}/questions/about.coordination?sort=-answer",
    "texts": f"{AT}/questions/support.what?find=pais",
    "years": f"{AT}/years",
    "compare": f"{AT}/compare?with=AGO&with=NPL&with=PER&with=TUN&with=VNM&with=ALB",
}
"""The pages that are measured, as the secretariat opens them in French."""


def many_rounds(engine: Engine, rounds: int = ROUNDS) -> None:
    """Rounds in which every country has an accepted report, copied from the samples of this year."""
    now = datetime.now(UTC)
    make_demonstration(Settings(demo=True), engine, now)
    with writing(engine) as session:
        this = session.scalars(select(Round).where(Round.form == PATHFINDER, Round.year == THIS_YEAR)).one()
        samples = session.execute(
            select(Snapshot.content, Snapshot.edition_sha256, Snapshot.made_by)
            .join(Report, Report.id == Snapshot.report_id)
            .where(Report.round_id == this.id, Report.state == "accepted")
        ).all()
        known = set(session.scalars(select(Reporter.code)))
        new = [code for code in COUNTED if code not in known]
        session.execute(insert(Reporter), [{"code": code, "kind": "country", "names": {}} for code in new])
        for number in range(rounds):
            _one_round(session, this, LAST - number, samples, now)
        desk = session.scalars(select(Grant.person_id).where(Grant.role == "secretariat")).first()
        session.add(
            SignedIn(person_id=desk, token_sha256=sha256(b"desk").hexdigest(), began_at=now, seen_at=now)
        )


def _one_round(
    session: Session, this: Round, year: int, samples: Sequence[Row[str, str, int]], now: datetime
) -> None:
    """One year's round with a report a country."""
    made = Round(
        form=this.form, year=year, edition=this.edition, source=this.source, sha256=this.sha256,
        opens_on=date(year, 3, 1), closes_on=date(year, 6, 30), modules=this.modules,
        parameters=this.parameters, opened_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    for kept in session.scalars(select(RoundCatalog).where(RoundCatalog.round_id == this.id)).all():
        session.add(
            RoundCatalog(round_id=made.id, language=kept.language, source=kept.source, sha256=kept.sha256)
        )
    reports = [
        {
            "round_id": made.id, "reporter": code, "region": ILO_SCHEME.region(code), "state": "accepted",
            "submitted_at": now, "accepted_at": now, "changed_at": now,
        }
        for code in COUNTED
    ]  # fmt: skip
    ids = session.scalars(insert(Report).returning(Report.id, sort_by_parameter_order=True), reports).all()
    session.execute(insert(Snapshot), [_snapshot(one, samples[one % len(samples)], now) for one in ids])


def _snapshot(report_id: int, sample: tuple[str, str, int], now: datetime) -> dict[str, object]:
    content, edition, made_by = sample
    return {
        "report_id": report_id, "number": 1, "format": 1, "edition_sha256": edition, "content": content,
        "sha256": sha256(content.encode()).hexdigest(), "publishes": True, "made_by": made_by, "made_at": now,
    }  # fmt: skip


@cache
def site(database: str, rounds: int = ROUNDS) -> tuple[Flask, FlaskClient]:
    """An application on a database of many rounds, kept until the program ends, and its secretariat."""
    engine = _kept.enter_context(DATABASES[database]())
    many_rounds(engine, rounds)
    app = create_app(
        Settings(database_url=engine.url.render_as_string(hide_password=False), second_factor="offered")
    )
    client = app.test_client()
    client.set_cookie("survey-session", "desk")
    return app, client


_kept = contextlib.ExitStack()
atexit.register(_kept.close)


def page_ms(database: str, page: str, rounds: int = ROUNDS, times: int = TIMES) -> float:
    """CPU milliseconds of a page that was opened before."""
    _, client = site(database, rounds)
    return cpu_ms(partial(opened, client, page), times)


def opened(client: FlaskClient, page: str) -> None:
    """Open a page, and see that it is there."""
    answer = client.get(PAGES[page])
    assert answer.status_code == 200, answer.status


def queries(database: str, page: str, rounds: int = ROUNDS) -> float:
    """How many queries a page asks that was opened before."""
    app, client = site(database, rounds)
    opened(client, page)
    with counting(app) as asked:
        opened(client, page)
    return len(asked)


@contextmanager
def counting(app: Flask) -> Iterator[list[str]]:
    """Note every statement that an application's database is sent."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


PROMISES = tuple(
    promise
    for database in DATABASES
    for page in PAGES
    for promise in (
        Promise(f"figures_page_{page}_{database}", 30, "ms CPU", partial(page_ms, database, page)),
        Promise(f"figures_page_{page}_queries_{database}", 12, "", partial(queries, database, page)),
    )
)
