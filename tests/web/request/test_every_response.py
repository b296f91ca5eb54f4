"""What every response keeps: headers, no inline code, errors in the reader's language, access declared."""

import re

import pytest

from survey.catalogs import Catalogs, read_catalog
from survey.web.app import create_app
from survey.web.request.access import undeclared
from tests.web.pages import Browser, app_of, questionnaire

FRENCH = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: fr\\n"

msgctxt "error/not-found-title"
msgid "Page not found"
msgstr "Page introuvable"
"""


@pytest.fixture(scope="module")
def app():
    return create_app(mirror=True)


@pytest.fixture(scope="module")
def addresses(app):
    found = ["/", "/nothing", "/de/", "/en/components", "/fr/components"]
    for lang in ("en", "fr", "ar-XB"):
        found += [
            f"/{lang}/",
            f"/{lang}/forms",
            f"/{lang}/nothing",
            f"/{lang}/forms/x/1",
            f"/{lang}/forms?country=ZZZ",
        ]
    for form in app.extensions["survey-library"].questionnaires.values():
        found.append(f"/en/forms/{form.slug}/{form.edition}")
        found += [f"/fr/forms/{form.slug}/{form.edition}/{section.id}" for section in form.sections]
    return found


def test_every_response_carries_the_headers(app, addresses):
    client = app.test_client()
    for address in addresses:
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'"), address
        assert "nosniff" == headers["X-Content-Type-Options"]
        assert "same-origin" == headers["Referrer-Policy"]
        gone_back_to = "private, no-cache" if "/forms" in address else "no-store"
        assert gone_back_to == headers["Cache-Control"], address
        assert "Strict-Transport-Security" not in headers


def test_responses_ask_for_secure_ones_where_people_come_by_https_whatever_a_request_says():
    form = questionnaire(["{id: q, kind: text, label: Q}"])
    secure = app_of(form, base_url="https://survey.example").test_client()
    assert "Strict-Transport-Security" in secure.get("/en/").headers
    plain = app_of(form).test_client()
    asked = plain.get("/en/", base_url="https://x", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in asked.headers


def test_no_page_holds_inline_code_or_style(app, addresses):
    client = app.test_client()
    for address in addresses:
        page = client.get(address).get_data(as_text=True)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", page), address
        scripts = re.findall(r"<script([^>]*)>", page)
        assert all(" src=" in one or 'type="application/json"' in one for one in scripts), address


def test_no_page_uses_an_id_twice(app, addresses):
    client = app.test_client()
    for address in addresses:
        ids = re.findall(r'\sid="([^"]+)"', client.get(address).get_data(as_text=True))
        assert sorted(set(ids)) == sorted(ids), address


def test_every_route_says_who_may_see_it(app):
    assert [] == undeclared(app)


def test_the_language_of_the_browser_is_chosen(app):
    response = app.test_client().get("/", headers={"Accept-Language": "de, fr;q=0.8, en;q=0.5"})
    assert "/fr/" == response.location
    assert "Accept-Language" in response.headers["Vary"]


def test_nothing_found_is_said_in_french():
    catalogs = Catalogs([read_catalog("interface", "fr", FRENCH.encode())])
    browser = Browser(app_of(catalogs=catalogs))
    response = browser.client.get("/fr/nulle-part")
    assert 404 == response.status_code
    assert "<h1>Page introuvable</h1>" in response.get_data(as_text=True)


def test_the_page_of_an_error_cannot_fail():
    app = app_of()
    app.jinja_env.globals["settings"] = None
    app.jinja_env.globals["asset"] = None
    response = app.test_client().get("/en/nothing")
    assert 404 == response.status_code
    assert "<h1>Page not found</h1>" in response.get_data(as_text=True)


def test_our_own_mistake_is_a_page():
    app = app_of()
    app.testing = False
    app.extensions["survey-library"].questionnaires = None
    response = app.test_client().get("/en/forms")
    assert 500 == response.status_code
    assert "Technical problem" in response.get_data(as_text=True)


def test_another_method_is_refused_with_those_allowed(app):
    response = app.test_client().post("/en/forms")
    assert 405 == response.status_code
    assert "GET" in response.headers["Allow"]


def test_a_text_in_another_language_says_so():
    form = questionnaire(["{id: q, kind: text, label: Only in English}"])
    page = Browser(app_of(form)).open(lang="fr").page
    assert '<span lang="en" dir="ltr">Only in English</span>' in page


def test_texts_of_authors_are_escaped():
    form = questionnaire(['{id: q, kind: text, label: <b>Bold</b>, hint: "</script><i>"}'])
    page = Browser(app_of(form)).open().page
    assert "<b>Bold" not in page
    assert "<i>" not in page


def test_assets_are_kept_for_a_year_under_their_version(app):
    client = app.test_client()
    address = re.search(
        r'href="(/static/[^"]+survey\.css)"', client.get("/en/").get_data(as_text=True)
    ).group(1)
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert "no-cache" == client.get("/static/old/survey.css").headers["Cache-Control"]
    assert 404 == client.get("/static/old/../app.py").status_code


def test_the_style_and_the_scripts_are_small(app):
    client = app.test_client()
    sizes = [
        len(client.get(f"/static/x/{name}", headers={"Accept-Encoding": "gzip"}).data)
        for name in ("survey.css", "start.js", "form.js", "conditions.js")
    ]
    assert sum(sizes) <= 12_000
