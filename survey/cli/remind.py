"""`survey remind`: remind the focal points whose report is outstanding."""

from __future__ import annotations

from collections.abc import Sequence

import click
from sqlalchemy.orm import Session

from survey.actions.rounds.inviting import Kind, Mailing, WantedMailing, mailing, write_to_focal_points
from survey.cli.desk import FORM, desk, round_of, table, tell

ROUND = click.option("--round", "year", type=int, required=True, help="The year of the round.")
ONLY = click.option("--reporter", "only", multiple=True, metavar="CODE", help="Only this one; repeatable.")
AGAIN = click.option("--again", is_flag=True, help="Those too who were written to already.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="List who would get an e-mail; write nothing.")


@click.command()
@ROUND
@FORM
@ONLY
@AGAIN
@DRY_RUN
def remind(year: int, form: str | None, only: Sequence[str], again: bool, dry_run: bool) -> None:
    """Remind the focal points whose report is awaited, once a day at most. The worker sends the e-mails."""
    write(Kind.REMINDER, year, form, only, again, dry_run)


def write(kind: Kind, year: int, form: str | None, only: Sequence[str], again: bool, dry_run: bool) -> None:
    """List the letters of this kind that are due, or write them."""
    with desk() as at:
        with Session(at.engine) as session:
            this = round_of(session, year, form)
            found = mailing(session, this.id, WantedMailing(kind, only=only, again=again), at.now)
        if dry_run:
            _list(kind, found)
        else:
            found = write_to_focal_points(this.id, WantedMailing(kind, only=only, again=again), at.context)
            tell(f"Written: {len(found.letters)} e-mails. The worker sends them.")
        for reporter in found.without_focal_point:
            click.echo(f"{reporter}: no focal point, so nobody to write to.", err=True)


def _list(kind: Kind, found: Mailing) -> None:
    rows = [
        (letter.report.reporter, kind.value, letter.person.language, letter.person.email, letter.report.state)
        for letter in found.letters
    ]
    if rows:
        click.echo("\n".join(table(rows)))
