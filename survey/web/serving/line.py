"""One end of a connection as the server's threads see it: neither reading nor writing ever waits.

What a client does not take at once is kept, and delivered later by the process's one loop.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from tempfile import SpooledTemporaryFile

KEPT_IN_MEMORY = 64 * 1024
"""Bytes of an answer that wait in memory for a slow client; what is longer waits in a file."""

PIECE = 64 * 1024
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Line:
    """A socket for a thread: it reads a request that is here already, and writes what is delivered later."""

    def __init__(self, own: socket.socket) -> None:
        own.setblocking(False)
        self._own = own
        self._request = memoryview(b"")
        self._waiting: SpooledTemporaryFile[bytes] | None = None
        self._taken = self._written = 0
        self._has_continued = False

    def fileno(self) -> int:
        """Return the number of the socket, for a selector."""
        return self._own.fileno()

    def receive(self) -> bytes:
        """Return what arrived; nothing if the client hung up. It raises `BlockingIOError` if nothing did."""
        return self._own.recv(PIECE)

    def feed(self, request: bytes) -> None:
        """Let the thread read a request."""
        self._request = memoryview(request)
        self._has_continued = False

    def recv(self, size: int) -> bytes:
        """Return the next bytes of the request; nothing at its end, as if the client had hung up."""
        piece, self._request = self._request[:size], self._request[size:]
        return bytes(piece)

    def let_continue(self) -> None:
        """Ask a client that waits for it to send the body."""
        if not self._has_continued:
            self.sendall(CONTINUE)
            self._has_continued = True

    def send(self, data: bytes) -> int:
        """Send something short; the parser asks for the body here, which has arrived."""
        if data != CONTINUE:
            self.sendall(data)
        return len(data)

    def sendall(self, data: bytes) -> None:
        """Send what the client takes now, and keep the rest."""
        left = memoryview(data)
        if self.flush():
            left = left[self._send_now(left) :]
        if left:
            if self._waiting is None:
                self._waiting = SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115
                self._taken = self._written = 0
            self._waiting.seek(self._written)
            self._waiting.write(left)
            self._written += len(left)

    def flush(self) -> bool:
        """Send what waits, as far as the client takes it; tell whether nothing is left."""
        while self._waiting is not None:
            self._waiting.seek(self._taken)
            piece = self._waiting.read(PIECE)
            sent = self._send_now(memoryview(piece))
            self._taken += sent
            if self._taken == self._written:
                self._forget()
            elif sent < len(piece):
                return False
        return True

    @property
    def waiting(self) -> int:
        """How many bytes the client has not taken."""
        return self._written - self._taken if self._waiting is not None else 0

    def hang_up(self) -> None:
        """Say that nothing more will be sent."""
        with suppress(OSError):
            self._own.shutdown(socket.SHUT_WR)

    def end(self) -> None:
        """Close the socket."""
        self._forget()
        self._request = memoryview(b"")
        self._own.close()

    def _send_now(self, data: memoryview) -> int:
        sent = 0
        with suppress(BlockingIOError):
            while sent < len(data):
                sent += self._own.send(data[sent:])
        return sent

    def _forget(self) -> None:
        if self._waiting is not None:
            self._waiting.close()
        self._waiting = None

    def setblocking(self, flag: bool) -> None:
        """Do nothing: a line never blocks."""

    def settimeout(self, seconds: float | None) -> None:
        """Do nothing: a line never waits."""

    def gettimeout(self) -> float:
        """Return that a line does not wait."""
        return 0.0

    def shutdown(self, how: int) -> None:
        """Do nothing: the loop hangs up when everything is delivered."""

    def close(self) -> None:
        """Do nothing: the loop closes."""
