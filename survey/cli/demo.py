"""`survey demo`: the pages with everything switched on, on this machine only."""

from __future__ import annotations

from dataclasses import replace

import click

from survey.settings import Settings


@click.command()
@click.option("--port", default=0, help="The port to listen on; a free one by default.")
def demo(port: int) -> None:
    """Serve a demonstration on this machine and print where to look."""
    from survey.web.app import create_app
    from survey.web.server import Server

    server = Server(create_app(replace(Settings(), demo=True)), "127.0.0.1", port, 1, 8)
    click.echo(f"Pathfinder Survey is at http://127.0.0.1:{server.port}/ (Ctrl-C ends it).")
    click.echo("No sign-in is needed: the forms can be tried by everybody, and nothing is stored.")
    server.run()
