"""An application on small questionnaires, and a reader of its pages."""

from __future__ import annotations

import html
import re

from survey.catalogs import Catalogs
from survey.languages import LANGUAGES, MIRROR
from survey.questionnaire.reading import read_text
from survey.reads.library import library_of
from survey.web.app import create_app

HEAD = """\
questionnaire: small
edition: "2020"
title: A small form
introduction: For trying out.
languages: [en]
units:
  persons: {label: persons, measure: count}
  percent: {label: "%", measure: percent}
  hours: {label: hours, measure: amount}
  money: {label: amount, measure: money}
breakdowns:
  sex: {label: Sex, total: Both, codes: {F: Girls, M: Boys}}
  age: {label: Age, total: All, codes: {Y5T14: 5 to 14, Y15T17: 15 to 17}}
reported_to: {vnr: Voluntary review, upr: Periodic review}
currencies: [USD, EUR]
lists:
  steps: {label: Next steps, samples: [Set up a committee, Agree a calendar]}
modules: {crisis: A crisis}
sections:
"""
LENIENT = {"second_factor": "offered", "confirm_minutes": 0}
"""Most tests are not about second factors; those in `tests/web/factors` set what they are about."""

SECTION = "  - id: {id}\n    title: Section {id}\n    questions:\n"


def questionnaire(*sections, head=HEAD):
    """Read a questionnaire of sections, each a list of questions in YAML."""
    text = head
    for number, questions in enumerate(sections, 1):
        text += SECTION.format(id=f"s{number}")
        text += "".join(f"      - {one}\n" for one in questions)
    return read_text(text.encode(), "small")


def app_of(*questionnaires, catalogs=None, **settings):
    """An application that has these questionnaires only."""
    languages = {**LANGUAGES, MIRROR.code: MIRROR}
    app = create_app(library=library_of(questionnaires, catalogs or Catalogs(), languages), **settings)
    app.testing = True
    return app


class Browser:
    """Opens pages, fills their forms in and presses their buttons, without scripts."""

    def __init__(self, app, country=""):
        self.client = app.test_client()
        self.tail = f"?country={country}" if country else ""
        self.page = None

    def open(self, section="s1", lang="en"):
        return self._keep(self.client.get(f"/{lang}/forms/small/2020/{section}{self.tail}"))

    def press(self, section="s1", lang="en", typed=None, **button):
        """Submit the form that is open with what is typed into it, by a button, to an address."""
        data = {**self.inputs(), **(typed or {}), **button}
        address = f"/{lang}/forms/small/2020" + (f"/{section}" if section else "")
        return self._keep(self.client.post(address + self.tail, data=data, follow_redirects=True))

    def inputs(self):
        """What stands in the inputs of the open form."""
        found = {}
        for tag in re.findall(r"<input[^>]*>", self.page):
            kind, name = self.attribute(tag, "type"), self.attribute(tag, "name")
            if kind in ("radio", "checkbox") and " checked" not in tag:
                continue
            found.setdefault(name, []).append(self.attribute(tag, "value"))
        for name, inner in re.findall(
            r'<textarea[^>]* name="([^"]*)"[^>]*>\n(.*?)</textarea>', self.page, re.DOTALL
        ):
            found[name] = [html.unescape(inner)]
        for tag, inner in re.findall(r"(<select[^>]*>)(.*?)</select>", self.page, re.DOTALL):
            chosen = re.search(r'value="([^"]*)" selected', inner)
            found[self.attribute(tag, "name")] = [chosen.group(1) if chosen else ""]
        return found

    def value(self, name):
        """What stands in one input."""
        return (self.inputs().get(name) or [None])[0]

    def attribute(self, tag, name):
        found = re.search(rf' {name}="([^"]*)"', tag)
        return html.unescape(found.group(1)) if found else ""

    def _keep(self, response):
        self.response = response
        self.page = response.get_data(as_text=True)
        return self
