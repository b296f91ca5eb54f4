"""A process that answers: one loop reads requests and delivers answers, threads do what lies between.

A client that sends or reads slowly costs an entry in a table and some bytes, never a thread. It is built on
gunicorn's worker with threads, whose parser, answers and signals it leaves as they are.
"""

from __future__ import annotations

import selectors
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from gunicorn.workers.gthread import TConn, ThreadWorker

from survey.web.serving.arriving import Arriving
from survey.web.serving.line import Line

if TYPE_CHECKING:
    import socket
    from concurrent.futures import Future

    from survey.web.serving.shares import Shares

DELIVERY_SECONDS = 60.0
"""Seconds to deliver an answer, beside those that its length allows."""
SLOWEST_BYTES_A_SECOND = 1024
LINGER_SECONDS = 2.0
"""Seconds to wait for the client to hang up too, so that it can read the end of the answer."""

LEAVES_SECONDS = 0.005
"""Seconds for which a new connection is left to a process that holds fewer."""
TAKES_SECONDS = 0.02
"""Seconds after that in which it is taken nevertheless: nobody else did."""

MOST_BYTES_ARRIVING = 64 * 1024 * 1024
"""The room for requests that are not whole; beyond it, the one that takes longest is dropped."""

ANSWER = "HTTP/1.1 {} {}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Connection(TConn):
    """A connection and what it waits for: a request, a thread, a client that reads, or its end."""

    def __init__(self, worker: PatientWorker, own: socket.socket, client: Any, server: Any) -> None:
        super().__init__(worker.cfg, Line(own), client, server)
        self.line: Line = self.sock
        self.data_ready = True
        self.arriving: Arriving | None = None
        self.behind = b""
        self.is_idle = self.keeps = self.is_last = False
        self.deadline = 0.0
        self.events = 0


