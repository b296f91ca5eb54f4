"""The HTTP server: gunicorn with a worker of ours. Knows nothing of pages."""

from __future__ import annotations

import gc
import socket
import sys
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

from survey.build import build_of
from survey.web.serving.shares import Shares
from survey.web.serving.worker import PatientWorker

if TYPE_CHECKING:
    from flask import Flask


KEEPS = 20
"""Seconds for which a connection stays open: long enough from a saved answer to the next, mostly."""

MOST_PORTS = 65_536

TURN = 0.0005
"""The interpreter's switch interval, in seconds."""


class Server(BaseApplication):
    """An application served by threads in one or more processes."""

    def __init__(self, app: Flask, host: str, port: int, workers: int, threads: int) -> None:
        self.app = app
        self.port = port or free_port(host)
        self.options: dict[str, Any] = {
            "bind": f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}",
            "workers": workers,
            "threads": threads,
            "worker_class": PatientWorker,
            "control_socket_disable": True,
            "accesslog": None,
            "loglevel": "warning",
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": KEEPS,
            "post_fork": _begin_worker,
            "child_exit": _end_worker,
            "sendfile": False,
            # What a proxy says is weighed by the application, which knows whom to trust.
            "forwarded_allow_ips": "",
            "forwarder_headers": "",
            "secure_scheme_headers": {},
        }
        PatientWorker.shares = Shares()
        super().__init__()

    def load_config(self) -> None:
        """Pass our options to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self.app

    def run(self) -> None:
        """Serve until interrupted; templates are loaded before the workers fork."""
        pages = self.app.jinja_env
        for name in pages.list_templates():
            pages.get_template(name)
        # Read now: an upgrade in place must not lend its name to what this process makes.
        settings: Any = pages.globals["settings"]
        build_of(settings)
        # What all processes have in common stays so: a collector that looks at it would copy its pages.
        gc.collect()
        gc.freeze()
        super().run()


def _begin_worker(server: object, worker: Any) -> None:
    """Shorten the switch interval in a new worker.

    A thread that queries the database releases the interpreter lock, and would wait five milliseconds to get
    it back from a computing thread: a dozen times a save, partly while all other writers wait.
    """
    sys.setswitchinterval(TURN)


def _end_worker(server: object, worker: Any) -> None:
    """Forget the connections of a worker that ended."""
    PatientWorker.shares.forget(worker.age)


def next_free_port(host: str, port: int) -> int:
    """Return this port or the next free port; 0 means any."""
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
    """Find a free port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
