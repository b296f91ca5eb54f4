"""No request hides in another: the loop that collects bytes and the parser see the same end, or refuse."""

import socket

import pytest
from gunicorn.config import Config
from gunicorn.http import get_parser

from benchmarks.serving import PATIENCE, Server
from survey.web.serving.arriving import Arriving

BEGINS = b"POST /en/sign-in HTTP/1.1\r\nHost: x\r\n"
HIDDEN = b"GET /en/?hidden HTTP/1.1\r\nHost: x\r\n\r\n"
LENGTH = b"Content-Length: 37"
MOST_BODY = 1000
WICKED = {
    "twice": LENGTH + b"\r\n" + LENGTH,
    "twice, different": LENGTH + b"\r\nContent-Length: 0",
    "a list": LENGTH + b", 37",
    "more digits than anybody needs": b"Content-Length: 0000000000000037",
    "a plus": b"Content-Length: +37",
    "a minus": b"Content-Length: -37",
    "hexadecimal": b"Content-Length: 0x25",
    "grouped digits": b"Content-Length: 3_7",
    "digits of another script": b"Content-Length: \xb3\xb9",
    "nothing": b"Content-Length:",
    "folded": b"Content-Length:\r\n 37",
    "folded into another": b"X: a\r\n " + LENGTH,
    "a space before the colon": b"Content-Length : 37",
    "a tab before the colon": b"Content-Length\t: 37",
    "a form feed": b"Content-Length: \x0c37",
    "a vertical tab behind": LENGTH + b"\x0b",
    "NUL behind": LENGTH + b"\0",
    "an underscore": b"Content_Length: 37",
    "behind a bare LF": b"X: a\n" + LENGTH,
    "behind a bare CR": b"X: a\r" + LENGTH,
    "chunks": b"Transfer-Encoding: chunked",
    "chunks and a length": LENGTH + b"\r\nTransfer-Encoding: chunked",
    "chunks with a space": b"Transfer-Encoding : chunked",
    "chunks with a tab": b"Transfer-Encoding:\tchunked",
    "chunks with an underscore": b"Transfer_Encoding: chunked",
    "chunks with a vertical tab": b"Transfer-Encoding\x0b: chunked",
    "chunks, folded": b"Transfer-Encoding:\r\n chunked",
    "chunks behind a bare LF": b"X: a\nTransfer-Encoding: chunked",
    "chunks that are none": LENGTH + b"\r\nTransfer-Encoding: identity",
    "a length behind a strange name": b"X Y: a\r\n" + LENGTH,
}  # fmt: skip


class Fed:
    """What a thread reads a request from."""

    def __init__(self, data):
        self.data = data

    def recv(self, size):
        piece, self.data = self.data[:size], self.data[size:]
        return piece

    def send(self, data):
        return len(data)


def arrived(data):
    arriving = Arriving(MOST_BODY, 0.0)
    arriving.add(data)
    return arriving


def length_for_the_parser(request):
    """How long the parser takes the body to be; None if it refuses the request."""
    try:
        parsed = next(get_parser(Config(), Fed(request), ("127.0.0.1", 1)))
    except Exception:
        return None
    return len(parsed.body.read(MOST_BODY))


@pytest.mark.parametrize("lines", WICKED.values(), ids=WICKED)
def test_what_can_be_read_in_two_ways_is_refused(lines):
    arriving = arrived(BEGINS + lines + b"\r\n\r\n" + HIDDEN)
    assert arriving.refusal or length_for_the_parser(arriving.parted()[0]) is None


@pytest.mark.parametrize("before", [b"", b"Connection: keep-alive\r\nX: Content-Length: 5\r\n"])
def test_an_honest_length_is_read_in_one_way(before):
    data = BEGINS + before + LENGTH + b"\r\n\r\n" + HIDDEN
    request, behind = arrived(data).parted()
    assert (data, b"") == (request, behind)
    assert len(HIDDEN) == length_for_the_parser(request)


def test_a_target_that_names_a_header_is_none():
    assert 0 == arrived(b"GET /content-length:5 HTTP/1.1\r\nHost: x\r\n\r\n").refusal


def answers(address, sent):
    """What a server answers until it hangs up; a server that waits for more fails here."""
    with socket.create_connection(address, timeout=PATIENCE) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        found = b""
        while piece := line.recv(65_536):
            found += piece
    return [int(begun.split(b" ")[0]) for begun in found.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_body_passes_for_a_request(engine, database_url):
    """The server is real: whatever the length says, what stands in a body is never answered."""
    with Server(database_url, "--workers", "1", "--threads", "2") as server:
        for lines, said in (
            (b"Content-Length: 3000000", [413]),
            (b"Content-Length: 0000000000000037", [400]),
            (LENGTH, [403]),
        ):
            assert said == answers(server.address, BEGINS + lines + b"\r\n\r\n" + HIDDEN), lines
        assert [200, 200] == answers(server.address, HIDDEN + HIDDEN)
