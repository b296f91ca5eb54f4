"""The command `survey`, for work in a terminal. Exit 0, 1 (refused, with a sentence) or 2 (usage)."""

from __future__ import annotations

from importlib import import_module

import click

from survey import __version__
from survey.languages import LANGUAGES

LANG_CHOSEN = "survey.lang"
"""Where the context of a command keeps the language of `survey --lang`."""

COMMANDS = {
    "audit": "audit:audit",
    "backup": "backups.backup:backup",
    "db": "db:db",
    "demo": "demo:demo",
    "export": "export:export",
    "files": "downloads.files:files",
    "forms": "forms:forms",
    "invite": "invite:invite",
    "people": "people:people",
    "remind": "remind:remind",
    "restore": "backups.restore:restore_",
    "round": "round:round_",
    "sample": "sample:sample",
    "serve": "serve:serve",
    "status": "installation.status:status",
    "translations": "translations:translations",
    "worker": "worker:worker",
}
"""Each command, and where it is: its module is loaded when it is called, since all of them take seconds."""


class Commands(click.Group):
    """The commands, each loaded when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command."""
        module, _, name = COMMANDS.get(cmd_name, "").partition(":")
        found: click.Command | None = getattr(import_module(f"survey.cli.{module}"), name) if module else None
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
