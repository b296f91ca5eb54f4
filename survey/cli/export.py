"""`survey export`: the answers of a round as files, for machines and for people."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy.orm import Session

from survey.catalogs import load_catalogs
from survey.cli.desk import FORM, desk, round_of
from survey.countries import SCHEMES
from survey.exports.tables.naming import Show
from survey.languages import LANGUAGES, SOURCE
from survey.reads.counted import counted_in
from survey.reads.exports import ExportContext, is_country, write_export
from survey.reads.wanted import Content, Shape, Wanted
from survey.storage.rounds.frozen import frozen

STDOUT = Path("-")
NOT_TEXT = (Shape.XLSX, Shape.ZIP)
Writing = Callable[[IO[bytes]], None]
ROUND = click.option("--round", "year", type=int, required=True, help="The year of the round.")
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
    help="CSV for machines, CSV for people as their spreadsheet reads it, or a workbook.",
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
    for option in (OUTPUT, PREVIEW, COUNTRY, FORMAT, SHOW, LANG, FORM, ROUND):
        command = option(command)
    return command


@export.command()
@_options
def answers(**given: Any) -> None:
    """All answers, a row a cell."""
    _export(Content.ANSWERS, **given)


@export.command()
@_options
def wide(**given: Any) -> None:
    """All answers, a row a report and a column a cell."""
    _export(Content.WIDE, **given)


@export.command()
@_options
@click.option("--countries", is_flag=True, help="The figures of single countries, too.")
@click.option("--regions", type=click.Choice([*SCHEMES]), default=None, help="Another division into regions.")
def figures(**given: Any) -> None:
    """What the answers add up to, by region and for the world."""
    _export(Content.FIGURES, **given)


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
    year: int,
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
    if country and not is_country(country):
        raise click.UsageError(f"No country has the code '{country}'; take two capital letters, such as MG.")
    usual = Show.CODES if shape == Shape.MACHINES else Show.LABELS
    shown = Show(show) if show else usual
    wanted = Wanted(content, Shape(shape), LANGUAGES[lang], shown, country, preview, countries, regions or "")
    with desk() as at, Session(at.engine) as session:
        this = frozen(session, round_of(session, year, form).id)
        taken = counted_in(session, this.round.id, preview)
        catalogs = load_catalogs(at.settings.translations)
        with _progress(len(taken), this.round.form) as seen:
            made_with = ExportContext(session, this, catalogs, taken, seen=seen)
            _write(output, partial(write_export, made_with, wanted), shape not in NOT_TEXT)


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
