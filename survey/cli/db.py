"""`survey db`: upgrade the database to this version, or tell whether it is up to date."""

from __future__ import annotations

import sys

import click

from survey.cli.desk import desk, tell
from survey.storage.engine import migrating


@click.group()
def db() -> None:
    """Bring the database up to this version."""


@db.command()
def upgrade() -> None:
    """Make or change the tables as this version wants them. Make a backup first."""
    with desk(any_schema=True) as at:
        migrating.upgrade(at.engine)
        tell(f"The database is at {migrating.newest()}.")


@db.command()
def status() -> None:
    """Tell at which revision the database is; exit with 1 where it must be upgraded."""
    with desk(any_schema=True) as at:
        current, newest = migrating.current(at.engine), migrating.newest()
    click.echo(f"database: {current or 'empty'}, this version: {newest}")
    if current != newest:
        sys.exit(1)
