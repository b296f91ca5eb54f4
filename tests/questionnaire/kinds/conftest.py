"""Kinds as a form author would write them: `build(kind, **keys)` gives the kind and every complaint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from survey.languages import ENGLISH, FRENCH, SPANISH, ReaderLocale
from survey.messages import Text
from survey.questionnaire.declarations import Breakdown, Option, Unit
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.base import Draft, Kind

PLACES = {
    "en": ReaderLocale(ENGLISH),
    "en_US": ReaderLocale(ENGLISH, "US"),
    "fr": ReaderLocale(FRENCH),
    "es": ReaderLocale(SPANISH),
    "es_MX": ReaderLocale(SPANISH, "MX"),
    "es_PE": ReaderLocale(SPANISH, "PE"),
    "es_CL": ReaderLocale(SPANISH, "CL"),
}
UNITS = {
    code: Unit(code, Text(f"unit/{code}", code), measure)
    for code, measure in {
        "persons": "count",
        "percent": "percent",
        "money": "money",
        "hours": "amount",
    }.items()
}


def options(*codes: str) -> tuple[Option, ...]:
    return tuple(Option(code, Text(f"list/{code}", code.capitalize())) for code in codes)


BREAKDOWNS = {
    "sex": Breakdown("sex", Text("sex", "Sex"), options("F", "M"), Text("sex/total", "Both")),
    "age": Breakdown("age", Text("age", "Age"), options("Y5T14", "Y15T17"), Text("age/total", "All ages")),
    "area": Breakdown("area", Text("area", "Area"), options(*(f"A{n}" for n in range(99))), Text("t", "All")),
}
CHOICES = {"frequency": options("yearly", "rarely")}

Build = Callable[..., tuple[Kind, list[tuple[str, str]]]]


@pytest.fixture(scope="session")
def build() -> Build:
    """Build a kind from keys as they stand in a file; complaints come as (key, sentence)."""

    def made(name: str, **keys: Any) -> tuple[Kind, list[tuple[str, str]]]:
        complaints: list[tuple[str, str]] = []
        kind = KINDS[name]
        loaded = {key: kind.options[key].deserialize(value) for key, value in keys.items()}
        draft = Draft(
            "q", loaded, UNITS, BREAKDOWNS, CHOICES, lambda key, said: complaints.append((key, said))
        )
        return kind.build(draft), complaints

    return made


@pytest.fixture(scope="session")
def kind(build: Build) -> Callable[..., Kind]:
    """Build a sound kind."""

    def made(name: str, **keys: Any) -> Kind:
        kind, complaints = build(name, **keys)
        assert complaints == []
        return kind

    return made


@pytest.fixture(scope="session")
def places() -> dict[str, ReaderLocale]:
    """People in their languages and countries."""
    return PLACES


@pytest.fixture(scope="session")
def say() -> Callable[[Text], str]:
    """Say a text in English."""
    return lambda text: text.english
