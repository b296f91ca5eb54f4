"""The countries and other bodies that report: expect them in a round, add new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.countries import COUNTRIES, ILO_SCHEME
from survey.errors import NotFound, Refusal
from survey.messages import say
from survey.storage.reports.reports import Report, find_report
from survey.storage.rounds.reporters import Reporter, find_reporter
from survey.storage.rounds.rounds import Round


def expect(session: Session, this: Round, reporters: Sequence[str]) -> list[Report]:
    """Expect a report from each reporter; add a new country by its code."""
    if not reporters:
        raise Refusal(say("rounds/nobody", "Nobody would report. Name at least one country or body."))
    reports = []
    for code in dict.fromkeys(reporters):
        reporter = find_reporter(session, code) or _new_country(session, code)
        region = ILO_SCHEME.region(code) if reporter.kind == "country" else ""
        reports.append(Report(round_id=this.id, reporter=code, region=region, state="open"))
    session.add_all(reports)
    session.flush()
    return reports


def _new_country(session: Session, code: str) -> Reporter:
    if code not in COUNTRIES:
        raise Refusal(
            say(
                "rounds/reporter",
                "“{code}” is neither a country nor a known body. Country codes have three "
                "letters, such as MDG; for another body, add it first.",
                code=code,
            )
        )
    country = Reporter(code=code, kind="country", names={})
    session.add(country)
    session.flush()
    return country


def add_group(code: str, names: Mapping[str, str], context: Context) -> None:
    """Add a body that is not a country, with its name in each language."""
    with recorded("add_group", context, reporter=code) as act:
        _add(act.session, Reporter(code=code, kind="group", names=dict(names)))


def add_country(code: str, names: Mapping[str, str], context: Context) -> None:
    """Add a country that has no code of ISO, under one of those that ISO leaves to users, with its names."""
    with recorded("add_group", context, reporter=code) as act:
        _add(act.session, Reporter(code=code, kind="country", names=dict(names)))


def _add(session: Session, reporter: Reporter) -> None:
    code = reporter.code
    if code in COUNTRIES or find_reporter(session, code) is not None:
        raise Refusal(say("reporters/second", "“{code}” is used already. Choose another code.", code=code))
    session.add(reporter)


def report_in(session: Session, this: Round, reporter: str) -> Report:
    """Return the report of a reporter in a round, or refuse and name both."""
    found = find_report(session, this.id, reporter)
    if found is None:
        raise NotFound(
            say(
                "reports/not-expected",
                "“{reporter}” is not expected to report in {year}. Look for it in the list of the round.",
                reporter=reporter,
                year=str(this.year),
            )
        )
    return found
