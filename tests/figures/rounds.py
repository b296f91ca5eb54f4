"""Small rounds in a few words: a questionnaire, who is expected, and what they said."""

from survey.figures import Case, Expected, add_up
from survey.questionnaire.model import TOTAL
from survey.questionnaire.reading import read_text

HEAD = """
questionnaire: tiny
edition: "2020"
title: Tiny
units:
  persons: {label: persons, measure: count}
  percent: {label: per cent, measure: percent}
  money: {label: amount, measure: money}
breakdowns:
  sex: {label: Sex, total: Both, codes: {F: Female, M: Male}}
  age: {label: Age, total: All, codes: {Y5: Young, Y15: Older}}
lists: {steps: {label: Next steps, samples: [A step]}}
modules: {crisis: Crisis}
currencies: [USD, EUR]
sections:
  - id: only
    title: Only
    questions:
"""
AFRICA, AMERICAS, ASIA, EUROPE = "AFR", "AME", "ASI", "ECA"


def form(*questions):
    """A questionnaire of one section from the YAML of its questions."""
    return read_text((HEAD + "".join(f"      - {{{one}}}\n" for one in questions)).encode(), "tiny.yaml")


def number(name, more="adds_up: yes"):
    return f"id: {name}, kind: number, unit: persons, label: {name}, missing: yes, evidence: yes, {more}"


def expected(**regions):
    """Who is expected, by region: `expected(AFR=("MDG", "GHA"))`."""
    return [Expected(reporter, region) for region, names in regions.items() for reporter in names]


def said(value=None, cells=None, **parts):
    """One answer as a snapshot holds it."""
    held = dict(cells or {})
    if value is not None:
        held[TOTAL] = value
    kind = "choices" if isinstance(value, list) else "number"
    return {**({"cells": held, "kind": kind} if held else {}), **parts}


def case(reporter, region, answers, entries=None, rows=None, modules=()):
    """A report: `answers` by question, or by (question, row), a value or what `said` makes."""
    by_question = {}
    for place, answer in answers.items():
        question, row = place if isinstance(place, tuple) else (place, "")
        by_question.setdefault(question, {})[row] = answer if isinstance(answer, dict) else said(answer)
    content = {
        "format": 1, "form": "tiny", "edition": "2020", "edition_sha256": "0" * 64, "reporter": reporter,
        "region": region, "year": 2020, "today": "2020-05-31", "modules": list(modules),
        "answers": by_question, "entries": entries or {}, "rows": rows or {},
    }  # fmt: skip
    return Case(reporter, region, "accepted", content, report_id=sum(map(ord, reporter)))


def figures(questionnaire, places, answers, **more):
    """Add up a round: who is expected by region, and what those who reported said."""
    region_of = {name: region for region, names in places.items() for name in names}
    cases = [case(name, region_of[name], said_by) for name, said_by in answers.items()]
    return add_up(questionnaire, expected(**places), cases, **more)
