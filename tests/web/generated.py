"""Questionnaires made to measure: a section of so many numbers, for tests and benchmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.questionnaire.reading import read_text

if TYPE_CHECKING:
    from survey.questionnaire.model import Questionnaire

HEAD = """\
questionnaire: generated
edition: "2020"
title: A generated questionnaire
introduction: As long as it needs to be.
languages: [en]
units:
  persons: {label: persons, measure: count}
  money: {label: amount, measure: money}
  percent: {label: "%", measure: percent}
reported_to:
  vnr: Voluntary national review
  ilo: ILO supervisory bodies
  upr: Universal Periodic Review
  untoc: Review mechanism
  treaty: Treaty bodies
  sdg: Global database
currencies: [USD, EUR]
sections:
  - id: long
    title: A long section
    introduction: Every question here is a number.
    questions:
"""
NUMBER = """\
      - id: q.number{number}
        kind: number
        unit: persons
        adds_up: yes
        label: Number {number} of persons reached
        hint: Those reached in the reference year.
        guidance: Count each person once.
"""
EVIDENCE = "        evidence: yes\n"


def indicators_text(count: int, evidence: bool = True) -> str:
    """The file of a section of numbers, each with its reasons for having none, and with evidence."""
    questions = (NUMBER.format(number=number) + EVIDENCE * evidence for number in range(1, count + 1))
    return HEAD + "".join(questions)


def indicators(count: int, evidence: bool = True) -> Questionnaire:
    """The same, read."""
    return read_text(indicators_text(count, evidence).encode(), "generated")


def filled_in(count: int, evidence: bool = True) -> dict[str, str | list[str]]:
    """What a diligent person types into it."""
    typed: dict[str, str | list[str]] = {}
    for number in range(1, count + 1):
        name = f"q.number{number}"
        typed[name] = f"{number},000"
        if evidence:
            typed[f"{name}~reference_year"] = "2019"
            typed[f"{name}~source"] = "Ministry of Labour, annual report"
            typed[f"{name}~reported_to"] = ["vnr", "upr"]
    return typed
