"""`survey demo`: the pages with sample people and sample data, on this machine only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from survey.actions.demo.sampling import make_demonstration
from survey.cli.desk import in_terminal, refuse
from survey.messages import Message, say
from survey.settings import Settings
from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.installation import has_newest_samples, is_demo_file

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8087,
    show_default=True,
    help="The port to listen on, or the next free one.",
)
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
    from survey.web.serving.server import Server, next_free_port

    url = prepared(database, fresh)
    if only_data:
        return
    port = next_free_port("127.0.0.1", port)
    address = f"http://127.0.0.1:{port}"
    settings = replace(Settings(), demo=True, mirror=True, database_url=url, base_url=address)
    server = Server(create_app(settings), "127.0.0.1", port, 1, 8)
    click.echo(f"Pathfinder Survey is at {address}/ (Ctrl-C ends it).")
    click.echo(f"Sign in at {address}/en/sign-in: there is one button for each sample person.")
    click.echo(f"The forms can be tried without signing in: {address}/en/forms")
    server.run()


def prepared(database: Path, fresh: bool) -> str:
    """Make the demonstration's database if it is missing or of another version; return its address.

    A file that does not carry the demonstration's own mark is never replaced.
    """
    url = f"sqlite:///{database.resolve()}"
    if database.exists():
        if not is_demo_file(database):
            refuse(in_terminal(_not_ours(database), Settings()))
        if not fresh and _is_newest(url):
            return url
    making = database.with_name(f"{database.name}.making")
    database.parent.mkdir(parents=True, exist_ok=True)
    _remove(making)
    _fill(f"sqlite:///{making.resolve()}")
    _remove(database)
    making.replace(database)
    _remove(making)
    return url


def _not_ours(database: Path) -> Message:
    return say(
        "demonstration/not-ours",
        "{file} is not the database of a demonstration. Nothing was changed: name another file.",
        file=str(database),
    )


def _remove(database: Path) -> None:
    for end in ("", "-wal", "-shm", "-next", "-turn"):
        database.with_name(database.name + end).unlink(missing_ok=True)


def _fill(url: str) -> None:
    click.echo("Making sample data (about 10 seconds) ...")
    engine = engine_for(url)
    migrating.upgrade(engine)
    make_demonstration(replace(Settings(), demo=True), engine, datetime.now(UTC))
    engine.dispose()


def _is_newest(url: str) -> bool:
    engine = engine_for(url)
    try:
        if migrating.current(engine) != migrating.newest():
            return False
        with Session(engine) as session:
            return has_newest_samples(session)
    finally:
        engine.dispose()