class PatientWorker(ThreadWorker):
    """A worker with threads that are given whole requests only."""

    shares: ClassVar[Shares]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.connections: dict[Connection, None] = {}
        self.most_body = self.bytes_arriving = 0
        self.leaves_until = 0.0

    def run(self) -> None:
        """Answer until told to stop."""
        self.most_body = self.wsgi.config["MAX_CONTENT_LENGTH"]
        self._count()
        super().run()

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection, unless another process holds fewer and takes it in the next moment."""
        has_left = monotonic() - self.leaves_until < TAKES_SECONDS
        if not has_left and not self.shares.is_least(self.age):
            self.leaves_until = monotonic() + LEAVES_SECONDS
            self.set_accept_enabled(False)
            return
        self.leaves_until = 0.0
        try:
            own, client = listener.accept()
        except OSError:
            return
        connection = Connection(self, own, client, listener.getsockname())
        self.connections[connection] = None
        self._count()
        if len(self.connections) >= self.worker_connections:
            self._drop_slowest()
        self._await_request(connection)
        self._receive(connection)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Take new connections or not; not while they are left to another process."""
        super().set_accept_enabled(enabled and monotonic() >= self.leaves_until)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Wait for what happens next, or until connections are taken again."""
        left = self.leaves_until - monotonic()
        super().wait_for_and_dispatch_events(min(timeout, left) if left > 0 else timeout)

    def murder_keepalived(self, force: bool = False) -> None:
        """End what took too long, or everything."""
        now = monotonic()
        for connection in [each for each in self.connections if each.events]:
            if force or connection.deadline <= now:
                self._end_late(connection)

    def _cap_keepalive(self, deadline: float) -> None:
        """Let connections without a request end soon, since the process does."""
        for connection in self.connections:
            if connection.is_idle:
                connection.deadline = min(connection.deadline, deadline)

    def finish_request(self, conn: Connection, fs: Future[Any]) -> None:
        """Deliver the answer that a thread has made."""
        is_answered = not fs.cancelled() and fs.exception() is None and fs.result() is True
        conn.keeps = is_answered and not conn.is_last
        conn.deadline = monotonic() + DELIVERY_SECONDS + conn.line.waiting / SLOWEST_BYTES_A_SECOND
        self._deliver(conn)

    def _await_request(self, connection: Connection, behind: bytes = b"") -> None:
        """Wait for a request, which may have begun behind the last one."""
        connection.arriving = Arriving(self.most_body, monotonic())
        connection.is_idle = True
        connection.deadline = monotonic() + self.cfg.keepalive
        self._watch(connection, selectors.EVENT_READ, self._receive)
        if behind:
            self._take(connection, connection.arriving, behind)

    def _receive(self, connection: Connection) -> None:
        """Read what has arrived of a request."""
        arriving = connection.arriving
        try:
            data = connection.line.receive()
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data or arriving is None:
            self._end(connection)
        else:
            self._take(connection, arriving, data)

    def _take(self, connection: Connection, arriving: Arriving, data: bytes) -> None:
        if connection.is_idle:
            connection.is_idle = False
            arriving.began = monotonic()
        arriving.add(data)
        self.bytes_arriving += len(data)
        connection.deadline = arriving.deadline
        if arriving.refusal:
            self._refuse(connection, arriving.refusal)
        elif arriving.is_whole:
            self._answer(connection, arriving)
        elif arriving.expects_continue:
            self._safely(connection, connection.line.let_continue)
        if self.bytes_arriving > MOST_BYTES_ARRIVING:
            self._drop_slowest()

    def _answer(self, connection: Connection, arriving: Arriving) -> None:
        """Give a whole request to a thread."""
        self._watch(connection, 0)
        connection.is_last = arriving.is_cut
        request, behind = arriving.parted()
        connection.line.feed(request)
        self._forget_request(connection)
        connection.behind = behind
        self.enqueue_req(connection)

    def _deliver(self, connection: Connection) -> None:
        """Send what the client takes; then go on with the connection, or end it."""
        if not self._safely(connection, connection.line.flush):
            return
        if connection.line.waiting:
            self._watch(connection, selectors.EVENT_WRITE, self._deliver)
        elif connection.keeps and self.alive:
            self._await_request(connection, connection.behind)
        else:
            self._hang_up(connection)

    def _refuse(self, connection: Connection, status: int) -> None:
        """Answer without a thread what is no request, or never became one."""
        answer = ANSWER.format(status, HTTPStatus(status).phrase).encode()
        self._forget_request(connection)
        if self._safely(connection, lambda: connection.line.sendall(answer)):
            self._hang_up(connection)

    def _hang_up(self, connection: Connection) -> None:
        """Say that nothing more comes, and read to the end what the client still sends."""
        connection.line.hang_up()
        connection.deadline = monotonic() + LINGER_SECONDS
        self._watch(connection, selectors.EVENT_READ, self._linger)

    def _linger(self, connection: Connection) -> None:
        try:
            if connection.line.receive():
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._end(connection)

    def _end_late(self, connection: Connection) -> None:
        """End what took too long; a client that sends too slowly is told so."""
        if connection.arriving is not None and not connection.is_idle:
            self._refuse(connection, HTTPStatus.REQUEST_TIMEOUT)
        else:
            self._end(connection)

    def _end(self, connection: Connection) -> None:
        if connection in self.connections:
            self._watch(connection, 0)
            self._forget_request(connection)
            connection.line.end()
            del self.connections[connection]
            self._count()

    def _forget_request(self, connection: Connection) -> None:
        self.bytes_arriving -= len(connection.arriving or ())
        connection.arriving, connection.is_idle = None, False

    def _arriving(self) -> list[Connection]:
        return [each for each in self.connections if each.arriving is not None]

    def _drop_slowest(self) -> None:
        """Make room: end the connection that has waited longest for a request to become whole."""
        waiting = self._arriving()
        if waiting:
            self._end(min(waiting, key=lambda each: each.arriving.began if each.arriving else 0.0))

    def _safely(self, connection: Connection, do: Callable[[], object]) -> bool:
        """Do something with a connection; end it if the client is gone."""
        try:
            do()
        except OSError:
            self._end(connection)
            return False
        return True

    def _watch(
        self, connection: Connection, events: int, then: Callable[[Connection], None] | None = None
    ) -> None:
        """Wait for a connection to be readable or writable, or for nothing; only this loop calls this."""
        if connection.events:
            self.poller.unregister(connection.line)
        connection.events = events
        if events and then:
            self.poller.register(connection.line, events, partial(self._happened, connection, then))

    def _happened(self, connection: Connection, then: Callable[[Connection], None], _: object) -> None:
        """Go on with a connection, unless it ended a moment ago."""
        if connection in self.connections and connection.events:
            then(connection)

    def _count(self) -> None:
        """Tell the other processes how many connections this one holds."""
        self.nr_conns = len(self.connections)
        self.shares.note(self.age, self.nr_conns)
