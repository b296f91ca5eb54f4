"""`survey sample`: thousands of invented reports, for measuring."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from survey.actions.demo.sampling_many import Many, make_many
from survey.cli.desk import desk, tell
from survey.questionnaire.mistakes import BadQuestionnaire
from survey.samples.many import numbers_form

YEAR, SOME = click.IntRange(2000, 2200), click.IntRange(1)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option(
    "--round", "year", type=click.IntRange(2000, 2200), required=True, help="The year of the round."
)
@click.option(
    "--reports", type=click.IntRange(1), default=10_000, show_default=True, help="How many reports."
)
@click.option("--questions", type=SOME, default=100, show_default=True, help="How many plain numbers.")
@click.option("--form-file", type=FILE, default=None, help="Answer this questionnaire instead.")
@click.option("--seed", type=int, default=8, show_default=True, help="Another seed gives other answers.")
def sample(year: int, reports: int, questions: int, form_file: Path | None, seed: int) -> None:
    """Fill an empty database with invented reports, accepted all of them."""
    text = form_file.read_text(encoding="utf-8") if form_file else numbers_form(year, questions)
    hidden = not sys.stderr.isatty()
    with desk() as at, click.progressbar(length=reports, file=sys.stderr, hidden=hidden) as bar:
        try:
            make_many(Many(text, year, reports, seed), at.engine, partial(bar.update, 1))
        except BadQuestionnaire as bad:
            click.echo(str(bad), err=True)
            sys.exit(1)
    tell(f"Made: {reports} reports for {year}.")
