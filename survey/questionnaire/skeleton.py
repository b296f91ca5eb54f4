"""A first questionnaire to change: small, commented, sound."""

from __future__ import annotations

from survey.questionnaire.reading.fields import CODE

_SKELETON = """\
# A questionnaire: what is asked, in the order of the pages. docs/forms.md explains every key.
# Check it with: survey forms check forms/{slug}/{edition}.yaml

questionnaire: {slug}        # the folder has this name
edition: "{edition}"         # the file has this name
title: A title that reporters recognise
introduction: Say in one or two sentences what the answers are for.
languages: [en, fr, es]      # what it must be complete in; French and Spanish are catalogs

units:                       # what numbers count: count, percent, money or amount
  persons: {{label: persons, measure: count}}

breakdowns:                  # how a number may be broken down; the total always stands beside
  sex: {{label: Sex, total: Both sexes, codes: {{F: Female, M: Male}}}}

reported_to:                 # where a figure may already have been reported
  vnr: Voluntary national review

sections:                    # one page each, on one topic
  - id: about
    title: About this report
    questions:
      - id: about.has_figures
        kind: yes_no
        label: Are there any figures to report this year?
        required: yes

  - id: figures
    title: Figures
    relevant: ${{about.has_figures}} = 'yes'     # asked only when this holds
    questions:
      - id: figures.persons
        kind: number
        label: Persons reached
        hint: Count each person once.
        unit: persons
        adds_up: yes                            # whether countries' numbers may be summed
        by: [sex]
        evidence: yes                           # asks for the year, the source, a link, where reported
        constraint: . <= 1000000000
        message: Check this number; it is more than a thousand million.

      - id: figures.meaning
        kind: narrative
        label: What these figures mean
        words: 300
        relevant: ${{figures.persons}} > 0
"""


def skeleton(slug: str, edition: str) -> str | None:
    """Write a skeleton; None where the slug or the edition cannot be a name."""
    if not CODE.fullmatch(slug) or not CODE.fullmatch(edition) or max(len(slug), len(edition)) > 40:
        return None
    return _SKELETON.format(slug=slug, edition=edition)
