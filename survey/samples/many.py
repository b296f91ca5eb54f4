"""Thousands of invented reports for measurements; the same seed gives the same reports.

They answer a generated questionnaire of plain numbers (in English and French), or any other questionnaire as
sample countries would. Knows no storage and no clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from random import Random
from typing import Any

from survey.answers.freezing import FORMAT, freeze
from survey.catalogs.po import Entry, empty_catalog, source_hash, write_po
from survey.countries import ILO_REGIONS
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import MISSING_REASONS, Questionnaire
from survey.questionnaire.wording import texts
from survey.samples.countries import INVENTED_COUNTRIES, REAL_COUNTRIES
from survey.samples.replies import Sampler

FORM = "sample-numbers"
GAPS = 0.02
LARGEST = 1_000_000
REGIONS = tuple(ILO_REGIONS)
_HEAD = """\
questionnaire: {form}
edition: "{year}"
title: Sample numbers
languages: [en, fr]
units:
  persons: {{label: persons, measure: count}}
sections:
  - id: numbers
    title: Numbers
    questions:
"""
_QUESTION = """\
      - {{id: number.n{number}, kind: number, unit: persons, adds_up: yes, missing: yes,
         label: Persons counted by indicator {number}}}
"""


@dataclass(frozen=True, slots=True)
class SampleReport:
    """An invented report: its reporter, its region, and its answers as a snapshot."""

    reporter: str
    region: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _ReportHead:
    """Which report a snapshot is of."""

    reporter: str
    region: str
    year: int
    edition_sha256: str


def numbers_form(year: int, questions: int) -> str:
    """Write a questionnaire with this many plain numbers."""
    asked = (_QUESTION.format(number=number) for number in range(1, questions + 1))
    return _HEAD.format(form=FORM, year=year) + "".join(asked)


def french_of(form: Questionnaire) -> bytes:
    """Return the French catalog of such a questionnaire."""
    words = {"Sample numbers": "Nombres d’exemple", "Numbers": "Nombres", "persons": "personnes"}
    entries = tuple(
        Entry(text.context, text.english, forms=(_in_french(text, words),), source=source_hash(text.english))
        for text in texts(form)
    )
    return write_po(replace(empty_catalog("fr"), entries=entries))


def _in_french(text: Text, words: dict[str, str]) -> str:
    return words.get(text.english) or text.english.replace(
        "Persons counted by indicator", "Personnes dénombrées selon l’indicateur"
    )


def sample_reports(
    form: Questionnaire, edition_sha256: str, year: int, reports: int, seed: int
) -> Iterator[SampleReport]:
    """Invent this many reports, one after the other."""
    plain = all(
        isinstance(question.kind, Number) and not question.kind.by for question in form.questions.values()
    )
    for number in range(1, reports + 1):
        reporter, region = f"R{number:06}", REGIONS[number % len(REGIONS)]
        head = _ReportHead(reporter, region, year, edition_sha256)
        if plain:
            content = _numbers(form, head, Random(f"{seed}/{number}"))  # noqa: S311 - invented data, no secret
        else:
            content = _as_a_country(form, head, seed + number)
        yield SampleReport(reporter, region, content)


def _numbers(form: Questionnaire, head: _ReportHead, chance: Random) -> bytes:
    answers: dict[str, Any] = {
        question: {"": {"cells": {"_T": chance.randrange(LARGEST)}, "kind": "number"}}
        if chance.random() > GAPS
        else {"": {"missing": chance.choice(MISSING_REASONS)}}
        for question in form.questions
    }
    content = {
        "answers": answers, "edition": form.edition, "edition_sha256": head.edition_sha256, "entries": {},
        "form": form.slug, "format": FORMAT, "modules": [], "region": head.region, "reporter": head.reporter,
        "rows": {}, "today": f"{head.year}-05-31", "year": head.year,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _as_a_country(form: Questionnaire, head: _ReportHead, number: int) -> bytes:
    """Answer as an invented country would, of the size and in the language of one of the real ones."""
    like, invented = tuple(REAL_COUNTRIES.values()), tuple(INVENTED_COUNTRIES.values())
    alike = like[number % len(like)]
    country = replace(
        invented[number % len(invented)],
        iso3=f"{head.reporter}/{number}",
        language=alike.language,
        children=alike.children,
        currency=alike.currency,
    )
    rows = {
        name: tuple(Option(f"n{at}", Text("", step)) for at, step in enumerate(country.steps, 1))
        for name in form.lists
    }
    sampler = Sampler(form, country, head.year, date(head.year, 5, 31), rows)
    relevance = sampler.relevance(sampler.replies())
    return freeze(relevance, **asdict(head))
