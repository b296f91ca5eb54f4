"""`survey serve`: serve the web pages, for a local trial or behind a proxy."""

from __future__ import annotations

import click

from survey.cli.desk import desk


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8087, show_default=True, help="The port to listen on; 0 takes a free one.")
@click.option("--workers", default=4, show_default=True, help="How many processes answer.")
@click.option("--threads", default=2, show_default=True, help="How many requests a process answers at once.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages until interrupted."""
    from survey.web.app import create_app
    from survey.web.server import Server

    with desk() as at:
        settings = at.settings
    try:
        app = create_app(settings)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    Server(app, host, port, workers, threads).run()
