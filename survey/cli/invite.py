"""`survey invite`: tell the focal points of a round that it is open."""

from __future__ import annotations

from collections.abc import Sequence

import click

from survey.actions.rounds.inviting import Kind
from survey.cli.desk import FORM
from survey.cli.remind import AGAIN, DRY_RUN, ONLY, ROUND, write


@click.command()
@ROUND
@FORM
@ONLY
@AGAIN
@DRY_RUN
def invite(year: int, form: str | None, only: Sequence[str], again: bool, dry_run: bool) -> None:
    """Invite the focal points who were not invited yet. The worker sends the e-mails."""
    write(Kind.INVITATION, year, form, only, again, dry_run)
