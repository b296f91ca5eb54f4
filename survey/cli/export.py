"""`survey export`: the answers of a round as files, for machines and for people."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy.orm import Session

from survey.catalogs import load_catalogs
from survey.cli.desk import FORM, desk, form_of, round_of
from survey.countries import SCHEMES
from survey.exports.tables.naming import Show
from survey.languages import LANGUAGES, SOURCE
from survey.reads.all_rounds import write_over
from survey.reads.counted import counted_in
from survey.reads.exports import ExportContext, is_country
from survey.reads.formats import FOR_PROGRAMS, Shape
from survey.reads.wanted import OF_EACH_ROUND, Content, Wanted
from survey.storage.rounds.frozen import frozen
from survey.storage.rounds.rounds import rounds_of_form

STDOUT = Path("-")
NOT_TEXT = (Shape.XLSX, Shape.PARQUET, Shape.ZIP)
Writing = Callable[[IO[bytes]], None]
ROUND = click.option("--round", "year", type=int, required=True, help="The year of the round.")
ONE_ROUND = click.option("--round", "year", type=int, help="The year of the round.")
ALL_ROUNDS = click.option(
    "--all-rounds", is_flag=True, help="One file over all rounds of the questionnaire, in place of --round."
)
LANG = click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    default=SOURCE.code,
    show_default=True,
    help="The language of labels.",
)
SHOW = click.option(
    "--show",
    type=click.Choice([show.value for show in Show]),
    default=None,
    help="Codes, labels or both; by default codes for machines and labels for people.",
)
FORMAT = click.option(
    "--format",
    "shape",
    type=click.Choice([shape.value for shape in Shape if shape is not Shape.ZIP]),
    default=Shape.MACHINES.value,
    show_default=True,
    help="CSV for machines, CSV for people as their spreadsheet reads it, a workbook, or Parquet.",
)
COUNTRY = click.option(
    "--country", default="", metavar="CODE", help="Write numbers as in this country (two letters)."
)
PREVIEW = click.option("--preview", is_flag=True, help="Reports that are not accepted yet, too; marked.")
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=STDOUT,
    help="The file to write; standard output by default.",
)


@click.group()
def export() -> None:
    """Write the answers of a round into files."""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (OUTPUT, PREVIEW, COUNTRY, FORMAT, SHOW, LANG, FORM):
        command = option(command)
    return command


@export.command()
@ONE_ROUND
@ALL_ROUNDS
@_options
def answers(all_rounds: bool, **given: Any) -> None:
    """All answers, a row a cell."""
    _export(Content.ALL_ANSWERS if all_rounds else Content.ANSWERS, **given)


@export.command()
@ROUND
@_options
def wide(**given: Any) -> None:
    """All answers, a row a report and a column a cell."""
    _export(Content.WIDE, **given)


@export.command()
@ONE_ROUND
@ALL_ROUNDS
@_options
@click.option("--countries", is_flag=True, help="The figures of single countries, too.")
@click.option("--regions", type=click.Choice([*SCHEMES]), default=None, help="Another division into regions.")
def figures(all_rounds: bool, **given: Any) -> None:
    """What the answers add up to, by region and for the world."""
    _export(Content.ALL_FIGURES if all_rounds else Content.FIGURES, **given)


@export.command()
@ROUND
@FORM
@LANG
@PREVIEW
@OUTPUT
def package(**given: Any) -> None:
    """Everything in one zip: tables, codebook, descriptions, the questionnaire, checksums."""
    _export(Content.PACKAGE, show=None, shape=Shape.ZIP.value, country="", **given)


def _export(
    content: Content,
    year: int | None,
    form: str | None,
    lang: str,
    show: str | None,
    shape: str,
    country: str,
    preview: bool,
    output: Path,
    countries: bool = False,
    regions: str | None = None,
) -> None:
    if (year is None) != (content in OF_EACH_ROUND):
        raise click.UsageError("Give either --round with a year or --all-rounds.")
    if country and not is_country(country):
        raise click.UsageError(f"No country has the code '{country}'; take two capital letters, such as MG.")
    usual = Show.CODES if shape in FOR_PROGRAMS else Show.LABELS
    shown = Show(show) if show else usual
    if shape == Shape.PARQUET and shown is not Show.CODES:
        raise click.UsageError("Parquet files hold codes only: leave out --show, or write CSV.")
    wanted = Wanted(content, Shape(shape), LANGUAGES[lang], shown, country, preview, countries, regions or "")
    with desk() as at, Session(at.engine) as session:
        rounds = [frozen(session, number) for number in _rounds(session, year, form)]
        taken = [counted_in(session, this.round.id, preview) for this in rounds]
        catalogs = load_catalogs(at.settings.translations)
        with _progress(sum(map(len, taken)), rounds[0].round.form) as seen:
            contexts = [
                ExportContext(session, this, catalogs, reports, seen=seen)
                for this, reports in zip(rounds, taken, strict=True)
            ]
            _write(output, partial(write_over, contexts, wanted), shape not in NOT_TEXT)


def _rounds(session: Session, year: int | None, form: str | None) -> Sequence[int]:
    """Return the round of a year, or without a year all rounds of a questionnaire, the latest first."""
    if year is not None:
        return [round_of(session, year, form).id]
    return rounds_of_form(session, form_of(session, form))


@contextmanager
def _progress(length: int, label: str) -> Iterator[Callable[[], None]]:
    """Show a progress bar on a terminal, beside the output; nothing in a pipe."""
    with click.progressbar(
        length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield partial(bar.update, 1)


def _write(output: Path, write: Writing, is_text: bool) -> None:
    """Write a complete file or none; standard output is written as it comes."""
    if output == STDOUT and not is_text and sys.stdout.isatty():
        raise click.UsageError("This file is not for a terminal. Name a file with --output.")
    if output == STDOUT:
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    try:
        _put(output, write)
    except OSError as wrong:
        raise click.UsageError(f"'{output}' cannot be written: {wrong.strerror}.") from wrong


def _put(output: Path, write: Writing) -> None:
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
        Path(name).chmod(0o644)
        Path(name).replace(output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
