"""Whoever sends or reads slowly, or says half a sentence, holds no thread."""

import logging
import selectors
import socket
from concurrent.futures import Future
from contextlib import ExitStack
from time import monotonic

import pytest
from gunicorn.config import Config

from benchmarks.serving import PATIENCE, Server
from survey.web.serving import worker as working
from survey.web.serving.line import CONTINUE, KEPT_IN_MEMORY, Line
from survey.web.serving.shares import Shares
from survey.web.serving.worker import PatientWorker

GET = b"GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /en/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n"


class Listener:
    """A port at which clients are waiting."""

    def __init__(self, *clients):
        self.clients = [*clients]

    def accept(self):
        return self.clients.pop(), ("127.0.0.1", 5)

    def getsockname(self):
        return "127.0.0.1", 80


@pytest.fixture
def worker(monkeypatch):
    """A process's worker without its process: what threads would do is noted."""
    made = PatientWorker(1, 1, [], None, 60, Config(), logging.getLogger("test"))
    made.most_body, made.poller, made.asked = 5000, selectors.DefaultSelector(), []
    monkeypatch.setattr(PatientWorker, "shares", Shares(), raising=False)
    monkeypatch.setattr(made, "enqueue_req", made.asked.append)
    yield made
    for connection in [*made.connections]:
        made._end(connection)
    made.poller.close()
    made.tmp._tmp.close()


@pytest.fixture
def called(worker):
    """Return a function that connects to the worker and returns the client's end."""
    with ExitStack() as stack:

        def call():
            client, server = socket.socketpair()
            stack.enter_context(client)
            client.settimeout(PATIENCE)
            worker.accept(Listener(server))
            return client

        yield call


def step(worker):
    worker.wait_for_and_dispatch_events(0)


def answered(worker, connection, *, keeps):
    """Do what happens when a thread has answered a request."""
    done = Future()
    done.set_result(keeps)
    worker.finish_request(connection, done)


def test_a_thread_gets_a_request_only_when_it_is_whole(worker, called):
    client = called()
    for piece in (POST[:10], POST[10:], b"a" * 1999):
        client.sendall(piece)
        step(worker)
    assert [] == worker.asked
    client.sendall(b"a")
    step(worker)
    (connection,) = worker.asked
    assert POST + b"a" * 2000 == connection.line.recv(10_000)
    assert b"" == connection.line.recv(1)


@pytest.mark.parametrize("sent", [POST[:10], POST, POST + b"a" * 1999], ids=["head", "body", "its end"])
def test_a_request_that_takes_too_long_is_refused(worker, called, sent):
    client = called()
    client.sendall(sent)
    step(worker)
    (connection,) = worker.connections
    connection.arriving.began -= 1000
    connection.deadline = connection.arriving.deadline
    worker.murder_keepalived()
    assert client.recv(1000).startswith(b"HTTP/1.1 408 ")
    assert b"" == client.recv(1000)
    assert 0 == worker.bytes_arriving


def test_a_client_that_says_nothing_is_let_go(worker, called):
    client = called()
    (connection,) = worker.connections
    connection.deadline = 0
    worker.murder_keepalived()
    assert b"" == client.recv(1000)
    assert {} == worker.connections


def test_the_next_request_is_read_on_the_same_connection_even_if_it_came_early(worker, called):
    client = called()
    client.sendall(GET + GET + GET[:5])
    step(worker)
    answered(worker, worker.asked[0], keeps=True)
    assert 2 == len(worker.asked)
    answered(worker, worker.asked[1], keeps=True)
    assert 2 == len(worker.asked)
    client.sendall(GET[5:])
    step(worker)
    assert 3 == len(worker.asked)


def test_a_client_that_reads_slowly_keeps_no_thread_and_gets_everything(worker, called):
    client = called()
    client.sendall(GET)
    step(worker)
    (connection,) = worker.asked
    text = bytes(range(256)) * 20_000
    connection.line.sendall(text[:1000])
    connection.line.sendall(text[1000:])
    assert connection.line.waiting > 0
    answered(worker, connection, keeps=False)
    found = b""
    while piece := client.recv(65_536):
        found += piece
        step(worker)
    assert text == found


def test_a_client_that_never_reads_is_let_go(worker, called):
    client = called()
    client.sendall(GET)
    step(worker)
    (connection,) = worker.asked
    connection.line.sendall(b"a" * 5_000_000)
    answered(worker, connection, keeps=True)
    assert monotonic() < connection.deadline
    connection.deadline = 0
    worker.murder_keepalived()
    assert {} == worker.connections


def test_room_is_made_by_those_who_take_longest(worker, called, monkeypatch):
    monkeypatch.setattr(working, "MOST_BYTES_ARRIVING", 3000)
    first, second = called(), called()
    for client in (first, second):
        client.sendall(POST + b"a" * 1600)
        step(worker)
    assert b"" == first.recv(10)
    assert 1 == len(worker.connections)
    assert len(POST) + 1600 == worker.bytes_arriving


def test_there_are_never_more_connections_than_a_process_takes(worker, called):
    worker.worker_connections = 3
    clients = [called() for _ in range(5)]
    assert 2 == len(worker.connections)
    assert b"" == clients[0].recv(10)


def test_a_body_in_chunks_is_refused_without_a_thread(worker, called):
    client = called()
    client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    step(worker)
    assert client.recv(1000).startswith(b"HTTP/1.1 411 ")
    assert [] == worker.asked


def test_a_client_that_asks_first_is_answered_once(worker, called):
    client = called()
    client.sendall(POST[:-2] + b"Expect: 100-continue\r\n\r\n")
    step(worker)
    assert CONTINUE == client.recv(1000)
    client.sendall(b"a" * 2000)
    step(worker)
    (connection,) = worker.asked
    connection.line.send(CONTINUE)
    connection.line.sendall(b"answer")
    assert b"answer" == client.recv(1000)


def test_a_new_connection_is_left_to_a_process_that_holds_fewer(worker, called):
    called()
    worker.shares.note(2, 0)
    client, server = socket.socketpair()
    listener = Listener(server)
    worker.accept(listener)
    assert listener.clients
    worker.leaves_until = monotonic()
    worker.accept(listener)  # nobody took it in time
    assert not listener.clients
    client.close()


def test_a_new_connection_is_taken_by_the_process_that_holds_the_fewest(worker, called):
    worker.shares.note(2, 1)
    called()
    assert 1 == len(worker.connections)
    worker.shares.forget(2)
    called()
    assert 2 == len(worker.connections)


def test_what_waits_for_a_client_waits_in_a_file_if_it_is_long():
    client, own = socket.socketpair()
    line = Line(own)
    line.sendall(b"a" * 5_000_000)
    assert line.waiting > KEPT_IN_MEMORY
    assert line._waiting._rolled
    line.end()
    client.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_page_is_answered_beside_clients_who_have_said_half_a_sentence(engine, database_url):
    """The server is real; without the loop that reads, 8 such clients hold its threads for good."""
    with Server(database_url, "--workers", "1", "--threads", "2") as server, ExitStack() as stack:
        for half in (GET[:-5], POST + b"half") * 4:
            slow = stack.enter_context(socket.create_connection(server.address, timeout=PATIENCE))
            slow.sendall(half)
        quick = stack.enter_context(socket.create_connection(server.address, timeout=30))
        quick.sendall(GET)
        assert quick.recv(1000).startswith(b"HTTP/1.1 200 ")
