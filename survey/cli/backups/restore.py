"""`survey restore`: put a backup in the place of the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from survey.actions.audit.anchoring import note_restored
from survey.actions.backups.restoring import Restored, restore
from survey.cli.desk import desk
from survey.storage.engine.migrating import newest

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Replace a database that is not empty; it is kept beside.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def restore_(file: Path, replace: bool, yes: bool) -> None:
    """Put the backup FILE in the place of the database. Stop the server and the worker first."""
    with desk(any_schema=True) as at:
        name = Path(at.engine.url.database or "").name
        if replace and not yes and click.prompt(f"Type {name} to replace this database", err=True) != name:
            raise click.Abort
        restored = restore(at.engine, file, replace=replace)
        if at.audit_anchor is not None:
            note_restored(at.engine, at.audit_anchor, at.now)
        for line in _sentences(restored):
            click.echo(line)


def _sentences(restored: Restored) -> Iterator[str]:
    """Say what was restored."""
    held = restored.contents
    by = f"version {held.product}" if held.product else "a version that left no note"
    begun = f", begun {held.begun_at:%Y-%m-%d %H:%M:%S} UTC" if held.begun_at else ""
    yield f"Restored: a backup by {by}{begun}; tables {held.tables}."
    yield f"It holds: {', '.join(f'{noun} {number}' for noun, number in held.rows.items())}."
    if held.last_change:
        yield f"The last change in it was made {held.last_change:%Y-%m-%d %H:%M:%S} UTC."
    if restored.kept:
        yield f"The former database is kept as {restored.kept}; remove it when you do not need it any more."
    if held.tables != newest():
        yield "Its tables are of an older version. Run “survey db upgrade” next."
