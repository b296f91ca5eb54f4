"""`survey serve`: serve the web pages, for a local trial or behind a proxy."""

from __future__ import annotations

import socket

import click

from survey.cli.desk import desk, refuse


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8087,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=4, show_default=True, help="How many processes answer."
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="How many requests a process answers at once.",
)
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages until interrupted."""
    from survey.web.app import create_app
    from survey.web.serving.server import Server

    with desk() as at:
        settings = at.settings
    _refuse_unusable(host, port)
    try:
        app = create_app(settings)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    Server(app, host, port, workers, threads).run()


def _refuse_unusable(host: str, port: int) -> None:
    """Refuse an address at which this machine cannot listen."""
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as failure:
        refuse(f"Nothing can listen at {host}, port {port}: {failure.strerror}.")
