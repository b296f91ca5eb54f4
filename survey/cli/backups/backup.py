"""`survey backup`: write the whole database into one file, while the server runs."""

from __future__ import annotations

from pathlib import Path

import click

from survey import __version__
from survey.actions.backups.backing_up import back_up
from survey.cli.desk import desk, refuse, tell

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Replace an older backup of that name.")
def backup(file: Path, replace: bool) -> None:
    """Write the whole database into FILE, while the server runs. Only the file's owner can read it."""
    with desk(any_schema=True) as at:
        try:
            back_up(at.engine, file, __version__, replace=replace)
        except OSError as failure:
            refuse(f"The backup could not be written: {failure.strerror}.")
        tell(
            f"{file} holds the database, {file.stat().st_size / 1e6:,.1f} MB. It was read again and is whole."
        )
