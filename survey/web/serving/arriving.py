"""A request that arrives, byte by byte: whether it is whole, what is wrong with it, how long it may take.

Knows bytes and no connection. The server's parser reads the request only once it is whole.
"""

from __future__ import annotations

import re

MOST_HEAD_BYTES = 64 * 1024
"""The largest head of a request: its first line and all its headers."""

HEAD_SECONDS = 10.0
"""Seconds from the first byte of a request to the end of its head."""

BODY_SECONDS = 30.0
"""Seconds for the body of a request, beside those that its length allows."""

SLOWEST_BYTES_A_SECOND = 2048
"""With this speed a body may still arrive: that of a poor telephone line."""

HEAD_ENDS = b"\r\n\r\n"
_FRAMES = re.compile(rb"(?im)^[ \t]*((?:content|transfer).(?:length|encoding)\b[^\n]*)")
"""Whatever could be taken for a header that says where a request ends."""
_LENGTH = re.compile(rb"(?i)content-length:[ \t]*(\d{1,15})[ \t]*\r")
_CODED = re.compile(rb"(?i)transfer.encoding")
_EXPECTS = re.compile(rb"(?im)^expect:[ \t]*100-continue[ \t]*\r$")


class Arriving:
    """What has arrived of a request, and of what a client sent behind it."""

    def __init__(self, most_body: int, began: float) -> None:
        self.began = began
        self.refusal = 0
        """The status to answer with, instead of handling the request; 0 if nothing is wrong so far."""
        self.expects_continue = False
        self._most_body = most_body
        self._held = bytearray()
        self._searched = 0
        self._needed = 0
        self._length = 0
        self._is_cut = False

    def __len__(self) -> int:
        """Return how many bytes are held."""
        return len(self._held)

    @property
    def has_head(self) -> bool:
        """Whether all headers arrived."""
        return self._needed > 0

    @property
    def is_whole(self) -> bool:
        """Whether all arrived that the application has to read; it refuses a body that is too long unread."""
        return self.has_head and len(self._held) >= self._needed

    @property
    def is_cut(self) -> bool:
        """Whether the client says that more follows than is read: nothing behind it is a request."""
        return self._is_cut

    @property
    def deadline(self) -> float:
        """The time at which to give up, on the clock of `began`."""
        if not self.has_head:
            return self.began + HEAD_SECONDS
        return self.began + HEAD_SECONDS + BODY_SECONDS + self._length / SLOWEST_BYTES_A_SECOND

    def add(self, data: bytes) -> None:
        """Take what arrived."""
        self._held += data
        if not self.has_head:
            self._look_for_head()

    def parted(self) -> tuple[bytes, bytes]:
        """Return the whole request, and what came behind it."""
        return bytes(self._held[: self._needed]), bytes(self._held[self._needed :])

    def _look_for_head(self) -> None:
        end = self._held.find(HEAD_ENDS, self._searched)
        self._searched = max(0, len(self._held) - len(HEAD_ENDS) + 1)
        if max(end, 0 if end >= 0 else len(self._held)) > MOST_HEAD_BYTES:
            self.refusal = 431
        elif end >= 0:
            self._read_head(bytes(self._held[: end + 2]), end + len(HEAD_ENDS))

    def _read_head(self, head: bytes, size: int) -> None:
        """Find out how long the body is; what could be read in two ways is refused.

        Otherwise the parser, or a proxy, may see another end, and a body would pass for the next request.
        """
        length = self._length_in(_FRAMES.findall(head))
        self._is_cut = length > self._most_body
        self._length = 0 if self._is_cut else length
        self._needed = size + self._length
        self.expects_continue = self._length > 0 and _EXPECTS.search(head) is not None

    def _length_in(self, frames: list[bytes]) -> int:
        """Return the length of the body; one in chunks, which no browser sends, does not say."""
        if any(_CODED.match(frame) for frame in frames):
            self.refusal = 411
            return 0
        lengths = [_LENGTH.fullmatch(frame) for frame in frames]
        if len(lengths) > 1 or None in lengths:
            self.refusal = 400
            return 0
        return sum(int(found.group(1)) for found in lengths if found)
