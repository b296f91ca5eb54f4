"""`survey db`: upgrade the database to this version, or tell whether it is up to date."""

from __future__ import annotations

import sys

import click

from survey import __version__
from survey.actions.backups import upgrading
from survey.cli.desk import desk, tell
from survey.storage.engine import migrating
from survey.storage.engine.comparing import places


@click.group()
def db() -> None:
    """Bring the database up to this version."""


@db.command()
@click.option("--no-copy", is_flag=True, help="Make no copy of SQLite's file first.")
def upgrade(no_copy: bool) -> None:
    """Make or change the tables as this version wants them. Back up first; SQLite’s file is copied."""
    with desk(any_schema=True) as at:
        kept = upgrading.upgrade(at.engine, __version__, copies=not no_copy)
        if kept is not None:
            click.echo(
                f"What was there before is kept as {kept}; remove it when you do not need it any more."
            )
        tell(f"The database is at {migrating.newest()}.")


@db.command()
def status() -> None:
    """Tell at which revision the database is; exit with 1 where it must be upgraded, or its tables differ."""
    with desk(any_schema=True) as at:
        current, newest = migrating.current(at.engine), migrating.newest()
        differing = places(at.engine) if current == newest else []
    click.echo(f"database: {current or 'empty'}, this version: {newest}")
    for place in differing:
        click.echo(f"differs from this version: {place}")
    if current != newest or differing:
        sys.exit(1)
