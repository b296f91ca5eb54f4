"""The command `survey`, for work in a terminal. Exit 0, 1 (refused, with a sentence) or 2 (usage)."""

from __future__ import annotations

import click

from survey import __version__
from survey.cli.audit import audit
from survey.cli.backups.backup import backup
from survey.cli.backups.restore import restore_
from survey.cli.db import db
from survey.cli.demo import demo
from survey.cli.desk import LANG_CHOSEN
from survey.cli.downloads.files import files
from survey.cli.export import export
from survey.cli.forms import forms
from survey.cli.installation.status import status
from survey.cli.invite import invite
from survey.cli.people import people
from survey.cli.remind import remind
from survey.cli.round import round_
from survey.cli.sample import sample
from survey.cli.serve import serve
from survey.cli.translations import translations
from survey.cli.worker import worker
from survey.languages import LANGUAGES


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="survey")
@click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    help="The language of refusals; by default that of the terminal (LANG).",
)
@click.pass_context
def main(context: click.Context, lang: str | None) -> None:
    """Annual progress questionnaires, from a file to figures."""
    context.meta[LANG_CHOSEN] = lang


main.add_command(forms)
main.add_command(translations)
for command in (
    serve, demo, db, status, round_, people, invite, remind, worker, files, export, audit, sample,
):  # fmt: skip
    main.add_command(command)
main.add_command(backup)
main.add_command(restore_)
