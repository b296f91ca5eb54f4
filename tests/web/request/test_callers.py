"""Limits count the client's own network, behind proxies that the operator named only."""

import pytest

from survey.settings import Settings
from survey.web.request.site.callers import address_of, caller_behind, seems_proxied
from survey.web.request.site.reached import caller, site_of
from tests.web.pages import app_of, questionnaire

PROXIES = site_of(Settings(trusted_proxies="127.0.0.1, 10.0.0.0/8, fd00::/8")).proxies


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "203.0.113.9", "192.0.2.7"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("::ffff:127.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("fd00::1", "[2001:db8::5]:4711", "2001:db8::5"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, unknown", "127.0.0.1"),
        ("127.0.0.1", "10.0.0.1, 10.0.0.2", "10.0.0.1"),
        ("", "203.0.113.9", ""),
    ],
)
def test_only_trusted_proxies_are_believed(peer, forwarded, found):
    assert found == caller_behind(peer, forwarded, PROXIES)


def test_without_the_setting_nobody_is_believed():
    assert "127.0.0.1" == caller_behind("127.0.0.1", "203.0.113.9", site_of(Settings()).proxies)


def test_what_is_no_address_is_none():
    assert address_of("a\nb") is address_of("") is address_of("1.2.3.4.5") is None


def test_a_proxy_that_nobody_named_is_noticed():
    assert seems_proxied("127.0.0.1", "203.0.113.9", ())
    assert not seems_proxied("127.0.0.1", "203.0.113.9", PROXIES)
    assert not seems_proxied("127.0.0.1", "", ())
    assert not seems_proxied("192.0.2.7", "203.0.113.9", ())


def test_the_operator_is_told_so_once(caplog):
    app = app_of(questionnaire(["{id: q, kind: text, label: Q}"]))
    for _ in range(2):
        headers = {"X-Forwarded-For": "203.0.113.9"}
        with app.test_request_context("/en/", headers=headers, environ_base={"REMOTE_ADDR": "127.0.0.1"}):
            assert "127.0.0.1" == caller()
    assert 1 == caplog.text.count("SURVEY_TRUSTED_PROXIES")
