"""The HTTP server: gunicorn with threads, told where to listen. Knows nothing of pages."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

if TYPE_CHECKING:
    from flask import Flask


KEEPS = 20
"""Seconds for which a line to a browser stays open: from one saved answer to the next, mostly."""

MOST_PORTS = 65_536

TURN = 0.0005
"""Seconds for which a thread computes on while another one wants to."""


class Server(BaseApplication):
    """One application served by threads in one or more processes."""

    def __init__(self, app: Flask, host: str, port: int, workers: int, threads: int) -> None:
        self.app = app
        self.port = port or free_port(host)
        self.options: dict[str, Any] = {
            "bind": f"{host}:{self.port}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "control_socket_disable": True,
            "accesslog": None,
            "loglevel": "warning",
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": KEEPS,
            "post_fork": _begin_worker,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to the server."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Hand over the application."""
        return self.app

    def run(self) -> None:
        """Serve until interrupted; pages are read before the processes part, so that each has them."""
        pages = self.app.jinja_env
        for name in pages.list_templates():
            pages.get_template(name)
        super().run()


def _begin_worker(server: object, worker: Any) -> None:
    """Let the threads of a new process take turns quickly.

    A thread that asks the database gives its turn away, and would wait for five milliseconds to get it back
    while another one computes: a dozen times a save, and some of them while all other writers wait for it.
    """
    sys.setswitchinterval(TURN)


def next_free_port(host: str, port: int) -> int:
    """Return a port if it is free, else the next one that is; 0 stands for any."""
    while 0 < port < MOST_PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                port += 1
            else:
                return port
    return free_port(host)


def free_port(host: str) -> int:
    """Find a port that is free just now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
