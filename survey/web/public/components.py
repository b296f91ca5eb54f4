"""All components in all states on a single page, for people and for the accessibility checker.

Knows samples; everything else is the code of a real section.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from survey.answers.checking import section_problems
from survey.questionnaire.reading import read_text
from survey.reads.library import sample_rows
from survey.web.request.access import public
from survey.web.request.visit import about
from survey.web.section.form import fill
from survey.web.section.inputs import FormInputs
from survey.web.section.preview_state import today
from survey.web.section.texts import shown_section
from survey.web.section.values import filled_section, relevance_of
from survey.web.section.words import words

if TYPE_CHECKING:
    from survey.questionnaire.model import Questionnaire, Section
    from survey.web.request.visit import Visit
    from survey.web.section.form import Filled

pages = Blueprint("components", __name__)

HEAD = """\
questionnaire: components
edition: "1"
title: Components
introduction: Every component in every state.
languages: [en]
units:
  persons: {label: persons, measure: count}
  money: {label: amount, measure: money}
breakdowns:
  sex: {label: Sex, total: Both sexes, codes: {F: Girls, M: Boys}}
  age: {label: Age, total: All ages, codes: {Y5T14: 5 to 14 years, Y15T17: 15 to 17 years}}
dimensions: {example: Examples}
reported_to: {vnr: Voluntary national review, upr: Universal Periodic Review}
currencies: [USD, EUR]
sections:
"""
FILLED = {
    "number": "1234",
    "number~reference_year": "2019",
    "number~source": "Annual report",
    "number~reported_to": "vnr",
    "money": "12.5",
    "money~currency": "EUR",
    "sex": "7",
    "sex/sex=F": "3",
    "sex/sex=M": "4",
    "both": "20000",
    "yes": "yes",
    "if": "It is asked now.",
    "choice": "two",
    "long": "c",
    "choices": "one",
    "year~missing": "not_available",
    "date": "2020-05-31",
    "text": "A line",
    "narrative": "A few words.",
    "rows@one": "yes",
    "rows_year@one": "2001",
    "rows_money@one": "1000",
    "blocks@north": "5",
    "list~entry": "e1",
    "list.name@e1": "A first priority",
    "list.by@e1": "2021-12-31",
}
WRONG = {
    "number": "9999",
    "number~reference_year": "19",
    "number~link": "nowhere",
    "money": "1.234.5",
    "sex": "9",
    "sex/sex=F": "3",
    "sex/sex=M": "4",
    "both": "1.5",
    "both/sex=F": "many",
    "choice": "nine",
    "choices": "one",
    "year": "20",
    "year~missing": "confidential",
    "date": "the 31st",
    "text": "A line that is a good deal longer than forty characters",
    "narrative": "word " * 31,
    "rows@one": "yes",
    "rows_year@one": "soon",
    "rows_money@one": "1.000",
}
STATES: dict[str, dict[str, str]] = {"empty": {}, "filled": FILLED, "wrong": WRONG}


@lru_cache(maxsize=1)
def sample() -> Questionnaire:
    """Return the questionnaire of the components: the same section for each state."""
    section = (Path(__file__).parents[1] / "components.yaml").read_text("utf-8")
    whole = HEAD + "".join(section.replace("STATE", state) for state in STATES)
    return read_text(whole.encode(), "components.yaml")


@pages.get("/<lang>/components")
@public
def components() -> str:
    """Show all components."""
    here = about(sample())
    typed = {
        f"{state}.{name}": (value,) for state, values in STATES.items() for name, value in values.items()
    }
    filled = fill(sample(), FormInputs(typed), here.place, sample_rows(sample()))
    return render_template(
        "public/components.html",
        states=[state(here, section, filled) for section in sample().sections],
        words=words(here),
        here=here.url("components"),
    )


def state(here: Visit, section: Section, filled: Filled) -> SimpleNamespace:
    """Return all components in a state."""
    relevance = relevance_of(here, filled, section, today(), ())
    found = list(section_problems(relevance, section)) if section.id == "wrong" else []
    page = filled_section(here, filled, section, relevance, found)
    page.checked = section.id != "empty"
    return SimpleNamespace(shown=shown_section(here, sample(), section, filled.replies), page=page)
