"""A request is given to a thread once it is whole, and refused once that can no longer be."""

import pytest

from survey.web.serving.arriving import (
    BODY_SECONDS,
    HEAD_SECONDS,
    MOST_HEAD_BYTES,
    SLOWEST_BYTES_A_SECOND,
    Arriving,
)

POST = b"POST /en/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"


def arrived(*pieces, most=100):
    arriving = Arriving(most, 0.0)
    for piece in pieces:
        arriving.add(piece)
    return arriving


def test_a_request_is_whole_with_its_last_byte_wherever_it_is_cut():
    whole = POST + b"12345"
    for cut in range(1, len(whole)):
        begun = arrived(whole[:cut])
        assert not begun.is_whole
        begun.add(whole[cut:])
        assert begun.is_whole
        assert (whole, b"") == begun.parted()


def test_a_request_that_comes_byte_by_byte_is_whole_only_at_its_end():
    whole = POST + b"12345"
    arriving = arrived(*(whole[at : at + 1] for at in range(len(whole) - 1)))
    assert not arriving.is_whole
    arriving.add(b"5")
    assert arriving.is_whole


def test_what_came_behind_a_request_is_kept_for_the_next():
    assert (POST + b"12345", b"GET /") == arrived(POST + b"12345GET /").parted()


def test_a_body_that_is_too_long_is_not_awaited():
    assert arrived(POST, most=4).is_whole


@pytest.mark.parametrize("line", [b"Transfer-Encoding: chunked", b"transfer-encoding : gzip, chunked"])
def test_a_body_in_chunks_is_refused(line):
    assert 411 == arrived(POST[:-2] + line + b"\r\n\r\n").refusal


def test_a_head_without_end_is_refused():
    assert 0 == arrived(b"GET / HTTP/1.1\r\nA: " + b"a" * (MOST_HEAD_BYTES - 100)).refusal
    assert 431 == arrived(b"GET / HTTP/1.1\r\nA: " + b"a" * MOST_HEAD_BYTES).refusal
    assert 431 == arrived(b"GET / HTTP/1.1\r\nA: " + b"a" * MOST_HEAD_BYTES + b"\r\n\r\n").refusal


def test_a_client_that_asks_first_is_told_to_send_the_body():
    asking = POST[:-2] + b"Expect: 100-continue\r\n\r\n"
    assert arrived(asking).expects_continue
    assert not arrived(asking, most=4).expects_continue
    assert not arrived(POST).expects_continue


def test_a_head_has_its_time_and_a_body_what_its_length_allows():
    assert HEAD_SECONDS == arrived(POST[:-1]).deadline
    assert HEAD_SECONDS + BODY_SECONDS + 5 / SLOWEST_BYTES_A_SECOND == arrived(POST).deadline
