"""Questionnaires made for measuring: thirty indicators with all their evidence, five hundred plain fields."""

from __future__ import annotations

_HEAD = """\
questionnaire: generated
edition: "2020"
title: A generated questionnaire
languages: [en]
units:
  persons: {label: persons, measure: count}
reported_to:
  vnr: Voluntary national review
  ilo: ILO supervisory bodies
  upr: Universal Periodic Review
  untoc: Review of the Convention against Transnational Organized Crime
  ilostat: ILOSTAT
sections:
  - id: all
    title: All of it
    questions:
"""

_INDICATOR = """\
      - id: indicator.n{number}
        kind: number
        label: Persons counted by indicator {number}
        hint: Count each person once.
        guidance: Everybody counted by the authorities in the year.
        unit: persons
        adds_up: yes
        evidence: yes
        relevant: {relevant}
        constraint: . <= 1000000000
        message: Check this number.
"""

_FIELD = """\
      - id: field.n{number}
        kind: text
        label: Text number {number}
"""


def indicators(count: int) -> str:
    """Write a section of numbers with all their evidence, each asked only if the one before is not zero."""
    asked = [
        _INDICATOR.format(
            number=number, relevant=f"${{indicator.n{number - 1}}} != 0" if number > 1 else "true()"
        )
        for number in range(1, count + 1)
    ]
    return _HEAD + "".join(asked)


def plain_fields(count: int) -> str:
    """Write a section of plain one-line texts."""
    return _HEAD + "".join(_FIELD.format(number=number) for number in range(1, count + 1))
