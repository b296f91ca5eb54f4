"""`survey demo`: the pages with sample people and sample data, on this machine only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy.orm import Session

from survey.actions.sampling import make_demonstration
from survey.settings import Settings
from survey.storage import migrating
from survey.storage.connecting import engine_for
from survey.storage.installation import is_demo

if TYPE_CHECKING:
    from sqlalchemy import Engine

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--port", default=0, help="The port to listen on; a free one by default.")
@click.option(
    "--database",
    type=FILE,
    default=Path("instance/demo.sqlite3"),
    show_default=True,
    help="The file of the demonstration's data.",
)
@click.option("--fresh", is_flag=True, help="Begin again with new sample data.")
@click.option("--only-data", is_flag=True, help="Make the data and stop.")
def demo(port: int, database: Path, fresh: bool, only_data: bool) -> None:
    """Serve a demonstration with sample data on this machine, and print where to look and as whom."""
    from survey.web.app import create_app
    from survey.web.server import Server, free_port

    url = prepared(database, fresh)
    if only_data:
        return
    port = port or free_port("127.0.0.1")
    address = f"http://127.0.0.1:{port}"
    settings = replace(Settings(), demo=True, mirror=True, database_url=url, base_url=address)
    server = Server(create_app(settings), "127.0.0.1", port, 1, 8)
    click.echo(f"Pathfinder Survey is at {address}/ (Ctrl-C ends it).")
    click.echo(f"Sign in at {address}/en/sign-in: there is one button for each sample person.")
    click.echo(f"The forms can be tried without signing in: {address}/en/forms")
    server.run()


def prepared(database: Path, fresh: bool) -> str:
    """Make the demonstration's database if it is not there yet, or not of this version; give its address."""
    url = f"sqlite:///{database.resolve()}"
    if database.exists() and not fresh and _usable(url):
        return url
    for end in ("", "-wal", "-shm", "-next", "-turn"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    database.parent.mkdir(parents=True, exist_ok=True)
    click.echo("Making sample data (a few seconds) ...")
    engine = engine_for(url)
    migrating.upgrade(engine)
    make_demonstration(replace(Settings(), demo=True), engine, datetime.now(UTC))
    engine.dispose()
    return url


def _usable(url: str) -> bool:
    """Tell whether a database that is there is one of ours, whole, and of this version."""
    engine = engine_for(url)
    try:
        return migrating.current(engine) == migrating.newest() and _marked(engine)
    finally:
        engine.dispose()


def _marked(engine: Engine) -> bool:
    with Session(engine) as session:
        return is_demo(session)
