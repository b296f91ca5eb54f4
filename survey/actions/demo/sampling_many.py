"""Fill a database with thousands of invented, accepted reports, for measuring.

The database must be empty or made for samples, never one with real rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any, cast

from sqlalchemy import Engine, Table, insert, select
from sqlalchemy.orm import Session

from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.answers.freezing import FORMAT
from survey.errors import Refusal
from survey.messages import say
from survey.questionnaire.reading import read_text
from survey.samples.many import SampleReport, french_of, sample_reports
from survey.storage.engine.database import connection_of
from survey.storage.engine.installation import is_demo, mark_as_demo
from survey.storage.people.people import Person
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.rounds.reporters import Reporter
from survey.storage.rounds.rounds import Round, RoundCatalog, find_round

AT_ONCE = 500
SOMEBODY = "sample@example.org"
_REPORTERS, _REPORTS, _SNAPSHOTS = (cast(Table, model.__table__) for model in (Reporter, Report, Snapshot))


@dataclass(frozen=True, slots=True)
class Many:
    """The number of reports, their questionnaire and year, and the random seed."""

    source: str
    year: int
    reports: int
    seed: int = 8

    @property
    def moment(self) -> datetime:
        """The time at which all of it would have happened."""
        return datetime(self.year, 6, 1, 12, tzinfo=UTC)


def make_many(many: Many, engine: Engine, seen: Callable[[], None] | None = None) -> int:
    """Make a round with this number of accepted reports; return its id."""
    source = many.source.encode()
    form = read_text(source, "sample.yaml")
    digest = sha256(source).hexdigest()
    with recorded("sample_many", Context(many.moment, engine=engine), reports=many.reports) as act:
        _refuse_real_data(act.session, form.slug, many.year)
        person = _somebody(act.session, many.moment)
        this = _round(many, form.slug, form.edition, source, digest)
        if "fr" in form.languages:
            french = french_of(form)
            this.catalogs = [RoundCatalog(language="fr", source=french, sha256=sha256(french).hexdigest())]
        act.session.add(this)
        act.session.flush()
        act.round_id = this.id
        invented = sample_reports(form, digest, many.year, many.reports, many.seed)
        while some := list(islice(invented, AT_ONCE)):
            _keep(act.session, many, this, person, some)
            for _ in some if seen is not None else ():
                cast(Callable[[], None], seen)()
        return this.id


def _refuse_real_data(session: Session, form: str, year: int) -> None:
    if not is_demo(session):
        if session.scalar(select(Round.id).limit(1)) is not None:
            raise Refusal(
                say(
                    "sample/real",
                    "This database contains real rounds. Create samples in an empty database: name it"
                    " in SURVEY_DATABASE_URL.",
                )
            )
        mark_as_demo(session)
    if find_round(session, form, year) is not None:
        raise Refusal(say("sample/twice", "There are already samples for {year}.", year=str(year)))


def _somebody(session: Session, now: datetime) -> int:
    """Add the person who would have submitted everything."""
    found = session.scalar(select(Person.id).where(Person.email == SOMEBODY))
    if found is None:
        person = Person(email=SOMEBODY, name="Sample", language="en", added_at=now)
        session.add(person)
        session.flush()
        found = person.id
    return found


def _round(many: Many, form: str, edition: str, source: bytes, digest: str) -> Round:
    return Round(
        form=form, year=many.year, edition=edition, source=source, sha256=digest,
        opens_on=date(many.year, 3, 1), closes_on=date(many.year, 6, 30), opened_at=many.moment,
    )  # fmt: skip


def _keep(session: Session, many: Many, this: Round, person: int, some: list[SampleReport]) -> None:
    """Store some reports with their snapshots, with one statement for each table."""
    codes = [report.reporter for report in some]
    known = set(session.scalars(select(Reporter.code).where(Reporter.code.in_(codes))))
    new = [
        {"code": code, "kind": "group", "names": {"en": f"Sample {code}"}, "language": "en"}
        for code in codes
        if code not in known
    ]
    _insert(session, _REPORTERS, new)
    times = dict.fromkeys(("changed_at", "submitted_at", "accepted_at"), many.moment)
    _insert(session, _REPORTS, [
        {"round_id": this.id, "reporter": report.reporter, "region": report.region, "state": "accepted",
         "version": 1, **times}
        for report in some
    ])  # fmt: skip
    wanted = select(Report.reporter, Report.id).where(Report.round_id == this.id, Report.reporter.in_(codes))
    ids = {row.reporter: row.id for row in session.execute(wanted)}
    _insert(session, _SNAPSHOTS, [
        {"report_id": ids[report.reporter], "number": 1, "format": FORMAT, "edition_sha256": this.sha256,
         "content": report.content.decode(), "sha256": sha256(report.content).hexdigest(), "publishes": True,
         "made_by": person, "made_at": many.moment}
        for report in some
    ])  # fmt: skip


def _insert(session: Session, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    given = list(rows)
    if given:
        connection_of(session).execute(insert(table), given)
