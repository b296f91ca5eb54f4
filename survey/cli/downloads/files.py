"""`survey files`: make the files that pages were asked for, in a process of its own."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import click

from survey.actions.downloads.papers import make_papers
from survey.actions.downloads.working import LINGERS, Maker, give_way, work_off
from survey.build import build_of
from survey.catalogs import load_catalogs
from survey.cli.desk import Desk, desk, tell
from survey.reads.downloads.documents import papers_of
from survey.reads.downloads.making import Workshop
from survey.reads.library import load_library
from survey.settings import read_settings


@click.group()
def files() -> None:
    """Make the files that pages were asked for."""


@files.command()
@click.option("--lingers", default=LINGERS, show_default=True, help="Seconds to wait for more to do.")
def make(lingers: float) -> None:
    """Make all files that are due, then end. Pages and `survey worker` start this by themselves."""
    give_way()
    with desk() as at:
        tell(f"made {work_off(maker_of(at), lingers)}")


@files.command()
@click.option("--form", default="", help="Only the questionnaire with this name.")
@click.option("--language", default="", help="Only this language.")
@click.option("--country", default="", help="The country on the first page (two letters); none by default.")
@click.option("--samples", is_flag=True, help="Mark the forms as those of a demonstration.")
def papers(form: str, language: str, country: str, samples: bool) -> None:
    """Make the blank forms that are missing. Pages and `survey worker` start this by themselves."""
    give_way()
    try:
        settings = read_settings(os.environ)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    library = load_library(settings)
    wanted = [
        paper
        for paper in papers_of(library, country, samples)
        if form in ("", paper.slug) and language in ("", paper.language)
    ]
    tell(f"made {make_papers(settings, library, wanted)}")


def maker_of(at: Desk) -> Maker:
    """Return what makes files with the settings of a command."""
    catalogs = load_catalogs(at.settings.translations)
    workshop = Workshop(catalogs, build_of(at.settings), datetime.now(UTC), lambda done, total: None)
    return Maker(at.settings, at.engine, workshop)
