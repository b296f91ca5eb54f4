"""What strangers send: names of other hosts, forms without end, headers without end."""

import pytest

from survey.web.app import MOST_PARTS, create_app
from tests.attacks.scaling import scaled

ELSEWHERE = "http://evil.example"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def app():
    return create_app()


@pytest.mark.parametrize("host", [ELSEWHERE, "http://x:abc", "http://[::1"])
def test_no_redirect_names_the_host_that_a_request_claims(app, host):
    client = app.test_client()
    for path in ("/", "/en", "/fr?a=1&b=%2F", "/en//sign-in", "/en///forms", "/en/forms//x", "/en/home"):
        answer = client.get(path, environ_overrides={"HTTP_HOST": host.partition("//")[2]})
        location = answer.headers.get("Location", "/")
        assert location.startswith("/") and not location.startswith("//"), (path, location)


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/%2e%2e", "///evil.example/en", "/\\evil.example//"]
)
def test_no_address_leads_to_another_site(app, path):
    answer = app.test_client().get("/", environ_overrides={"PATH_INFO": path.replace("%2e", ".")})
    location = answer.headers.get("Location", "/")
    assert location.startswith("/") and location[1:2] not in ("/", "\\"), location


def test_a_redirect_keeps_what_was_asked(app):
    assert "/fr/?a=1" == app.test_client().get("/fr?a=1").location


@pytest.mark.parametrize(
    "path", ["/en/sign-in", "/en/sign-in/code", "/en/forget-browser", "/en/forms/x/1/s1"]
)
def test_a_form_with_inputs_without_end_is_not_read(app, path):
    client = app.test_client()
    different = b"&".join(b"a%d=" % number for number in range(MOST_PARTS + 1))
    for body in (b"a=&" * (2**20 // 3), different):
        answer = client.post(path, data=body, content_type=FORM)
        assert 413 == answer.status_code
        assert len(answer.get_data()) < 20_000


def test_a_form_as_large_as_pages_have_is_read(app):
    body = b"&".join(b"a%d=1" % number for number in range(MOST_PARTS))
    assert 403 == app.test_client().post("/en/sign-in", data=body, content_type=FORM).status_code


@pytest.mark.parametrize("name", ["Accept", "Accept-Language", "Accept-Encoding", "Cookie", "If-None-Match"])
def test_headers_of_any_content_are_read(app, name):
    client = app.test_client()
    for value in (
        ",".join(f"a{number};q=0.{number}" for number in range(scaled(500))),
        ";" * 8_000, ",;=\"\\" * 1_500, "\xff" * 4_000, "*", "q=", "W/\"", "bytes=-",
    ):  # fmt: skip
        for path in ("/en/", "/", "/en/nothing", "/en/sign-in"):
            assert client.get(path, headers={name: value}).status_code in (200, 302, 303, 404), value[:20]


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "DEBUG", "PUT", "DELETE", "PATCH", "PROPFIND"])
def test_no_page_knows_other_methods(app, method):
    client = app.test_client()
    for path in ("/en/", "/en/sign-in", "/en/home", "/health"):
        assert client.open(path, method=method).status_code in (401, 403, 405), path
