"""A form with two percentages of two numbers: one broken down, one that is required."""

from tests.web.pages import HEAD

FORM = (
    HEAD
    + """\
  - id: figures
    title: Figures
    questions:
      - {id: f.text, kind: text, label: A text}
      - {id: f.part, kind: number, unit: persons, adds_up: yes, by: [sex], label: Persons of these}
      - {id: f.whole, kind: number, unit: persons, adds_up: yes, by: [sex], label: Persons of all}
  - id: words
    title: Shares
    questions:
      - id: f.share
        kind: number
        unit: percent
        by: [sex]
        rate_of: {part: f.part, whole: f.whole}
        label: Share of persons
      - {id: f.done, kind: number, unit: persons, adds_up: yes, label: Steps done}
      - {id: f.planned, kind: number, unit: persons, adds_up: yes, label: Steps planned}
      - id: f.progress
        kind: number
        unit: percent
        required: yes
        rate_of: {part: f.done, whole: f.planned}
        label: Share of steps
"""
)
