"""`survey round`: open, inspect, extend and close the yearly rounds, and release their figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from survey.actions.answers import revising
from survey.actions.figures.releasing import release_figures
from survey.actions.rounds import rounds as actions
from survey.actions.rounds.reporters import add_group, report_in
from survey.actions.rounds.rounds import NewRound
from survey.cli.desk import DAY, FORM, Desk, desk, round_of, table, tell
from survey.errors import Refusal
from survey.messages import say
from survey.questionnaire.reading import editions_in
from survey.storage.rounds.reporters import find_reporter

COLUMNS = ("reporter", "region", "state", "deadline", "invited", "reminded", "focal points")


@click.group("round")
def round_() -> None:
    """Open, look at, extend and close rounds."""


@round_.command("open")
@click.argument("year", type=click.IntRange(2000, 2200))
@click.option("--form", default=None, help="The questionnaire; needed where there are several.")
@click.option("--edition", default="", help="The edition; by default the newest of the year or before.")
@click.option("--opens", type=DAY, default=None, help="The first day; today by default.")
@click.option("--closes", type=DAY, required=True, help="The last day.")
@click.option("--zone", default="Europe/Zurich", show_default=True, help="The time zone in which days end.")
@click.option("--module", "modules", multiple=True, metavar="CODE", help="Switch a module on; repeatable.")
@click.option("--word", "words", multiple=True, metavar="CODE=WORD", help="A word of the round; repeatable.")
@click.option("--reporter", "reporters", multiple=True, metavar="CODE", help="Who reports; repeatable.")
@click.option("--group", "groups", multiple=True, metavar="CODE=NAME", help="A body that is no country.")
@click.option("--allow-gaps", is_flag=True, help="Open although texts are not translated.")
def open_(
    year: int,
    form: str | None,
    edition: str,
    opens: datetime | None,
    closes: datetime,
    zone: str,
    modules: Sequence[str],
    words: Sequence[str],
    reporters: Sequence[str],
    groups: Sequence[str],
    allow_gaps: bool,
) -> None:
    """Open the round of YEAR: freeze its questionnaire, expect a report from each reporter."""
    parameters, bodies = _pairs(words, "--word"), _pairs(groups, "--group")
    with desk() as at:
        _add_groups(at, bodies)
        opened = actions.open_round(
            at.settings,
            NewRound(
                form or _only_form(at),
                year,
                opens.date() if opens else at.now.date(),
                closes.date(),
                zone,
                [*reporters, *bodies],
                modules=modules,
                parameters=parameters,
                edition=edition,
                allow_gaps=allow_gaps,
            ),
            at.context,
        )
        click.echo(f"Open: {year}, edition {opened.edition}, {len(opened.reports)} reports expected.")


def _pairs(written: Sequence[str], option: str) -> dict[str, str]:
    pairs = {}
    for pair in written:
        code, equals, value = pair.partition("=")
        if not equals or not code or not value:
            raise click.UsageError(f"'{option} {pair}' is not understood; write it as CODE=WORDS.")
        pairs[code] = value
    return pairs


def _add_groups(at: Desk, bodies: dict[str, str]) -> None:
    with Session(at.engine) as session:
        unknown = [code for code in bodies if find_reporter(session, code) is None]
    for code in unknown:
        add_group(code, {"en": bodies[code]}, at.context)


def _only_form(at: Desk) -> str:
    forms = sorted({edition.slug for edition in editions_in(at.settings.forms)})
    if len(forms) != 1:
        raise click.UsageError(f"Say which form with --form; there are: {', '.join(forms) or 'none'}.")
    return forms[0]


@round_.command()
@click.argument("year", type=int)
@FORM
def status(year: int, form: str | None) -> None:
    """Show how every report of YEAR stands."""
    with desk() as at, Session(at.engine) as session:
        this = round_of(session, year, form)
        rows = actions.status(session, this.id, at.now)
        state = f"closed on {this.closed_at:%Y-%m-%d}" if this.closed_at else f"until {this.closes_on}"
        click.echo(f"{this.form} {this.year}, edition {this.edition}, {state} ({this.zone})")
        click.echo("\n".join(table([COLUMNS, *(_row(row, this.closes_on) for row in rows)])))


def _row(row: actions.ReportRow, closes_on: date) -> tuple[str, ...]:
    last_day = row.report.extended_to or closes_on
    return (
        row.report.reporter,
        row.report.region or "-",
        row.report.state,
        f"{last_day}{' passed' if row.late else ''}",
        f"{row.invited_at:%Y-%m-%d}" if row.invited_at else "-",
        f"{row.reminded_at:%Y-%m-%d}" if row.reminded_at else "-",
        ", ".join(person.email for person in row.focal_points) or "none",
    )


@round_.command()
@click.argument("year", type=int)
@FORM
def release(year: int, form: str | None) -> None:
    """Release the figures of YEAR: readers see the reports that are accepted now, until the next edition."""
    with desk() as at:
        with Session(at.engine) as session:
            this = round_of(session, year, form)
        number = release_figures(this.id, at.context)
        tell(f"Released: {this.form} {year}, edition {number} of the figures.")


@round_.command()
@click.argument("year", type=int)
@FORM
@click.option("--yes", is_flag=True, help="Do not ask again.")
def close(year: int, form: str | None, yes: bool) -> None:
    """Close the round of YEAR: nothing in it can be changed any more."""
    with desk() as at:
        with Session(at.engine) as session:
            this = round_of(session, year, form)
        if not yes and not click.confirm(f"Close {this.form} {year}? Nobody can save any more."):
            raise Refusal(say("round/not-closed", "Nothing was closed."))
        actions.close_round(this.id, at.context)
        tell(f"Closed: {this.form} {year}.")


@round_.command()
@click.argument("year", type=int)
@click.argument("reporter")
@click.argument("until", type=DAY)
@FORM
def extend(year: int, reporter: str, until: datetime, form: str | None) -> None:
    """Give REPORTER until the day UNTIL for the round of YEAR, and write so to its focal points."""
    with desk() as at:
        with Session(at.engine) as session:
            report = report_in(session, round_of(session, year, form), reporter)
        actions.extend(report.id, until.date(), at.context)
        tell(f"{reporter} has until {until:%Y-%m-%d}.")


@round_.command()
@click.argument("year", type=int)
@FORM
@click.option("--allow-gaps", is_flag=True, help="Revise although texts are not translated.")
def revise(year: int, form: str | None, allow_gaps: bool) -> None:
    """Correct the wording of the round of YEAR: take the texts of its file and catalogs as they are now."""
    with desk() as at:
        with Session(at.engine) as session:
            this = round_of(session, year, form)
        revision = revising.revise_wording(at.settings, this.id, at.context, allow_gaps=allow_gaps)
        tell(f"Revised: {this.form} {year}, revision {revision}.")
