"""To which site passkeys belong: the host and origin of the address that people see."""

import pytest

from survey.actions.factors.passkeys import site_of


@pytest.mark.parametrize(
    ("base_url", "host", "origin"),
    [
        ("https://survey.example", "survey.example", "https://survey.example"),
        ("https://survey.example:443/path/", "survey.example", "https://survey.example"),
        ("https://Survey.Example:8443", "survey.example", "https://survey.example:8443"),
        ("http://localhost:8087", "localhost", "http://localhost:8087"),
    ],
)
def test_the_site_follows_from_the_address_of_the_pages(base_url, host, origin):
    site = site_of(base_url, "Alliance")
    assert (host, origin, "Alliance") == (site.host, site.origin, site.name)


@pytest.mark.parametrize(
    "base_url", ["http://127.0.0.1:8087", "https://10.0.0.1", "https://[::1]", "http://survey.example", ""]
)
def test_where_browsers_have_no_passkeys_none_are_offered(base_url):
    assert site_of(base_url, "Alliance") is None
